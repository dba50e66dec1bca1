package org.gaoler.action.nftables;

import org.gaoler.api.IpBlock;
import org.gaoler.api.Traffic;

/**
 * One element of a set as the kernel tells it.
 *
 * @param block who
 * @param remaining milliseconds; negative if it never ends
 * @param traffic what it has stopped; zero if it does not count
 */
record Element(IpBlock block, long remaining, Traffic traffic) {}
