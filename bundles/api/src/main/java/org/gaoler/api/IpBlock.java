package org.gaoler.api;

import java.util.Optional;

/**
 * An IPv4 or IPv6 network, or a single address when the prefix is full length.
 *
 * <p>Host bits are always zero, so equal networks are equal records. IPv4 addresses mapped into
 * IPv6 ({@code ::ffff:192.0.2.1}) become IPv4, as in fail2ban.
 *
 * @param family IPv4 or IPv6
 * @param high the upper 64 bits of an IPv6 address; 0 for IPv4
 * @param low the lower 64 bits of an IPv6 address; for IPv4 the address in the lower 32 bits
 * @param prefix 0 to 32 (IPv4) or 0 to 128 (IPv6)
 */
public record IpBlock(Family family, long high, long low, int prefix) implements Offender {

  /** The two families, with the length of their addresses in bits. */
  public enum Family {
    /** 32 bits. */
    IPV4(32),
    /** 128 bits. */
    IPV6(128);

    private final int bits;

    Family(int bits) {
      this.bits = bits;
    }

    /**
     * The length of an address of this family.
     *
     * @return 32 or 128 bits
     */
    public int bits() {
      return bits;
    }
  }

  /**
   * Clears the bits that the prefix leaves to hosts.
   *
   * @param family IPv4 or IPv6
   * @param high the upper 64 bits of an IPv6 address; 0 for IPv4
   * @param low the lower 64 bits of an IPv6 address; for IPv4 the address in the lower 32 bits
   * @param prefix 0 to 32 (IPv4) or 0 to 128 (IPv6)
   * @throws IllegalArgumentException if the prefix is longer than an address
   */
  public IpBlock {
    if (prefix < 0 || prefix > family.bits()) {
      throw new IllegalArgumentException(
          "prefix /" + prefix + " is outside 0 to " + family.bits() + " of " + family);
    }
    if (family == Family.IPV4) {
      high = 0;
      low &= 0xffff_ffffL & mask(prefix + 32);
    } else {
      high &= mask(Math.min(prefix, 64));
      low &= mask(Math.max(prefix - 64, 0));
    }
  }

  /**
   * Reads an address, {@code address/prefix} or {@code address/netmask}; IPv6 may stand in square
   * brackets. Strict: no octal, no short forms, no zone, no blanks, no names. A prefix behind a
   * mapped address counts the bits of IPv6 and is 96 or more.
   *
   * @param text what to read
   * @return the block with its host bits cleared, or empty if the text is no address
   */
  public static Optional<IpBlock> parse(String text) {
    return IpText.parse(text);
  }

  /**
   * Whether this is one address and not a wider network.
   *
   * @return true for /32 and /128
   */
  public boolean single() {
    return prefix == family.bits();
  }

  /**
   * Whether another block lies wholly in this one.
   *
   * @param other any block
   * @return true if the families agree and every address of the other is in this one
   */
  public boolean contains(IpBlock other) {
    return family == other.family
        && prefix <= other.prefix
        && equals(new IpBlock(other.family, other.high, other.low, prefix));
  }

  /**
   * The network of the given width around this block.
   *
   * @param width prefix length in bits; a width longer than the present prefix changes nothing
   * @return the wider block
   */
  public IpBlock widen(int width) {
    return width >= prefix ? this : new IpBlock(family, high, low, width);
  }

  /**
   * The address alone, canonical (RFC 5952 for IPv6).
   *
   * @return for instance {@code 192.0.2.1} or {@code 2001:db8::1}
   */
  public String address() {
    return IpText.address(this);
  }

  // Written out because the generated ones cost a starting machine 45 ms at their first use, which
  // may be the first ban.

  @Override
  public boolean equals(Object other) {
    return other instanceof IpBlock block
        && low == block.low
        && high == block.high
        && prefix == block.prefix
        && family == block.family;
  }

  @Override
  public int hashCode() {
    long mixed = (high * 31 + low) * 31 + prefix;
    return (int) (mixed ^ mixed >>> 32);
  }

  /** The canonical text; the prefix only if it is not full length. */
  @Override
  public String toString() {
    return single() ? address() : address() + "/" + prefix;
  }

  private static long mask(int bits) {
    return bits == 0 ? 0 : -1L << (64 - bits);
  }
}
