package org.gaoler.backend.journal;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Reads entries in the journal's export format: lines {@code NAME=value}, or the name alone, eight
 * bytes of length in little-endian order and the value; an empty line ends an entry.
 */
final class ExportReader {

  /** So much of a value is kept; the rest is read and dropped. */
  private static final int LONGEST = 1024 * 1024;

  private static final int CHUNK = 16 * 1024;

  private final InputStream in;
  private final byte[] chunk = new byte[CHUNK];
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private int at;
  private int limit;

  ExportReader(InputStream in) {
    this.in = in;
  }

  /**
   * Reads the next entry; blocks until it is whole.
   *
   * @return empty at the end; what was there of an unfinished entry is dropped
   * @throws IOException if the stream fails
   */
  Optional<JournalEntry> next() throws IOException {
    JournalEntry entry = new JournalEntry();
    try {
      while (true) {
        byte[] text = line();
        if (text.length > 0) {
          field(entry, text);
        } else if (!entry.isEmpty()) {
          return Optional.of(entry);
        }
      }
    } catch (EOFException e) {
      return Optional.empty();
    }
  }

  private void field(JournalEntry entry, byte[] text) throws IOException {
    int equals = 0;
    while (equals < text.length && text[equals] != '=') {
      equals++;
    }
    String name = new String(text, 0, equals, StandardCharsets.UTF_8);
    byte[] value =
        equals < text.length
            ? java.util.Arrays.copyOfRange(text, equals + 1, text.length)
            : binary();
    entry.add(name, value);
  }

  private byte[] binary() throws IOException {
    long length = 0;
    for (int shift = 0; shift < Long.SIZE; shift += Byte.SIZE) {
      length |= (long) read() << shift;
    }
    line.reset();
    for (long i = 0; Long.compareUnsigned(i, length) < 0; i++) {
      keep(read());
    }
    read();
    return line.toByteArray();
  }

  private byte[] line() throws IOException {
    line.reset();
    for (int b = read(); b != '\n'; b = read()) {
      keep(b);
    }
    return line.toByteArray();
  }

  private void keep(int b) {
    if (line.size() < LONGEST) {
      line.write(b);
    }
  }

  private int read() throws IOException {
    if (at == limit) {
      at = 0;
      limit = in.read(chunk);
      if (limit < 0) {
        limit = 0;
        throw new EOFException();
      }
    }
    return chunk[at++] & 0xff;
  }
}
