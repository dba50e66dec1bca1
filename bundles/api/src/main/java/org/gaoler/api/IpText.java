package org.gaoler.api;

import java.util.Optional;
import org.gaoler.api.IpBlock.Family;

/** Reads and writes addresses as text, strictly and without ever asking a name server. */
final class IpText {

  /** An address in brackets, a slash and a netmask, each of 45 characters at most. */
  private static final int LONGEST = 93;

  private IpText() {}

  static Optional<IpBlock> parse(String text) {
    if (text.isEmpty() || text.length() > LONGEST) {
      return Optional.empty();
    }
    int slash = text.indexOf('/');
    if (slash < 0) {
      return address(text);
    }
    String start = text.substring(0, slash);
    return address(start).flatMap(block -> withPrefix(block, start, text.substring(slash + 1)));
  }

  private static Optional<IpBlock> address(String text) {
    if (text.startsWith("[") && text.endsWith("]")) {
      return v6(text.substring(1, text.length() - 1));
    }
    return text.indexOf(':') >= 0 ? v6(text) : v4(text);
  }

  /** A prefix counts the bits of the address as it was written, mapped ones as those of IPv6. */
  private static Optional<IpBlock> withPrefix(IpBlock block, String start, String suffix) {
    Family written = start.indexOf(':') >= 0 ? Family.IPV6 : Family.IPV4;
    int prefix = number(suffix, 0, suffix.length());
    if (prefix < 0) {
      prefix = address(suffix).filter(m -> m.family() == written).map(IpText::ones).orElse(-1);
    }
    prefix -= written.bits() - block.family().bits();
    return prefix < 0 || prefix > block.family().bits()
        ? Optional.empty()
        : Optional.of(new IpBlock(block.family(), block.high(), block.low(), prefix));
  }

  /** The length of a contiguous netmask, or -1. */
  private static int ones(IpBlock mask) {
    int bits = mask.family().bits();
    int ones = Long.bitCount(mask.high()) + Long.bitCount(mask.low());
    IpBlock full =
        mask.family() == Family.IPV4
            ? new IpBlock(mask.family(), 0, 0xffff_ffffL, ones)
            : new IpBlock(mask.family(), -1L, -1L, ones);
    return full.high() == mask.high() && full.low() == mask.low() && ones <= bits ? ones : -1;
  }

  /** A decimal number of up to three digits without sign or leading zero, or -1. */
  private static int number(String text, int start, int end) {
    int length = end - start;
    if (length < 1 || length > 3 || length > 1 && text.charAt(start) == '0') {
      return -1;
    }
    int value = 0;
    for (int i = start; i < end; i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      value = value * 10 + digit;
    }
    return value;
  }

  private static Optional<IpBlock> v4(String text) {
    long address = v4Bits(text);
    return address < 0 ? Optional.empty() : Optional.of(new IpBlock(Family.IPV4, 0, address, 32));
  }

  private static long v4Bits(String text) {
    long address = 0;
    int start = 0;
    for (int part = 1; part <= 4; part++) {
      int end = part < 4 ? text.indexOf('.', start) : text.length();
      int octet = number(text, start, end);
      if (octet < 0 || octet > 255) {
        return -1;
      }
      address = address << 8 | octet;
      start = end + 1;
    }
    return address;
  }

  private static Optional<IpBlock> v6(String text) {
    int gap = text.indexOf("::");
    int[] head = groups(gap < 0 ? text : text.substring(0, gap), gap < 0);
    int[] tail = groups(gap < 0 ? "" : text.substring(gap + 2), true);
    int given = head.length + tail.length;
    boolean wrong = head.length > 0 && head[0] < 0 || tail.length > 0 && tail[0] < 0;
    if (wrong || (gap < 0 ? given != 8 : given > 7)) {
      return Optional.empty();
    }
    int[] all = new int[8];
    System.arraycopy(head, 0, all, 0, head.length);
    System.arraycopy(tail, 0, all, 8 - tail.length, tail.length);
    return Optional.of(fold(half(all, 0), half(all, 4)));
  }

  private static IpBlock fold(long high, long low) {
    return high == 0 && low >>> 32 == 0xffff
        ? new IpBlock(Family.IPV4, 0, low, 32)
        : new IpBlock(Family.IPV6, high, low, 128);
  }

  private static long half(int[] groups, int from) {
    return (long) groups[from] << 48
        | (long) groups[from + 1] << 32
        | (long) groups[from + 2] << 16
        | groups[from + 3];
  }

  /** The 16-bit groups of one side of a gap; a single -1 means that they are malformed. */
  private static int[] groups(String text, boolean last) {
    int[] wrong = {-1};
    if (text.isEmpty()) {
      return new int[0];
    }
    String[] parts = text.split(":", -1);
    boolean dotted = last && parts[parts.length - 1].indexOf('.') >= 0;
    int[] groups = new int[parts.length + (dotted ? 1 : 0)];
    for (int i = 0; i < parts.length - (dotted ? 1 : 0); i++) {
      groups[i] = hex(parts[i]);
      if (groups[i] < 0) {
        return wrong;
      }
    }
    if (dotted) {
      long bits = v4Bits(parts[parts.length - 1]);
      if (bits < 0) {
        return wrong;
      }
      groups[parts.length - 1] = (int) (bits >>> 16);
      groups[parts.length] = (int) (bits & 0xffff);
    }
    return groups.length > 8 ? wrong : groups;
  }

  private static int hex(String text) {
    if (text.isEmpty() || text.length() > 4) {
      return -1;
    }
    int value = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      int digit = c < 128 ? Character.digit(c, 16) : -1;
      if (digit < 0) {
        return -1;
      }
      value = value << 4 | digit;
    }
    return value;
  }

  static String address(IpBlock block) {
    if (block.family() == Family.IPV4) {
      long bits = block.low();
      return new StringBuilder(15)
          .append((int) (bits >> 24))
          .append('.')
          .append((int) (bits >> 16 & 255))
          .append('.')
          .append((int) (bits >> 8 & 255))
          .append('.')
          .append((int) (bits & 255))
          .toString();
    }
    return v6Text(block);
  }

  private static String v6Text(IpBlock block) {
    int[] groups = new int[8];
    for (int i = 0; i < 8; i++) {
      groups[i] = (int) ((i < 4 ? block.high() : block.low()) >>> 48 - 16 * (i & 3)) & 0xffff;
    }
    int start = -1;
    int longest = 1;
    for (int i = 0; i < 8; i++) {
      int end = i;
      while (end < 8 && groups[end] == 0) {
        end++;
      }
      if (end - i > longest) {
        start = i;
        longest = end - i;
      }
    }
    StringBuilder text = new StringBuilder(39);
    for (int i = 0; i < 8; i++) {
      if (i == start) {
        text.append("::");
        i += longest - 1;
      } else {
        text.append(i == 0 || i == start + longest ? "" : ":")
            .append(Integer.toHexString(groups[i]));
      }
    }
    return text.toString();
  }
}
