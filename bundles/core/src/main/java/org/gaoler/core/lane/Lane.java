package org.gaoler.core.lane;

import java.nio.charset.Charset;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.gaoler.api.BanStore;
import org.gaoler.api.BanStore.Entry;
import org.gaoler.api.Line;
import org.gaoler.api.LineBlock;
import org.gaoler.api.LineSink;
import org.gaoler.api.Position;
import org.gaoler.api.SourceChange;
import org.gaoler.api.StepBudget;
import org.gaoler.core.journal.Journal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way of a log's lines through the jails that follow it: screened once for all, recognised by
 * those that could match, counted, and the effects journalled together with the new position.
 *
 * <p>Runs on the backend's thread, one line after the other. A line that no filter could match
 * costs no allocation.
 */
public final class Lane implements LineSink, Journal.Contributor {

  private static final Logger LOG = LoggerFactory.getLogger("gaoler.filter");

  /** Character reads that all expressions of all jails may spend on one line. */
  private static final long STEPS_PER_LINE = 1_000_000;

  /** Bytes without effect after which the position is committed all the same. */
  private static final long UNCOMMITTED = 8L << 20;

  private final Clock clock;
  private final Journal journal;
  private final Map<String, LaneSource> sources = new ConcurrentHashMap<>();
  private final List<Entry> effects = new ArrayList<>();
  private final Charset encoding;
  private Seating seating;

  /**
   * Lays an empty lane.
   *
   * @param clock the present
   * @param journal takes what lines lead to
   * @param seating the jails that follow it
   * @param encoding how lines are read as text
   */
  public Lane(Clock clock, Journal journal, Seating seating, Charset encoding) {
    this.clock = clock;
    this.journal = journal;
    this.seating = seating;
    this.encoding = encoding;
  }

  /**
   * Puts other jails, or the same ones with other filters, on the lane from the next block on. How
   * far the present ones have read and what their recognisers remember is handed over first.
   *
   * @param successor made from the present seating on a configuration thread
   */
  public synchronized void reseat(Seating successor) {
    effects.addAll(drainAll());
    seating = successor;
    if (!effects.isEmpty()) {
      journal.expect(this);
    }
  }

  private List<Entry> drainAll() {
    sources.values().stream().filter(source -> source.uncommitted() > 0).forEach(LaneSource::due);
    return drain();
  }

  /**
   * The jails on the lane.
   *
   * @return the present seating
   */
  public synchronized Seating seating() {
    return seating;
  }

  /**
   * The sources read so far.
   *
   * @return live views
   */
  public Collection<LaneSource> sources() {
    return sources.values();
  }

  @Override
  public synchronized Optional<Position> resumeAt(String source) {
    return seating.seats().isEmpty() ? Optional.empty() : seating.seats().get(0).committed(source);
  }

  @Override
  public synchronized Optional<Instant> dateOf(byte[] bytes, int start, int end) {
    String text = new String(bytes, start, end - start, encoding).stripTrailing();
    return seating.seats().stream()
        .flatMap(seat -> dateOf(seat, text).stream())
        .max(Comparator.naturalOrder());
  }

  private Optional<Instant> dateOf(Seat seat, String text) {
    StepBudget budget = new StepBudget(STEPS_PER_LINE);
    try {
      Line line = new Line(text, OptionalLong.empty(), false, budget);
      return seat.filter().dateOf(line, clock.instant());
    } catch (RuntimeException | StackOverflowError broken) {
      LOG.error(
          "[{}] filter {} broke at the date of a line: {}; please report it",
          seat.occupant().name(),
          seat.filter().name(),
          broken.toString(),
          broken);
      return Optional.empty();
    }
  }

  @Override
  public synchronized void lines(LineBlock block) {
    LaneSource source = source(block.source());
    int lines = block.micros().isPresent() ? entry(source, block) : split(source, block);
    source.passed(lines, block.end() - block.start(), clock);
    settle(source, block.after());
  }

  private int entry(LaneSource source, LineBlock block) {
    line(source, block, block.start(), block.end());
    return 1;
  }

  private int split(LaneSource source, LineBlock block) {
    byte[] bytes = block.bytes();
    int lines = 0;
    int start = block.start();
    for (int i = start; i < block.end(); i++) {
      if (bytes[i] == '\n') {
        line(source, block, start, i > start && bytes[i - 1] == '\r' ? i - 1 : i);
        start = i + 1;
        lines++;
      }
    }
    if (start < block.end()) {
      line(source, block, start, block.end());
      lines++;
    }
    return lines;
  }

  private void line(LaneSource source, LineBlock block, int start, int end) {
    Seating present = seating;
    Optional<Line> decoded = Optional.empty();
    for (int group = 0; group < present.groups(); group++) {
      long candidates = present.screen(group).candidates(block.bytes(), start, end);
      if (candidates != 0) {
        Line line = decoded.isPresent() ? decoded.get() : decode(source, block, start, end);
        decoded = Optional.of(line);
        source.touch();
        recognise(source, line, group, candidates);
      }
    }
  }

  private Line decode(LaneSource source, LineBlock block, int start, int end) {
    String text = new String(block.bytes(), start, end - start, encoding);
    OptionalLong micros = block.micros();
    return new Line(text, micros, source.live(), new StepBudget(STEPS_PER_LINE));
  }

  private void recognise(LaneSource source, Line line, int group, long candidates) {
    for (long rest = candidates; rest != 0; rest &= rest - 1) {
      Seat seat = seating.seat(group, Long.numberOfTrailingZeros(rest));
      try {
        seat.recognise(source.name(), line, effects);
      } catch (RuntimeException | StackOverflowError broken) {
        LOG.error(
            "[{}] filter {} broke at a line of {} and passed it over: {}; please report it",
            seat.occupant().name(),
            seat.filter().name(),
            source.name(),
            broken.toString(),
            broken);
      }
    }
  }

  private void settle(LaneSource source, Position after) {
    source.position(after);
    if (source.uncommitted() > UNCOMMITTED) {
      source.due();
    }
    if (source.touched()) {
      journal.expect(this);
      seating.seats().forEach(seat -> seat.occupant().passed());
    }
  }

  /**
   * Does something between two lines.
   *
   * @param work given what takes its effects; they are stored behind those of the lines before
   */
  public void between(Consumer<List<Entry>> work) {
    synchronized (this) {
      work.accept(effects);
    }
    journal.expect(this);
  }

  @Override
  public synchronized List<Entry> drain() {
    List<LaneSource> touched = sources.values().stream().filter(LaneSource::touched).toList();
    for (LaneSource source : touched) {
      seating.seats().forEach(seat -> seat.remember(source.name(), effects));
    }
    for (LaneSource source : touched) {
      if (!effects.isEmpty() || source.isDue()) {
        source.position().ifPresent(position -> commit(source, position));
        source.committed();
      }
      source.settled();
    }
    List<Entry> drained = List.copyOf(effects);
    effects.clear();
    return drained;
  }

  private void commit(LaneSource source, Position position) {
    for (Seat seat : seating.seats()) {
      seat.occupant().reached(source.name(), position);
      effects.add(new BanStore.Read(seat.occupant().name(), source.name(), position));
    }
  }

  /** Journals how far every source was read; called when reading ends in good order. */
  public void commitPositions() {
    synchronized (this) {
      effects.addAll(drainAll());
      journal.expect(this);
    }
    journal.append(List.of());
  }

  @Override
  public synchronized void changed(SourceChange change) {
    LaneSource source = source(change.source());
    source.changed(change);
    if (change.kind() == SourceChange.Kind.CAUGHT_UP && source.uncommitted() > 0) {
      source.due();
      journal.expect(this);
    }
    if (change.kind() == SourceChange.Kind.UNREADABLE) {
      LOG.warn("{}: {}", change.source(), change.detail());
    } else if (!change.detail().isEmpty()) {
      LOG.info("{}: {}", change.source(), change.detail());
    }
    seating.seats().forEach(seat -> seat.occupant().sourceChanged());
  }

  private LaneSource source(String name) {
    LaneSource present = sources.get(name);
    if (present != null) {
      return present;
    }
    LaneSource fresh = new LaneSource(name);
    sources.put(name, fresh);
    return fresh;
  }
}
