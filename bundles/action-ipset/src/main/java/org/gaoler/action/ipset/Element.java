package org.gaoler.action.ipset;

import org.gaoler.api.IpBlock;
import org.gaoler.api.Traffic;

/**
 * One element of a set as the kernel tells it.
 *
 * @param block who
 * @param remaining seconds, rounded down; 0 if it never ends
 * @param traffic what it has stopped
 */
record Element(IpBlock block, long remaining, Traffic traffic) {}
