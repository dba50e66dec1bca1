package org.gaoler.action.blocklist;

import java.util.Optional;
import org.gaoler.api.IpBlock;

/**
 * One line of a list.
 *
 * @param number its place, from 1
 * @param text as it stands there, each byte one character
 * @param address whom it keeps out; empty if nobody
 * @param flaw what is wrong with it; empty if nothing is
 */
record Row(int number, String text, Optional<IpBlock> address, Optional<String> flaw) {}
