package org.gaoler.tail;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The bytes of a compressed log, unpacked on the way from its beginning to its end.
 *
 * <p>Keeps the last bytes only, as many as a reader goes back for; memory is taken when the first
 * byte is asked for. Whatever ends the unpacking early ends the content, with a warning: there is
 * no better copy to wait for.
 */
final class GzipContent implements Content {

  /** A log that unpacks to more is read no further. */
  static final long MOST = 16L << 30;

  private static final Logger LOG = LoggerFactory.getLogger(GzipContent.class);

  /** A reader goes back by a whole line and the bytes that prove its place. */
  private static final int KEPT = OpenLog.LONGEST + 2 * ReadBuffer.TURN;

  private static final int WINDOW = KEPT + 2 * ReadBuffer.TURN;
  private static final int INPUT = 64 * 1024;

  private final Path file;
  private final InputStream packed;
  private final long most;
  private byte[] window = new byte[0];

  /** Offset of the window's first byte. */
  private long start;

  private int length;
  private boolean ended;
  private InputStream unpacked = InputStream.nullInputStream();

  private GzipContent(Path file, long most) throws IOException {
    this.file = file;
    this.packed = Files.newInputStream(file);
    this.most = most;
  }

  /** Opens a file; unpacks nothing yet. */
  static GzipContent open(Path file) throws IOException {
    return open(file, MOST);
  }

  static GzipContent open(Path file, long most) throws IOException {
    return new GzipContent(file, most);
  }

  @Override
  public boolean reach(long offset, long deadline) throws IOException {
    while (start + length < offset && !ended) {
      if (System.nanoTime() - deadline > 0) {
        end("unpacking it takes too long");
      } else {
        pull();
      }
    }
    return start + length >= offset;
  }

  @Override
  public int read(ByteBuffer into, long offset) throws IOException {
    if (offset < start) {
      throw new IOException(
          "%s: offset %d was asked for after %d bytes".formatted(file, offset, start + length));
    }
    while (start + length < offset + into.remaining() && !ended) {
      pull();
    }
    int from = (int) Math.min(length, offset - start);
    int count = Math.min(length - from, into.remaining());
    into.put(window, from, count);
    return count;
  }

  private void pull() throws IOException {
    if (window.length == 0) {
      window = new byte[WINDOW];
    } else if (length == WINDOW) {
      System.arraycopy(window, WINDOW - KEPT, window, 0, KEPT);
      start += WINDOW - KEPT;
      length = KEPT;
    }
    if (start + length > most) {
      end("it unpacks to more than " + most + " bytes");
      return;
    }
    try {
      if (start + length == 0) {
        unpacked = new GZIPInputStream(packed, INPUT);
      }
      int count = unpacked.read(window, length, WINDOW - length);
      ended = count < 0;
      length += Math.max(0, count);
    } catch (IOException e) {
      end(String.valueOf(e.getMessage()));
    }
  }

  private void end(String reason) {
    ended = true;
    LOG.warn(
        "{}: unpacking stopped after {} bytes: {}; what follows in it is not read",
        file,
        start + length,
        reason);
  }

  @Override
  public long size() {
    return ended ? start + length : UNKNOWN;
  }

  @Override
  public void close() throws IOException {
    window = new byte[0];
    length = 0;
    ended = true;
    unpacked.close();
    packed.close();
  }
}
