package org.gaoler.tail;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Optional;
import org.gaoler.api.Position;

/** Makes positions in files that somebody else has read. */
public final class LogPlaces {

  private LogPlaces() {}

  /**
   * The place behind so many bytes of a file as it is now.
   *
   * @param file the file
   * @param offset behind the end of a line
   * @return empty if there is no file, or if it is shorter
   * @throws IOException if it cannot be read
   */
  public static Optional<Position> behind(Path file, long offset) throws IOException {
    Optional<FileStat> stat = FileStat.of(file);
    if (stat.isEmpty() || !stat.get().regular() || offset > stat.get().size()) {
      return Optional.empty();
    }
    try (FileChannel channel = FileChannel.open(file);
        Content content = Content.of(channel)) {
      LogHead head = new LogHead(stat.get().key());
      head.learn(content);
      int window = (int) Math.min(Fingerprint.WINDOW, offset);
      java.nio.ByteBuffer before = java.nio.ByteBuffer.allocate(window);
      content.read(before, offset - window);
      return Optional.of(head.position(offset, Fingerprint.of(before.array(), 0, window)));
    }
  }
}
