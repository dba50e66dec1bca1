package org.gaoler.tail;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.gaoler.api.LineBlock;
import org.gaoler.api.LineSink;
import org.gaoler.api.Position;

/** One file content being read through one descriptor, wherever its name has gone meanwhile. */
final class OpenLog implements Closeable {

  /** A line longer than this is skipped. */
  static final int LONGEST = 1024 * 1024;

  /** How a turn of reading ended. */
  enum Outcome {
    /** There may be more to read at once. */
    MORE,
    /** All that is there has been looked at. */
    END,
    /** What was read before is no longer there. */
    TRUNCATED,
    /** A line grew over {@link OpenLog#LONGEST} and is being skipped; there may be more. */
    OVERLONG
  }

  private final String key;
  private final boolean finished;
  private final Content content;
  private final Charset charset;
  private final LogHead head;

  /** First byte not delivered; the start of a line unless {@link #skipping}. */
  private long position;

  /** First byte not looked at; beyond {@link #position} while a line is long and unfinished. */
  private long frontier;

  private final LastBytes last = new LastBytes();
  private final Sighting sighting = new Sighting();
  private final Portion portion = new Portion();
  private boolean skipping;

  /** Unknown as long as the first character is not there. */
  private Optional<LineForm> form = Optional.empty();

  private OpenLog(String key, boolean finished, Content content, Charset charset) {
    this.key = key;
    this.finished = finished;
    this.content = content;
    this.charset = charset;
    this.head = new LogHead(key);
  }

  /**
   * Opens a file at its beginning.
   *
   * @param finished whether nobody will append to it
   * @param charset what it is written in
   */
  static OpenLog open(Path path, String key, boolean finished, Charset charset) throws IOException {
    FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
    return new OpenLog(key, finished, Content.of(channel), charset);
  }

  /** Takes the content of a compressed file, to which nobody appends. */
  static OpenLog unpacked(String key, Content content, Charset charset) {
    return new OpenLog(key, true, content, charset);
  }

  /** Whether it has so many bytes; unpacks them until the deadline if need be. */
  boolean reaches(long offset, long deadline) throws IOException {
    return content.reach(offset, deadline);
  }

  /** Whether its first line is that of what was read, as far as that is known. */
  boolean beginsAs(FilePlace place) throws IOException {
    learnForm();
    return place.head() == 0 || head.firstLine(content, finished) == place.head();
  }

  String key() {
    return key;
  }

  boolean finished() {
    return finished;
  }

  long offset() {
    return position;
  }

  long size() throws IOException {
    return content.size();
  }

  /** Whether there are bytes that have not been looked at. */
  boolean isLonger() throws IOException {
    return content.size() > frontier;
  }

  /** The largest size that this content was seen to have. */
  long seen() {
    return sighting.size();
  }

  /** Notes what is there to be read, so that its loss would be noticed. */
  void sight(ReadBuffer buffer) throws IOException {
    if (refilledUnread(buffer)) {
      return;
    }
    long size = content.size();
    if (size > sighting.size() && frontier == 0) {
      sighting.unread(head.unread(content, size, buffer));
    }
    sighting.grown(size);
  }

  /** Whether it held something before its first byte was read that it holds no more. */
  private boolean refilledUnread(ReadBuffer buffer) throws IOException {
    Optional<FilePlace> unread = sighting.unread();
    return frontier == 0 && unread.isPresent() && !holds(unread.get(), 0, buffer);
  }

  /** How the bytes looked that were read last, for the search of what followed them. */
  FilePlace place() {
    if (frontier == 0 && sighting.unread().isPresent()) {
      return sighting.unread().get();
    }
    return head.place(frontier, last.fingerprint());
  }

  /**
   * Whether the file still holds what was read when the place was noted. Lines often end alike, so
   * the bytes before the place prove nothing without the first line, which holds a time.
   */
  boolean holds(FilePlace place, long offset, ReadBuffer buffer) throws IOException {
    if (place.checked() == 0
        || content.size() < Math.max(offset, place.checked())
        || !beginsAs(place)) {
      return false;
    }
    int window = (int) Math.min(Fingerprint.WINDOW, place.checked());
    buffer.fill(content, place.checked() - window, window);
    return buffer.length() == window && buffer.fingerprint(window) == place.fingerprint();
  }

  /** Goes to a place of which {@link #holds} said yes. */
  void resume(FilePlace place, long offset, ReadBuffer buffer) throws IOException {
    head.known(place);
    seek(offset, buffer);
  }

  /** Goes behind the last whole line. */
  void toEnd(ReadBuffer buffer) throws IOException {
    if (learnForm()) {
      seek(form.get().behindLastLine(content, buffer), buffer);
    }
  }

  /** Goes to where the lines begin that are not older than a moment. */
  void toTime(Instant since, LineSink sink, ReadBuffer buffer) throws IOException {
    if (learnForm()) {
      seek(new Beginning(content, form.get(), buffer, sink, since).offset(), buffer);
    }
  }

  /** Whether its lines say when they were written. */
  boolean isDated(LineSink sink, ReadBuffer buffer) throws IOException {
    return learnForm() && new Beginning(content, form.get(), buffer, sink, Instant.EPOCH).isDated();
  }

  /** Finds out how its characters are written; false as long as that cannot be told. */
  private boolean learnForm() throws IOException {
    if (form.isEmpty()) {
      form = LineForm.of(charset, content);
    }
    return form.isPresent();
  }

  /** Begins again with the new content of the same file. */
  void restart() {
    head.renew();
    move(0);
    skipping = false;
    form = Optional.empty();
    last.clear();
    sighting.clear();
  }

  /** Tells that another content of this file was read before, so that identities differ. */
  void follows(FilePlace earlier) {
    head.follows(earlier);
  }

  /**
   * Skips what a copy holds that was made of this file, so that it is not read twice. The file is
   * about to be emptied then.
   */
  void continueBehindCopy(OpenLog copy, ReadBuffer buffer) throws IOException {
    long size = copy.content.size();
    int window = (int) Math.min(Fingerprint.WINDOW, size);
    if (position == 0
        && size > 0
        && content.size() >= size
        && copy.fingerprint(0, window, buffer) == fingerprint(0, window, buffer)
        && copy.fingerprint(size - window, window, buffer)
            == fingerprint(size - window, window, buffer)) {
      seek(size, buffer);
    }
  }

  private long fingerprint(long offset, int window, ReadBuffer buffer) throws IOException {
    buffer.fill(content, offset, window);
    return buffer.fingerprint(buffer.length());
  }

  private void seek(long offset, ReadBuffer buffer) throws IOException {
    last.read(content, offset, buffer);
    move(offset);
  }

  /** Reads one turn and delivers the whole lines in it, or as many as there is time for. */
  Outcome read(ReadBuffer buffer, String source, LineSink sink) throws IOException {
    if (refilledUnread(buffer)) {
      return Outcome.TRUNCATED;
    }
    int wanted = last.length() + ReadBuffer.TURN;
    buffer.fill(content, frontier - last.length(), wanted);
    if (!last.begin(buffer)) {
      return Outcome.TRUNCATED;
    }
    int from = last.length();
    int end = buffer.length();
    if (from == end || !learnForm()) {
      return Outcome.END;
    }
    Outcome rest = end == wanted ? Outcome.MORE : Outcome.END;
    sighting.grown(rest == Outcome.MORE ? content.size() : frontier + end - from);
    if (frontier == position) {
      // a writer that did not open for appending leaves a hole of zeros behind after truncation
      int zeros = form.get().whole(buffer.zeros(from, end));
      from += zeros;
      move(position + zeros);
    }
    int stop = form.get().endOfLast(buffer.bytes(), from, end);
    if (stop < 0) {
      return unfinished(buffer, from, from + form.get().whole(end - from), rest);
    }
    return finish(buffer, from, stop, rest, source, sink);
  }

  private Outcome unfinished(ReadBuffer buffer, int from, int end, Outcome rest) {
    frontier += end - from;
    last.take(buffer, end);
    if (skipping) {
      position = frontier;
    } else if (frontier - position > LONGEST) {
      position = frontier;
      skipping = true;
      return Outcome.OVERLONG;
    }
    return rest;
  }

  private Outcome finish(
      ReadBuffer buffer, int from, int stop, Outcome rest, String source, LineSink sink)
      throws IOException {
    int start = from;
    if (skipping) {
      start = form.get().endOfFirst(buffer.bytes(), from, stop);
      skipping = false;
      position = frontier += start - from;
    } else if (frontier > position) {
      long line = frontier + form.get().endOfFirst(buffer.bytes(), from, stop) - from;
      return whole(buffer, line, source, sink);
    }
    if (start == stop) {
      last.take(buffer, stop);
    }
    return deliver(buffer, start, stop, source, sink) ? rest : Outcome.MORE;
  }

  /** Delivers one line that began in an earlier turn. */
  private Outcome whole(ReadBuffer buffer, long end, String source, LineSink sink)
      throws IOException {
    int window = (int) Math.min(Fingerprint.WINDOW, position);
    int wanted = (int) (end - position) + window;
    buffer.fill(content, position - window, wanted);
    if (buffer.length() < wanted) {
      return Outcome.TRUNCATED;
    }
    frontier = position;
    deliver(buffer, window, wanted, source, sink);
    return Outcome.MORE;
  }

  /** Delivers the last line of a file that is left for good, though its line end never came. */
  void deliverUnfinished(ReadBuffer buffer, String source, LineSink sink) throws IOException {
    long size = content.size();
    if (!skipping && size > position && size - position <= LONGEST) {
      whole(buffer, size, source, sink);
    }
  }

  /** Delivers lines portion by portion; false if the time of the turn did not suffice for all. */
  private boolean deliver(ReadBuffer buffer, int start, int stop, String source, LineSink sink)
      throws IOException {
    LineForm known = form.orElse(LineForm.BYTES);
    Portion.Taker hand = (from, end) -> hand(buffer, from, end, known, source, sink);
    return portion.hand(known, buffer.bytes(), start, stop, hand);
  }

  private void hand(
      ReadBuffer buffer, int start, int end, LineForm known, String source, LineSink sink)
      throws IOException {
    head.learn(content);
    move(position + end - start);
    last.take(buffer, end);
    Position after = head.position(position, buffer.fingerprint(end));
    OptionalLong undated = OptionalLong.empty();
    if (known.width() == 1) {
      sink.lines(new LineBlock(source, buffer.bytes(), start, end, after, undated));
    } else {
      byte[] narrow = known.narrow(buffer.bytes(), start, end);
      sink.lines(new LineBlock(source, narrow, 0, narrow.length, after, undated));
    }
  }

  private void move(long offset) {
    position = offset;
    frontier = offset;
  }

  @Override
  public void close() throws IOException {
    content.close();
  }
}
