package org.gaoler.core.rehearsal;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.gaoler.api.Filter;
import org.gaoler.api.LineBlock;
import org.gaoler.api.LineSink;
import org.gaoler.api.LogBackend;
import org.gaoler.api.LogSpec;
import org.gaoler.api.Position;
import org.gaoler.api.SourceChange;

/** A log that is made up while it is read, by whoever lets it be read on. */
final class Script implements LogBackend {

  static final String LOG = "/rehearsal";

  /** So many attackers at once. */
  private static final int CROWD = 250;

  private final List<String> lines;
  private Optional<LineSink> reader = Optional.empty();
  private int next;
  private long written;

  /**
   * Takes what it says over and over.
   *
   * @param lines failures of {@link Filter#EXAMPLE}; at least one
   */
  Script(List<String> lines) {
    this.lines = lines;
  }

  @Override
  public synchronized Follow follow(LogSpec spec, LineSink sink) {
    sink.changed(new SourceChange(LOG, SourceChange.Kind.APPEARED, ""));
    sink.changed(new SourceChange(LOG, SourceChange.Kind.CAUGHT_UP, ""));
    reader = Optional.of(sink);
    return this::end;
  }

  private synchronized void end() {
    reader = Optional.empty();
  }

  /** Has one more line read by whoever follows. */
  synchronized void readOn() {
    int turn = next++;
    int attacker = turn % CROWD + 1;
    String line = lines.get(turn / CROWD % lines.size());
    String from = line.replace(Filter.EXAMPLE, "198.18.1." + attacker);
    // each in a process of its own, since much of one session is told twice
    String text = from.replace("[1]", "[" + (1000 + turn) + "]") + "\n";
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    written += bytes.length;
    Position after = new Position("rehearsal", written);
    LineBlock block = new LineBlock(LOG, bytes, 0, bytes.length, after, OptionalLong.empty());
    reader.ifPresent(sink -> sink.lines(block));
  }
}
