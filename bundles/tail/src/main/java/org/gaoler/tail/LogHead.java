package org.gaoler.tail;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.OptionalLong;
import org.gaoler.api.Position;

/** Tells one content of a file from the next by its first line and a count. */
final class LogHead {

  private static final int LENGTH = 256;

  private final String key;
  private long hash;
  private int generation;
  private boolean known;
  private boolean followsOther;
  private String stem = "";
  private OptionalLong firstLine = OptionalLong.empty();

  LogHead(String key) {
    this.key = key;
  }

  /** Takes the hash over from an earlier life, if it was known there. */
  void known(FilePlace place) {
    if (place.head() != 0) {
      set(place.head(), place.generation());
    }
  }

  /** Notes the content that the file had before. */
  void follows(FilePlace earlier) {
    hash = earlier.head();
    generation = earlier.generation();
    followsOther = true;
  }

  /** Notes that the content is new. */
  void renew() {
    followsOther = known || followsOther;
    known = false;
  }

  /** Hashes the first line; called once it is whole. */
  void learn(Content content) throws IOException {
    if (known) {
      return;
    }
    long found = hash(content);
    set(found, followsOther && found == hash ? generation + 1 : 0);
  }

  /**
   * The hash of the first line.
   *
   * @param finished whether it stays the same; what was compressed cannot be read there again
   */
  long firstLine(Content content, boolean finished) throws IOException {
    if (!finished) {
      return hash(content);
    }
    if (firstLine.isEmpty()) {
      firstLine = OptionalLong.of(hash(content));
    }
    return firstLine.getAsLong();
  }

  /**
   * How bytes look of which none was read. Their end is like that of other logs: as long as the
   * first line is not whole, its beginning has to tell them apart.
   */
  FilePlace unread(Content content, long size, ReadBuffer buffer) throws IOException {
    OptionalLong first = ofWholeLine(content);
    long checked = first.isPresent() ? size : Math.min(Fingerprint.WINDOW, size);
    int window = (int) Math.min(Fingerprint.WINDOW, checked);
    buffer.fill(content, checked - window, window);
    return new FilePlace(key, first.orElse(0), 0, checked, buffer.fingerprint(buffer.length()));
  }

  /** The hash of a first line. */
  private static long hash(Content content) throws IOException {
    ByteBuffer first = first(content);
    return Fingerprint.of(first.array(), 0, lineEnd(first));
  }

  /** The hash of a first line, if all of it is there that counts. */
  private static OptionalLong ofWholeLine(Content content) throws IOException {
    ByteBuffer first = first(content);
    int end = lineEnd(first);
    return end < first.position() || end == LENGTH
        ? OptionalLong.of(Fingerprint.of(first.array(), 0, end))
        : OptionalLong.empty();
  }

  private static ByteBuffer first(Content content) throws IOException {
    ByteBuffer first = ByteBuffer.allocate(LENGTH);
    content.read(first, 0);
    return first;
  }

  private static int lineEnd(ByteBuffer first) {
    int end = 0;
    while (end < first.position() && first.get(end) != '\n') {
      end++;
    }
    return end;
  }

  private void set(long newHash, int newGeneration) {
    hash = newHash;
    generation = newGeneration;
    stem = FilePlace.stem(key, hash, generation);
    known = true;
  }

  FilePlace place(long checked, long fingerprint) {
    return new FilePlace(key, known ? hash : 0, generation, checked, fingerprint);
  }

  Position position(long offset, long fingerprint) {
    return FilePlace.position(stem, offset, fingerprint);
  }
}
