package org.gaoler.core.count;

import java.util.Arrays;
import org.gaoler.api.IpBlock;
import org.gaoler.api.IpBlock.Family;
import org.gaoler.api.Offender;
import org.gaoler.api.Token;

/** An offender as ints: one for an IPv4 network, four for IPv6, the text of anything else. */
final class Identity {

  /** Kinds up to this are prefix lengths of IPv4, others up to {@link #TOKEN} those of IPv6. */
  private static final int IPV6 = 64;

  private static final int TOKEN = 255;

  private int kind;
  private int length;
  private int[] ints = new int[4];

  /** What it is, 0 to 255. */
  int kind() {
    return kind;
  }

  int length() {
    return length;
  }

  int get(int at) {
    return ints[at];
  }

  /** A fresh beginning with that many ints to be set. */
  void begin(int newKind, int newLength) {
    kind = newKind;
    length = newLength;
    if (ints.length < newLength) {
      ints = Arrays.copyOf(ints, newLength);
    }
  }

  void set(int at, int value) {
    ints[at] = value;
  }

  /** How many ints an identity of that kind has; that of a token begins with its length. */
  static int length(int kind, int first) {
    return kind == TOKEN ? 1 + (first + 1) / 2 : kind < IPV6 ? 1 : 4;
  }

  void of(Offender offender) {
    if (offender instanceof IpBlock block && block.family() == Family.IPV4) {
      begin(block.prefix(), 1);
      ints[0] = (int) block.low();
    } else if (offender instanceof IpBlock block) {
      begin(IPV6 + block.prefix(), 4);
      ints[0] = (int) (block.high() >>> 32);
      ints[1] = (int) block.high();
      ints[2] = (int) (block.low() >>> 32);
      ints[3] = (int) block.low();
    } else {
      text(((Token) offender).text());
    }
  }

  private void text(String text) {
    begin(TOKEN, length(TOKEN, text.length()));
    ints[0] = text.length();
    for (int i = 0; i < text.length(); i += 2) {
      int second = i + 1 < text.length() ? text.charAt(i + 1) : 0;
      ints[1 + i / 2] = text.charAt(i) << 16 | second;
    }
  }

  Offender offender() {
    if (kind == TOKEN) {
      StringBuilder text = new StringBuilder(ints[0]);
      for (int i = 0; i < ints[0]; i++) {
        text.append((char) (ints[1 + i / 2] >>> (i % 2 == 0 ? 16 : 0)));
      }
      return new Token(text.toString());
    }
    return kind < IPV6
        ? new IpBlock(Family.IPV4, 0, ints[0] & 0xffff_ffffL, kind)
        : new IpBlock(Family.IPV6, both(ints[0], ints[1]), both(ints[2], ints[3]), kind - IPV6);
  }

  static long both(int high, int low) {
    return (long) high << 32 | low & 0xffff_ffffL;
  }

  /**
   * Mixed with a seed that nobody outside knows, so that nobody can choose whom to collide with.
   */
  int hash(int seed) {
    long mixed = seed * 0x9e3779b97f4a7c15L + kind;
    for (int i = 0; i < length; i++) {
      mixed = (mixed ^ ints[i]) * 0x9e3779b97f4a7c15L;
      mixed ^= mixed >>> 29;
    }
    return (int) (mixed ^ mixed >>> 32);
  }
}
