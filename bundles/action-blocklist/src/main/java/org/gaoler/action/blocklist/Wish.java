package org.gaoler.action.blocklist;

import org.gaoler.api.IpBlock;

/**
 * What somebody wants who has edited a list.
 *
 * @param ban whether a line was added; else one was deleted
 * @param address whose line
 * @param jail that is to ban or unban
 * @param unit whom it is to ban or unban
 * @param line where the line stands; 0 if it does not
 */
record Wish(boolean ban, IpBlock address, String jail, IpBlock unit, int line) {}
