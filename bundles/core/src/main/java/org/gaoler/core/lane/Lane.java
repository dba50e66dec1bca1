package org.gaoler.core.lane;

import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.gaoler.api.BanStore.Entry;
import org.gaoler.api.Failure;
import org.gaoler.api.Line;
import org.gaoler.api.LineBlock;
import org.gaoler.api.LineSink;
import org.gaoler.api.Position;
import org.gaoler.api.Screen;
import org.gaoler.api.SourceChange;

/**
 * The way of a log's lines through the jails that follow it: screened once for all, recognised by
 * those that could match, counted, and the effects journalled together with the new position.
 *
 * <p>Runs on the backend's thread, one line after the other, and beside other lanes: they meet only
 * where failures are counted. A line that no filter could match costs no allocation.
 */
public final class Lane implements LineSink {

  /** Bytes without effect after which the position is committed all the same. */
  private static final long UNCOMMITTED = 8L << 20;

  /** So long one lane waits for the turn of another. */
  private static final long PATIENCE_MILLIS = 100;

  private final Clock clock;
  private final Gathering gathering;
  private final LaneSources sources = new LaneSources();
  private final Inspection inspection;

  /** Fair: whoever waits for the end of a line gets his turn before the next one. */
  private final ReentrantLock turn = new ReentrantLock(true);

  /** Whether the place behind each line of a block can be told from that behind the block. */
  private final boolean divisible;

  private volatile Seating seating;
  private boolean ended;

  private final Screen.Stop stop = new Screen.Stop();

  /** Whether a line of this block concerned anybody. */
  private boolean stirred;

  private volatile Runnable progress = () -> {};

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
    this.inspection = new Inspection(clock, key.delivered(), this::failed);
    this.divisible = key.delivered().equals(key.encoding());
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
    inTurn(
        () -> {
          settleAll();
          seating = successor;
        });
  }

  private void inTurn(Runnable work) {
    turn.lock();
    try {
      work.run();
    } finally {
      turn.unlock();
    }
  }

  /** Has something done whenever lines were dealt with, or a log was caught up with. */
  void onProgress(Runnable listener) {
    progress = listener;
  }

  /** Whether both have read all logs up to the same place; certain only in the turn of both. */
  boolean standsWith(Lane other) {
    return sources.atRest()
        && other.sources.atRest()
        && LaneSources.same(sources.places(this::place), other.sources.places(other::place));
  }

  /**
   * Takes over the jails of another lane with their recognisers, if both stand at the same place;
   * the other lane has ended then.
   *
   * @param successor all jails of both; made from their present seatings on a configuration thread
   */
  boolean takeOver(Lane other, Seating successor) throws InterruptedException {
    turn.lock();
    try {
      return other.turn.tryLock(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)
          && other.leftTo(this, successor);
    } finally {
      turn.unlock();
    }
  }

  private boolean leftTo(Lane heir, Seating successor) {
    try {
      boolean same = standsWith(heir);
      if (same) {
        settleAll();
        seating = Seating.NOBODY;
        ended = true;
        heir.settleAll();
        heir.seating = successor;
      }
      return same;
    } finally {
      turn.unlock();
    }
  }

  private void settleAll() {
    sources.due();
    synchronized (gathering) {
      settle();
      gathering.expect(this);
    }
  }

  /** The jails on the lane now. */
  Seating seating() {
    return seating;
  }

  /**
   * The sources read so far.
   *
   * @return live views
   */
  public Collection<LaneSource> sources() {
    return sources.all();
  }

  @Override
  public Optional<Position> resumeAt(String source) {
    turn.lock();
    try {
      return place(source);
    } finally {
      turn.unlock();
    }
  }

  /** What was delivered and is not committed yet must not come again. */
  private Optional<Position> place(String source) {
    return sources
        .position(source)
        .or(() -> seating.seats().stream().findFirst().flatMap(seat -> seat.committed(source)));
  }

  @Override
  public Optional<Instant> dateOf(byte[] bytes, int start, int end) {
    return inspection.dateOf(seating, bytes, start, end);
  }

  @Override
  public void lines(LineBlock block) {
    List<Seat> concerned = List.of();
    turn.lock();
    try {
      if (ended) {
        return;
      }
      LaneSource source = sources.of(block.source());
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
    progress.run();
  }

  private int entry(LaneSource source, LineBlock block) {
    concerns(source, inspection.look(seating, source, block, block.start(), block.end()));
    return 1;
  }

  private int split(LaneSource source, LineBlock block) {
    int lines = 0;
    int from = block.start();
    while (from < block.end()) {
      Seating present = seating;
      present.find(block.bytes(), from, block.end(), stop);
      lines += stop.passed();
      from = stop.next();
      if (stop.candidates() != 0) {
        lines++;
        boolean concerned = concerns(source, inspection.look(present, source, block, stop));
        if (concerned && turn.hasQueuedThreads()) {
          giveWay(source, block, from);
        }
        if (ended) {
          return lines;
        }
      }
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

  private boolean concerns(LaneSource source, boolean anybody) {
    if (anybody) {
      source.touch();
      stirred = true;
    }
    return anybody;
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
    sources.settle(seating, gathering.effects());
  }

  /** Journals how far every source was read; what comes after that is not looked at. */
  public void end() {
    inTurn(
        () -> {
          settleAll();
          ended = true;
        });
    gathering.commit();
  }

  @Override
  public void changed(SourceChange change) {
    inTurn(() -> note(change));
    progress.run();
  }

  private void note(SourceChange change) {
    if (ended) {
      return;
    }
    LaneSource source = sources.of(change.source());
    source.changed(change);
    if (change.kind() == SourceChange.Kind.CAUGHT_UP && source.uncommitted() > 0) {
      source.due();
      gathering.expect(this);
    }
    seating.seats().forEach(seat -> seat.occupant().sourceChanged());
  }
}
