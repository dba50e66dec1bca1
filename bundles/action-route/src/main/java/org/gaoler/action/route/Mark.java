package org.gaoler.action.route;

/**
 * What tells the routes of one jail from all others.
 *
 * @param table the routing table
 * @param protocol marks ours
 * @param metric the jail's own, so that routes of several jails to one address stand beside each
 *     other and each is removed by itself
 * @param type the kernel's number for blackhole, unreachable or prohibit
 */
record Mark(int table, int protocol, int metric, int type) {}
