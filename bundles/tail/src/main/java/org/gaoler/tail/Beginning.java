package org.gaoler.tail;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.gaoler.api.LineSink;

/**
 * Searches where in a long log the lines begin that are not too old to matter, by halves.
 *
 * <p>What it skips is always followed by lines that are too old as well: where dates are missing,
 * cannot be read or jump, more is read instead. Lines may be out of order by {@link #DISORDER}.
 */
final class Beginning {

  /** So much may a line be older than one written before it. */
  static final Duration DISORDER = Duration.ofHours(1);

  /** A shorter rest is not searched any further. */
  static final int SHORT = ReadBuffer.TURN;

  /** So many lines in a row have to be too old: any one may hold a date that is none. */
  private static final int WITNESSES = 3;

  /** So many lines are looked at before a log is taken for one without dates. */
  private static final int LOOKED_AT = 20;

  private final Content content;
  private final LineForm form;
  private final ReadBuffer buffer;
  private final LineSink sink;
  private final Instant earliest;

  Beginning(Content content, LineForm form, ReadBuffer buffer, LineSink sink, Instant since) {
    this.content = content;
    this.form = form;
    this.buffer = buffer;
    this.sink = sink;
    this.earliest = since.isAfter(Instant.EPOCH) ? since.minus(DISORDER) : Instant.MIN;
  }

  /** The offset of a line; all before it can be skipped. */
  long offset() throws IOException {
    long old = 0;
    long young = earliest.equals(Instant.MIN) ? 0 : content.size();
    while (young - old > SHORT) {
      long middle = old + (young - old) / 2;
      middle -= middle % form.width();
      Optional<Long> line = oldLine(middle);
      if (line.isPresent()) {
        old = line.get();
      }
      young = line.isPresent() ? young : middle;
    }
    return old;
  }

  /** Whether one of the first lines has a date. */
  boolean isDated() throws IOException {
    buffer.fill(content, 0, SHORT);
    int start = 0;
    for (int line = 0; line < LOOKED_AT && start >= 0; line++) {
      int end = form.endOfFirst(buffer.bytes(), start, buffer.length());
      if (end >= 0 && dateOf(start, end).isPresent()) {
        return true;
      }
      start = end;
    }
    return false;
  }

  /** The first line behind an offset, if the next ones with dates are too old. */
  private Optional<Long> oldLine(long offset) throws IOException {
    buffer.fill(content, offset, SHORT);
    int first = form.endOfFirst(buffer.bytes(), 0, buffer.length());
    int witnesses = 0;
    int start = first;
    while (start >= 0 && witnesses < WITNESSES) {
      int end = form.endOfFirst(buffer.bytes(), start, buffer.length());
      Optional<Instant> date = end < 0 ? Optional.empty() : dateOf(start, end);
      if (date.isPresent() && !date.get().isBefore(earliest)) {
        return Optional.empty();
      }
      witnesses += date.isPresent() ? 1 : 0;
      start = end;
    }
    return witnesses == WITNESSES ? Optional.of(offset + first) : Optional.empty();
  }

  private Optional<Instant> dateOf(int start, int end) {
    if (form.width() == 1) {
      return sink.dateOf(buffer.bytes(), start, end);
    }
    byte[] narrow = form.narrow(buffer.bytes(), start, end);
    return sink.dateOf(narrow, 0, narrow.length);
  }
}
