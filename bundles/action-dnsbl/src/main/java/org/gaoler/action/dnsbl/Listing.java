package org.gaoler.action.dnsbl;

import java.util.Optional;
import org.gaoler.api.IpBlock;
import org.gaoler.api.IpBlock.Family;
import org.gaoler.api.Offender;
import org.xbill.DNS.Name;
import org.xbill.DNS.TextParseException;

/**
 * Where offenders stand in a zone: octets (IPv4) or nibbles (IPv6) backwards. A whole /24 or /64 is
 * a wildcard: of the networks that names can express, these two are the ones whose addresses have
 * no names between them and the wildcard that would hide it (IPv4), or that jails ban as one
 * (IPv6).
 *
 * @param apex the zone
 */
record Listing(Name apex) {

  private static final int IPV4_NETWORK = 24;
  private static final int IPV6_NETWORK = 64;
  private static final int OCTET = 8;
  private static final int NIBBLE = 4;
  private static final String WILDCARD = "*";

  /** Whether a zone has a name for this. */
  static boolean names(Offender offender) {
    return offender instanceof IpBlock block
        && (block.single() || block.prefix() == network(block.family()));
  }

  private static int network(Family family) {
    return family == Family.IPV4 ? IPV4_NETWORK : IPV6_NETWORK;
  }

  private static int step(Family family) {
    return family == Family.IPV4 ? OCTET : NIBBLE;
  }

  /** The name of an offender that {@link #names} holds for. */
  Name name(Offender offender) {
    try {
      return Name.fromString(relative(offender), apex);
    } catch (TextParseException impossible) {
      throw new IllegalStateException(offender + " has no name in " + apex, impossible);
    }
  }

  /** The name of an offender below any zone. */
  static String relative(Offender offender) {
    IpBlock block = (IpBlock) offender;
    int step = step(block.family());
    StringBuilder text = new StringBuilder(block.prefix() / step * 3);
    if (!block.single()) {
      text.append(WILDCARD).append('.');
    }
    for (int end = block.prefix(); end > 0; end -= step) {
      int part = bits(block, block.family().bits() - end, step);
      text.append(Integer.toString(part, step == OCTET ? 10 : 16));
      text.append(end > step ? "." : "");
    }
    return text.toString();
  }

  /** Some bits of an address, counted from its low end. */
  private static int bits(IpBlock block, int low, int count) {
    long word = low < Long.SIZE ? block.low() : block.high();
    return (int) (word >>> (low % Long.SIZE)) & ((1 << count) - 1);
  }

  /** Whose name it is, if it is anybody's. */
  Optional<IpBlock> block(Name name) {
    int labels = name.labels() - apex.labels();
    if (labels <= 0 || !name.subdomain(apex)) {
      return Optional.empty();
    }
    boolean wild = name.isWild();
    for (Family family : Family.values()) {
      int step = step(family);
      int prefix = wild ? network(family) : family.bits();
      if (labels == prefix / step + (wild ? 1 : 0)) {
        return block(name, wild ? 1 : 0, family, prefix);
      }
    }
    return Optional.empty();
  }

  private static Optional<IpBlock> block(Name name, int first, Family family, int prefix) {
    int step = step(family);
    long high = 0;
    long low = 0;
    int at = family.bits() - prefix;
    for (int label = first; at < family.bits(); label++, at += step) {
      int part = part(name.getLabel(label), family);
      if (part < 0) {
        return Optional.empty();
      }
      if (at < Long.SIZE) {
        low |= (long) part << at;
      } else {
        high |= (long) part << (at - Long.SIZE);
      }
    }
    return Optional.of(new IpBlock(family, high, low, prefix));
  }

  /** The number that a label stands for; -1 if none. Labels begin with their length. */
  private static int part(byte[] label, Family family) {
    int radix = family == Family.IPV4 ? 10 : 16;
    boolean canonical = family == Family.IPV4 ? label[0] == 1 || label[1] != '0' : label[0] == 1;
    int part = 0;
    for (int i = 1; canonical && i < label.length; i++) {
      int digit = Character.digit((char) (label[i] & 0xff), radix);
      part = digit < 0 || part < 0 ? -1 : part * radix + digit;
    }
    return canonical && label.length <= 4 && part < 1 << step(family) ? part : -1;
  }
}
