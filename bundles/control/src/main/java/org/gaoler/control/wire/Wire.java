package org.gaoler.control.wire;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/**
 * Carries frames over a socket: one byte of type, four bytes of length (big-endian), the payload.
 * One thread may read while others write.
 */
public final class Wire implements Closeable {

  /** The version of the protocol that this code speaks. */
  public static final int VERSION = 1;

  /** The longest payload of a frame, in bytes. */
  public static final int LONGEST = 65_536;

  /** From the client, first: who it is and what it wants ({@link Request}). */
  public static final int REQUEST = 1;

  /** From the client: typed bytes. */
  public static final int INPUT = 2;

  /** From the client: nothing more will be typed. */
  public static final int INPUT_END = 3;

  /** From the client: new columns and rows of its window, two bytes each. */
  public static final int RESIZE = 4;

  /** From the daemon: bytes for standard output. */
  public static final int OUT = 16;

  /** From the daemon: bytes for standard error. */
  public static final int ERR = 17;

  /** From the daemon, last: exit status in one byte. */
  public static final int EXIT = 18;

  /** No frame: the other side has closed the connection. */
  public static final int END = -1;

  private static final int HEADER = 5;

  private final SocketChannel channel;
  private final ByteBuffer header = ByteBuffer.allocate(HEADER);
  private byte[] payload = new byte[0];
  private volatile long writingSince;

  /**
   * Takes over a connected, blocking channel.
   *
   * @param channel closed with this
   */
  public Wire(SocketChannel channel) {
    this.channel = channel;
  }

  /**
   * Sends one frame; blocks while the other side does not read.
   *
   * @param type one of the constants
   * @param bytes holds the payload
   * @param offset where it begins
   * @param length 0 to {@link #LONGEST}
   * @throws IOException if the other side has gone
   */
  public synchronized void send(int type, byte[] bytes, int offset, int length) throws IOException {
    ByteBuffer frame = ByteBuffer.allocate(HEADER + length);
    frame.put((byte) type).putInt(length).put(bytes, offset, length).flip();
    writingSince = System.nanoTime() | 1;
    // a channel closes when an interrupted thread writes: Ctrl-C must not end the connection
    boolean interrupted = Thread.interrupted();
    try {
      while (frame.hasRemaining()) {
        channel.write(frame);
      }
    } finally {
      writingSince = 0;
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /**
   * Waits for the next frame.
   *
   * @return its type, or {@link #END}
   * @throws IOException if the connection breaks within a frame, or the frame is too long
   */
  public int next() throws IOException {
    header.clear();
    if (channel.read(header) < 0) {
      return END;
    }
    fill(header);
    int type = header.get(0);
    int length = header.getInt(1);
    if (length < 0 || length > LONGEST) {
      throw new IOException("a frame of " + length + " bytes; at most " + LONGEST + " are taken");
    }
    payload = new byte[length];
    fill(ByteBuffer.wrap(payload));
    return type;
  }

  /**
   * What came with the last frame.
   *
   * @return its payload; the caller may keep it
   */
  public byte[] payload() {
    return payload;
  }

  /**
   * How long a write has been waiting for the other side.
   *
   * @return nanoseconds; 0 if none waits
   */
  public long stalled() {
    long since = writingSince;
    return since == 0 ? 0 : System.nanoTime() - since;
  }

  private void fill(ByteBuffer buffer) throws IOException {
    while (buffer.hasRemaining()) {
      if (channel.read(buffer) < 0) {
        throw new EOFException("the connection ended within a frame");
      }
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
