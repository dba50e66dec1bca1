package org.gaoler.action.nftables;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gaoler.api.IpBlock;
import org.gaoler.api.IpBlock.Family;

/**
 * The offenders of one family whose networks are equally wide: each pool is one hash set, matched
 * by the masked address of a packet.
 *
 * @param family IPv4 or IPv6
 * @param prefix length in bits, 1 or more
 */
record Pool(Family family, int prefix) implements Comparable<Pool> {

  private static final Pattern SET = Pattern.compile("ip([46])-(\\d{1,3})");

  static Pool of(IpBlock block) {
    return new Pool(block.family(), block.prefix());
  }

  /** Reads the name of a set. */
  static Optional<Pool> named(String set) {
    Matcher name = SET.matcher(set);
    if (!name.matches()) {
      return Optional.empty();
    }
    Family family = name.group(1).equals("4") ? Family.IPV4 : Family.IPV6;
    int prefix = Integer.parseInt(name.group(2));
    return prefix < 1 || prefix > family.bits()
        ? Optional.empty()
        : Optional.of(new Pool(family, prefix));
  }

  /** The name of its set. */
  String set() {
    return (family == Family.IPV4 ? "ip4-" : "ip6-") + prefix;
  }

  /** The type of its elements. */
  String type() {
    return family == Family.IPV4 ? "ipv4_addr" : "ipv6_addr";
  }

  /** What a packet is looked up by. */
  String key() {
    String source = family == Family.IPV4 ? "ip saddr" : "ip6 saddr";
    if (prefix == family.bits()) {
      return source;
    }
    IpBlock ones =
        family == Family.IPV4
            ? new IpBlock(family, 0, 0xffff_ffffL, prefix)
            : new IpBlock(family, -1, -1, prefix);
    return source + " & " + ones.address();
  }

  // Written out because the generated ones are slow at their first use, which may be the first ban.

  @Override
  public boolean equals(Object other) {
    return other instanceof Pool pool && family == pool.family && prefix == pool.prefix;
  }

  @Override
  public int hashCode() {
    return family.bits() * 1000 + prefix;
  }

  @Override
  public int compareTo(Pool other) {
    return Integer.compare(hashCode(), other.hashCode());
  }
}
