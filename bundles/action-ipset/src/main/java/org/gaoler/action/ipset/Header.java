package org.gaoler.action.ipset;

import org.gaoler.api.IpBlock.Family;

/**
 * What the kernel tells of a set without its elements.
 *
 * @param type such as {@code hash:net}
 * @param family netfilter's number of the address family
 * @param timeouts whether elements can end by themselves
 * @param counters whether elements count their packets
 * @param maxElem how many elements it takes
 * @param elements how many it has, without those that have ended
 * @param references how many rules look into it
 */
record Header(
    String type,
    int family,
    boolean timeouts,
    boolean counters,
    long maxElem,
    long elements,
    long references) {

  static final String TYPE = "hash:net";

  private static final int INET = 2;
  private static final int INET6 = 10;

  static int number(Family family) {
    return family == Family.IPV4 ? INET : INET6;
  }

  /** Whether it is of the kind that this bundle makes. */
  boolean fits(Family wanted) {
    return type.equals(TYPE) && family == number(wanted) && timeouts && counters;
  }

  /** In the words of {@code ipset create}. */
  String kind() {
    return type
        + " family "
        + (family == INET6 ? "inet6" : "inet")
        + (timeouts ? " timeout" : "")
        + (counters ? " counters" : "");
  }
}
