package org.gaoler.netlink;

import com.sun.jna.Memory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * One or more netlink messages to be sent at once, built into native memory that is used again.
 *
 * <p>Used by one thread at a time. Numbers are in the machine's byte order unless a method says
 * otherwise.
 */
public final class Request implements AutoCloseable {

  /** The message is a request; without it the kernel ignores it. */
  public static final int REQUEST = 0x1;

  /** An answer is wanted even if all is well. */
  public static final int ACK = 0x4;

  /** Asks for everything there is. */
  public static final int DUMP = 0x300;

  /** Replaces what is there. */
  public static final int REPLACE = 0x100;

  /** Refused if it is there already. */
  public static final int EXCLUSIVE = 0x200;

  /** Makes it if it is not there. */
  public static final int CREATE = 0x400;

  private static final int BATCH_BEGIN = 0x10;
  private static final int BATCH_END = 0x11;
  private static final int HEADER = 16;
  private static final int NETFILTER_HEADER = 4;
  private static final int NESTED = 0x8000;
  private static final int FIRST_SIZE = 16 * 1024;
  private static final int LENGTH_OF_ATTRIBUTE = 4;
  private static final int DEEPEST = 8;

  private final int[] open = new int[DEEPEST];
  private Memory memory;
  private ByteBuffer bytes;
  private int depth;
  private int message = -1;
  private int messages;

  /** Begins empty. */
  public Request() {
    take(new Memory(FIRST_SIZE));
  }

  private void take(Memory larger) {
    memory = larger;
    bytes = larger.getByteBuffer(0, larger.size()).order(ByteOrder.nativeOrder());
  }

  /**
   * Forgets everything.
   *
   * @return this
   */
  public Request clear() {
    bytes.clear();
    depth = 0;
    message = -1;
    messages = 0;
    return this;
  }

  /**
   * Ends the message before and begins another.
   *
   * @param type of the message, without the subsystem for netfilter: see {@link #netfilter}
   * @param flags such as {@link #CREATE}; {@link #REQUEST} goes without saying
   * @return this
   */
  public Request begin(int type, int flags) {
    end();
    room(HEADER);
    message = bytes.position();
    bytes.putInt(0).putShort((short) type).putShort((short) (flags | REQUEST));
    bytes.putInt(0).putInt(0);
    messages++;
    return this;
  }

  /**
   * Ends the message before and begins one of netfilter.
   *
   * @param subsystem of netfilter, such as 10 for nf_tables
   * @param type within the subsystem
   * @param flags such as {@link #CREATE}
   * @param family protocol family
   * @return this
   */
  public Request netfilter(int subsystem, int type, int flags, int family) {
    return netfilter(subsystem << 8 | type, flags, family, (short) 0);
  }

  /**
   * Begins messages of which either all are obeyed or none.
   *
   * @param subsystem of netfilter, such as 10 for nf_tables
   * @return this
   */
  public Request beginBatch(int subsystem) {
    return netfilter(BATCH_BEGIN, 0, 0, (short) subsystem);
  }

  /**
   * Ends messages of which either all are obeyed or none.
   *
   * @param subsystem of netfilter, such as 10 for nf_tables
   * @return this
   */
  public Request endBatch(int subsystem) {
    return netfilter(BATCH_END, 0, 0, (short) subsystem);
  }

  private Request netfilter(int type, int flags, int family, short resource) {
    begin(type, flags);
    room(NETFILTER_HEADER);
    bytes.put((byte) family).put((byte) 0);
    bytes.put((byte) (resource >> 8)).put((byte) resource);
    return this;
  }

  /**
   * Appends bytes as they are, such as a header that a family of messages has.
   *
   * @param raw a multiple of four
   * @return this
   */
  public Request raw(byte... raw) {
    room(raw.length);
    bytes.put(raw);
    return this;
  }

  private Request attribute(int type, int length) {
    room(LENGTH_OF_ATTRIBUTE + length + 3);
    bytes.putShort((short) (LENGTH_OF_ATTRIBUTE + length)).putShort((short) type);
    return this;
  }

  private Request padded() {
    while ((bytes.position() & 3) != 0) {
      bytes.put((byte) 0);
    }
    return this;
  }

  /**
   * Appends an attribute with a text that ends with a zero.
   *
   * @param type of the attribute
   * @param text ASCII
   * @return this
   */
  public Request text(int type, String text) {
    byte[] ascii = text.getBytes(StandardCharsets.US_ASCII);
    attribute(type, ascii.length + 1);
    bytes.put(ascii).put((byte) 0);
    return padded();
  }

  /**
   * Appends an attribute with bytes.
   *
   * @param type of the attribute
   * @param value any
   * @return this
   */
  public Request value(int type, byte[] value) {
    attribute(type, value.length);
    bytes.put(value);
    return padded();
  }

  /**
   * Appends an attribute of one byte.
   *
   * @param type of the attribute
   * @param value unsigned
   * @return this
   */
  public Request small(int type, int value) {
    attribute(type, 1);
    bytes.put((byte) value);
    return padded();
  }

  /**
   * Appends an attribute of four bytes in the machine's order, as routing wants them.
   *
   * @param type of the attribute
   * @param value unsigned
   * @return this
   */
  public Request number(int type, int value) {
    attribute(type, Integer.BYTES);
    bytes.putInt(value);
    return this;
  }

  /**
   * Appends an attribute of four bytes in network order, as netfilter wants them.
   *
   * @param type of the attribute
   * @param value unsigned
   * @return this
   */
  public Request network(int type, int value) {
    attribute(type, Integer.BYTES);
    bytes.putInt(big() ? value : Integer.reverseBytes(value));
    return this;
  }

  /**
   * Appends an attribute of eight bytes in network order.
   *
   * @param type of the attribute
   * @param value unsigned
   * @return this
   */
  public Request network(int type, long value) {
    attribute(type, Long.BYTES);
    bytes.putLong(big() ? value : Long.reverseBytes(value));
    return this;
  }

  /**
   * Appends an attribute with the address of a block.
   *
   * @param type of the attribute
   * @param block whose address
   * @return this
   */
  public Request address(int type, org.gaoler.api.IpBlock block) {
    if (block.family() == org.gaoler.api.IpBlock.Family.IPV4) {
      return network(type, (int) block.low());
    }
    attribute(type, 2 * Long.BYTES);
    bytes.putLong(big() ? block.high() : Long.reverseBytes(block.high()));
    bytes.putLong(big() ? block.low() : Long.reverseBytes(block.low()));
    return this;
  }

  /**
   * Begins an attribute that holds attributes.
   *
   * @param type of the attribute
   * @return this; {@link #leave} ends it
   */
  public Request nest(int type) {
    room(LENGTH_OF_ATTRIBUTE);
    open[depth++] = bytes.position();
    bytes.putShort((short) 0).putShort((short) (type | NESTED));
    return this;
  }

  /**
   * Ends the innermost attribute that holds attributes.
   *
   * @return this
   */
  public Request leave() {
    int start = open[--depth];
    bytes.putShort(start, (short) (bytes.position() - start));
    return this;
  }

  /**
   * How long the innermost open attribute is by now: no attribute may be longer than 65,535 bytes.
   *
   * @return bytes
   */
  public int nested() {
    return bytes.position() - open[depth - 1];
  }

  /**
   * Messages so far.
   *
   * @return 0 or more
   */
  public int messages() {
    return messages;
  }

  /**
   * All messages together.
   *
   * @return bytes
   */
  public int size() {
    return bytes.position();
  }

  Memory memory() {
    return memory;
  }

  /** Ends the last message and numbers them all. */
  void seal(int first, int port) {
    end();
    int at = 0;
    for (int i = 0; i < messages; i++) {
      bytes.putInt(at + 8, first + i);
      bytes.putInt(at + 12, port);
      at += bytes.getInt(at);
    }
  }

  private void end() {
    if (message >= 0) {
      bytes.putInt(message, bytes.position() - message);
      message = -1;
    }
  }

  private void room(int more) {
    if (bytes.remaining() < more) {
      Memory old = memory;
      int used = bytes.position();
      Memory larger = new Memory(Math.max(old.size() * 2, used + (long) more));
      larger.write(0, old.getByteArray(0, used), 0, used);
      take(larger);
      bytes.position(used);
      old.close();
    }
  }

  private static boolean big() {
    return ByteOrder.nativeOrder() == ByteOrder.BIG_ENDIAN;
  }

  @Override
  public void close() {
    memory.close();
  }
}
