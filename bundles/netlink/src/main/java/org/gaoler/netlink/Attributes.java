package org.gaoler.netlink;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Goes through the attributes of a message that the kernel sent, one after the other.
 *
 * <p>Valid only while the message is being handled.
 */
public final class Attributes {

  private static final int TYPE = 0x3fff;
  private static final int HEADER = 4;

  private final ByteBuffer bytes;
  private final int end;
  private int next;
  private int start;
  private int length;
  private int type;

  Attributes(ByteBuffer bytes, int from, int end) {
    this.bytes = bytes;
    this.next = from;
    this.end = end;
  }

  /**
   * The same attributes once more.
   *
   * @return before the next one
   */
  public Attributes again() {
    return new Attributes(bytes, next, end);
  }

  /**
   * Goes to the next attribute.
   *
   * @return false if there is none
   */
  public boolean next() {
    if (end - next < HEADER) {
      return false;
    }
    int whole = bytes.getShort(next) & 0xffff;
    if (whole < HEADER || next + whole > end) {
      return false;
    }
    type = bytes.getShort(next + 2) & TYPE;
    start = next + HEADER;
    length = whole - HEADER;
    next += whole + 3 & ~3;
    return true;
  }

  /**
   * What it is.
   *
   * @return its number in its family
   */
  public int type() {
    return type;
  }

  /**
   * How long its value is.
   *
   * @return bytes
   */
  public int length() {
    return length;
  }

  /**
   * The attributes in it.
   *
   * @return before the first
   */
  public Attributes nested() {
    return new Attributes(bytes, start, start + length);
  }

  /**
   * Goes to an attribute in it.
   *
   * @param wanted its number
   * @return on it, or at the end if there is none
   */
  public Attributes nested(int wanted) {
    Attributes inner = nested();
    while (inner.next()) {
      if (inner.type == wanted) {
        return inner;
      }
    }
    inner.length = 0;
    inner.start = end;
    return inner;
  }

  /**
   * Its value as an unsigned number.
   *
   * @return of one byte
   */
  public int small() {
    return length < 1 ? 0 : bytes.get(start) & 0xff;
  }

  /**
   * Its value in the machine's byte order.
   *
   * @return of four bytes
   */
  public int number() {
    return length < Integer.BYTES ? 0 : bytes.getInt(start);
  }

  /**
   * Its value in network order.
   *
   * @return of four or eight bytes, those of four unsigned
   */
  public long network() {
    boolean swap = bytes.order() == ByteOrder.LITTLE_ENDIAN;
    if (length >= Long.BYTES) {
      return long64(0, swap);
    }
    if (length < Integer.BYTES) {
      return 0;
    }
    int value = bytes.getInt(start);
    return (swap ? Integer.reverseBytes(value) : value) & 0xffff_ffffL;
  }

  private long long64(int offset, boolean swap) {
    long value = bytes.getLong(start + offset);
    return swap ? Long.reverseBytes(value) : value;
  }

  /**
   * Its value as an address block.
   *
   * @param prefix of the block
   * @return IPv4 if it has four bytes, else IPv6
   */
  public org.gaoler.api.IpBlock block(int prefix) {
    boolean swap = bytes.order() == ByteOrder.LITTLE_ENDIAN;
    if (length == Integer.BYTES) {
      return new org.gaoler.api.IpBlock(org.gaoler.api.IpBlock.Family.IPV4, 0, network(), prefix);
    }
    return new org.gaoler.api.IpBlock(
        org.gaoler.api.IpBlock.Family.IPV6, long64(0, swap), long64(Long.BYTES, swap), prefix);
  }

  /**
   * Its value as a text.
   *
   * @return without the zero at its end
   */
  public String text() {
    byte[] value = bytes();
    int until = 0;
    while (until < value.length && value[until] != 0) {
      until++;
    }
    return new String(value, 0, until, StandardCharsets.US_ASCII);
  }

  /**
   * Its value.
   *
   * @return a copy
   */
  public byte[] bytes() {
    byte[] value = new byte[length];
    for (int i = 0; i < length; i++) {
      value[i] = bytes.get(start + i);
    }
    return value;
  }
}
