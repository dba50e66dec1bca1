package org.gaoler.tail;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** The bytes of a log by their offsets, wherever they come from. */
interface Content extends Closeable {

  /** What {@link #size} says as long as it is not known. */
  long UNKNOWN = Long.MAX_VALUE;

  /**
   * Reads as much as fits and is there.
   *
   * @return how many bytes; 0 or less at the end
   */
  int read(ByteBuffer into, long offset) throws IOException;

  /** The size in bytes, or {@link #UNKNOWN}. */
  long size() throws IOException;

  /**
   * Whether there are so many bytes.
   *
   * @param deadline of {@link System#nanoTime} when to give up finding out
   */
  default boolean reach(long offset, long deadline) throws IOException {
    return size() >= offset;
  }

  /** The bytes of a file as they are. */
  static Content of(FileChannel channel) {
    return new Content() {
      @Override
      public int read(ByteBuffer into, long offset) throws IOException {
        return channel.read(into, offset);
      }

      @Override
      public long size() throws IOException {
        return channel.size();
      }

      @Override
      public void close() throws IOException {
        channel.close();
      }
    };
  }
}
