package org.gaoler.core.lane;

import java.nio.charset.Charset;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.gaoler.api.BanStore;
import org.gaoler.api.BanStore.Entry;
import org.gaoler.api.Failure;
import org.gaoler.api.Line;
import org.gaoler.api.LineBlock;
import org.gaoler.api.LineSink;
import org.gaoler.api.Position;
import org.gaoler.api.SourceChange;
import org.gaoler.api.StepBudget;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way of a log's lines through the jails that follow it: screened once for all, recognised by
 * those that could match, counted, and the effects journalled together with the new position.
 *
 * <p>Runs on the backend's thread, one line after the other, and beside other lanes: they meet only
 * where failures are counted. A line that no filter could match costs no allocation.
 */
public final class Lane implements LineSink {

  private static final Logger LOG = LoggerFactory.getLogger("gaoler.filter");

  /** Character reads that all expressions of all jails may spend on one line. */
  private static final long STEPS_PER_LINE = 1_000_000;

  /** Bytes without effect after which the position is committed all the same. */
  private static final long UNCOMMITTED = 8L << 20;

  private final Clock clock;
  private final Gathering gathering;
  private final Map<String, LaneSource> sources = new ConcurrentHashMap<>();
  private final Charset encoding;

  /** Fair: whoever waits for the end of a line gets his turn before the next one. */
  private final ReentrantLock turn = new ReentrantLock(true);

  /** Whether the place behind each line of a block can be told from that behind the block. */
  private final boolean divisible;

  private Seating seating;
  private boolean ended;

  /** Whether a line of this block concerned anybody. */
  private boolean stirred;

  /**
   * Lays an empty lane.
   *
   * @param clock the present
   * @param gathering takes what lines lead to
   * @param seating the jails that follow it
   * @param key what it follows
   */
  Lane(Clock clock, Gathering gathering, Seating seating, LaneKey key) {
    this.clock = clock;
    this.gathering = gathering;
    this.seating = seating;
    this.encoding = key.delivered();
    this.divisible = encoding.equals(key.encoding());
  }

  /** Has the lane stop at the end of the line that it is at; waits for that. */
  void pause() {
    turn.lock();
  }

  /** Lets it go on after {@link #pause}; same thread. */
  void goOn() {
    turn.unlock();
  }

  /**
   * Puts other jails, or the same ones with other filters, on the lane from the next line on. How
   * far the present ones have read and what their recognisers remember is handed over first.
   *
   * @param successor made from the present seating on a configuration thread
   */
  public void reseat(Seating successor) {
    turn.lock();
    try {
      settleAll();
      seating = successor;
    } finally {
      turn.unlock();
    }
  }

  private void settleAll() {
    sources.values().stream().filter(source -> source.uncommitted() > 0).forEach(LaneSource::due);
    synchronized (gathering) {
      settle();
      gathering.expect(this);
    }
  }

  /**
   * The jails on the lane.
   *
   * @return the present seating
   */
  public Seating seating() {
    turn.lock();
    try {
      return seating;
    } finally {
      turn.unlock();
    }
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
  public Optional<Position> resumeAt(String source) {
    turn.lock();
    try {
      // what was delivered and is not committed yet must not come again
      return Optional.ofNullable(sources.get(source))
          .flatMap(LaneSource::position)
          .or(() -> seating.seats().stream().findFirst().flatMap(seat -> seat.committed(source)));
    } finally {
      turn.unlock();
    }
  }

  @Override
  public Optional<Instant> dateOf(byte[] bytes, int start, int end) {
    String text = new String(bytes, start, end - start, encoding).stripTrailing();
    return seating().seats().stream()
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
  public void lines(LineBlock block) {
    List<Seat> concerned = List.of();
    turn.lock();
    try {
      if (ended) {
        return;
      }
      LaneSource source = source(block.source());
      stirred = false;
      int lines = block.micros().isPresent() ? entry(source, block) : split(source, block);
      if (ended) {
        return;
      }
      source.passed(lines, block.end() - block.start(), clock);
      reached(source, block.after());
      if (stirred) {
        concerned = seating.seats();
      }
    } finally {
      turn.unlock();
    }
    concerned.forEach(seat -> seat.occupant().passed());
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
        boolean candidate =
            line(source, block, start, i > start && bytes[i - 1] == '\r' ? i - 1 : i);
        start = i + 1;
        lines++;
        if (candidate && turn.hasQueuedThreads()) {
          giveWay(source, block, start);
          if (ended) {
            return lines;
          }
        }
      }
    }
    if (start < block.end()) {
      line(source, block, start, block.end());
      lines++;
    }
    return lines;
  }

  /** Lets others have their turn in the midst of a block, if its place can be told. */
  private void giveWay(LaneSource source, LineBlock block, int next) {
    Position after = block.after();
    int rest = block.end() - next;
    if (divisible && after.offset() >= rest) {
      source.position(new Position(after.identity(), after.offset() - rest));
      turn.unlock();
      turn.lock();
    }
  }

  private boolean line(LaneSource source, LineBlock block, int start, int end) {
    Seating present = seating;
    Optional<Line> decoded = Optional.empty();
    for (int group = 0; group < present.groups(); group++) {
      long candidates = present.screen(group).candidates(block.bytes(), start, end);
      if (candidates != 0) {
        Line line = decoded.isPresent() ? decoded.get() : decode(source, block, start, end);
        decoded = Optional.of(line);
        recognise(present, source, line, group, candidates);
      }
    }
    if (decoded.isPresent()) {
      source.touch();
      stirred = true;
    }
    return decoded.isPresent();
  }

  private Line decode(LaneSource source, LineBlock block, int start, int end) {
    String text = new String(block.bytes(), start, end - start, encoding);
    OptionalLong micros = block.micros();
    return new Line(text, micros, source.live(), new StepBudget(STEPS_PER_LINE));
  }

  private void recognise(
      Seating present, LaneSource source, Line line, int group, long candidates) {
    for (long rest = candidates; rest != 0; rest &= rest - 1) {
      Seat seat = present.seat(group, Long.numberOfTrailingZeros(rest));
      try {
        seat.recognise(source.name(), line, failure -> failed(seat, failure, source, line));
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

  private void failed(Seat seat, Failure failure, LaneSource source, Line line) {
    synchronized (gathering) {
      gathering.expect(this);
      seat.occupant().failed(failure, source.name(), line.live(), gathering.effects());
    }
  }

  private void reached(LaneSource source, Position after) {
    source.position(after);
    if (source.uncommitted() > UNCOMMITTED) {
      source.due();
    }
    if (source.touched()) {
      gathering.expect(this);
    }
  }

  /**
   * Does something while no failure is being counted.
   *
   * @param work given what takes its effects; they are stored behind those of the failures before
   */
  public void between(Consumer<List<Entry>> work) {
    synchronized (gathering) {
      work.accept(gathering.effects());
      gathering.expect(this);
    }
  }

  /**
   * Adds how far was read, and what recognisers remember; called under the gathering's monitor in
   * this lane's turn.
   */
  void settle() {
    List<Entry> effects = gathering.effects();
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
  }

  private void commit(LaneSource source, Position position) {
    for (Seat seat : seating.seats()) {
      seat.occupant().reached(source.name(), position);
      gathering.effects().add(new BanStore.Read(seat.occupant().name(), source.name(), position));
    }
  }

  /** Journals how far every source was read; what comes after that is not looked at. */
  public void end() {
    turn.lock();
    try {
      settleAll();
      ended = true;
    } finally {
      turn.unlock();
    }
    gathering.commit();
  }

  @Override
  public void changed(SourceChange change) {
    turn.lock();
    try {
      if (!ended) {
        note(change);
      }
    } finally {
      turn.unlock();
    }
  }

  private void note(SourceChange change) {
    LaneSource source = source(change.source());
    source.changed(change);
    if (change.kind() == SourceChange.Kind.CAUGHT_UP && source.uncommitted() > 0) {
      source.due();
      gathering.expect(this);
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
