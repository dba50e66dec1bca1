package org.gaoler.core.lane;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.gaoler.api.Fault;
import org.gaoler.api.Filter;
import org.gaoler.api.FilterSource;
import org.gaoler.api.LogBackend;
import org.gaoler.api.LogSpec;
import org.gaoler.api.Position;
import org.gaoler.core.journal.Journal;
import org.gaoler.core.plugin.Supervision;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All lanes: lets jails that follow the same log from the same place share one, and starts and ends
 * the reading.
 *
 * <p>Used by the configuration thread alone.
 */
public final class Lanes {

  private static final Logger LOG = LoggerFactory.getLogger("gaoler.lanes");

  private final Clock clock;
  private final Supervision supervision;
  private final Gathering gathering;
  private final List<Running> running = new ArrayList<>();
  private Runnable reunion = () -> {};

  /** A lane with what it follows. */
  private static final class Running {
    final LaneKey key;
    final LogBackend backend;
    final Lane lane;
    final Map<String, Position> begin;
    Optional<LogBackend.Follow> follow = Optional.empty();

    Running(LaneKey key, LogBackend backend, Lane lane, Map<String, Position> begin) {
      this.key = key;
      this.backend = backend;
      this.lane = lane;
      this.begin = begin;
    }

    boolean twinOf(Running other) {
      return this != other && backend == other.backend && key.sameAs(other.key);
    }
  }

  /**
   * Begins without lanes, and without anybody who is told of backends that hang.
   *
   * @param clock the present
   * @param journal takes what lines lead to
   */
  public Lanes(Clock clock, Journal journal) {
    this(clock, journal, new Supervision((part, reason) -> {}, Duration.ofSeconds(5)));
  }

  /**
   * Begins without lanes.
   *
   * @param clock the present
   * @param journal takes what lines lead to
   * @param supervision calls backends
   */
  public Lanes(Clock clock, Journal journal, Supervision supervision) {
    this.clock = clock;
    this.supervision = supervision;
    this.gathering = new Gathering(journal);
    journal.attend(gathering);
  }

  /**
   * Tells when two lanes that follow the same may have reached the same place.
   *
   * @param listener has {@link #unite} called soon; on any thread, must not block
   */
  public void onReunion(Runnable listener) {
    reunion = listener;
  }

  /**
   * Seats a jail. It shares a lane that has not started to read and begins where the jail left off;
   * else it gets one of its own, which is exact whatever the others have read meanwhile, until both
   * have reached the same place.
   *
   * @param key what to follow
   * @param backend by what
   * @param seat the jail
   * @param positions how far the jail has read every source
   * @param filters where its filter came from
   * @return the lane; it reads nothing before {@link #start}
   */
  public Lane join(
      LaneKey key,
      LogBackend backend,
      Seat seat,
      Map<String, Position> positions,
      FilterSource filters) {
    Map<String, Position> begin = key.concerning(positions);
    for (Running each : running) {
      if (each.key.equals(key)
          && each.backend == backend
          && each.follow.isEmpty()
          && each.begin.equals(begin)) {
        List<Seat> seats = new ArrayList<>(each.lane.seating().seats());
        seats.add(seat);
        each.lane.reseat(Seating.of(seats, filters));
        return each.lane;
      }
    }
    Lane lane = new Lane(clock, gathering, Seating.of(List.of(seat), filters), key);
    Running fresh = new Running(key, backend, lane, begin);
    running.stream()
        .filter(fresh::twinOf)
        .findFirst()
        .ifPresent(twin -> lane.onProgress(() -> progressed(lane, twin.lane)));
    running.add(fresh);
    return lane;
  }

  private void progressed(Lane lane, Lane twin) {
    if (lane.standsWith(twin)) {
      reunion.run();
    }
  }

  /**
   * Brings jails together that follow the same and have reached the same place.
   *
   * @param filters makes screens for them
   * @return lanes that have ended, each with the one that goes on in its stead
   */
  public Map<Lane, Lane> unite(FilterSource filters) {
    Map<Lane, Lane> ended = new IdentityHashMap<>();
    for (Running later : List.copyOf(running)) {
      running.stream()
          .takeWhile(earlier -> earlier != later)
          .filter(earlier -> unite(earlier, later, filters))
          .findFirst()
          .ifPresent(heir -> ended.put(later.lane, heir.lane));
      if (ended.containsKey(later.lane)) {
        later.follow.ifPresent(follow -> close(later, follow));
        running.remove(later);
      }
    }
    return ended;
  }

  private static boolean unite(Running earlier, Running later, FilterSource filters) {
    if (!later.twinOf(earlier) || !later.lane.standsWith(earlier.lane)) {
      return false;
    }
    List<Seat> seats = new ArrayList<>(earlier.lane.seating().seats());
    seats.addAll(later.lane.seating().seats());
    try {
      return earlier.lane.takeOver(later.lane, Seating.of(seats, filters));
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /**
   * Starts every lane that does not read yet.
   *
   * @return one line for each that cannot be followed, by lane
   */
  public Map<Lane, String> start() {
    Map<Lane, String> faults = new IdentityHashMap<>();
    for (Running each : running) {
      if (each.follow.isEmpty()) {
        try {
          each.follow = Optional.of(follow(each));
        } catch (Fault | RuntimeException fault) {
          faults.put(each.lane, String.valueOf(fault.getMessage()));
        }
      }
    }
    return faults;
  }

  private LogBackend.Follow follow(Running each) throws Fault {
    return supervision.call(
        each.backend,
        "backend " + each.key.backend() + " following " + each.key.path(),
        () -> each.backend.follow(spec(each), each.lane),
        LogBackend.Follow::close);
  }

  private LogSpec spec(Running each) {
    Duration longest =
        each.lane.seating().seats().stream()
            .map(seat -> seat.occupant().findTime())
            .max(Comparator.naturalOrder())
            .orElse(Duration.ZERO);
    Instant now = clock.instant();
    boolean endless = longest.getSeconds() > now.getEpochSecond();
    Instant since = endless ? Instant.EPOCH : now.minus(longest);
    LaneKey key = each.key;
    return new LogSpec(
        key.path(), key.journalMatch(), since, key.fromEnd(), key.except(), key.encoding());
  }

  /**
   * Takes a jail off all its lanes; lanes without jails end.
   *
   * @param occupant the jail
   * @param filters makes screens for those who stay; without it they look at every line
   */
  public void leave(Seat.Occupant occupant, Optional<FilterSource> filters) {
    Iterator<Running> each = running.iterator();
    while (each.hasNext()) {
      Running lane = each.next();
      List<Seat> staying =
          lane.lane.seating().seats().stream().filter(seat -> seat.occupant() != occupant).toList();
      if (staying.isEmpty()) {
        end(lane);
        each.remove();
      } else if (staying.size() < lane.lane.seating().seats().size()) {
        lane.lane.reseat(
            filters
                .map(source -> Seating.of(staying, source))
                .orElseGet(() -> Seating.unscreened(staying)));
      }
    }
  }

  /**
   * Gives a jail another filter from the next line on; what was counted and remembered stays.
   *
   * @param occupant the jail
   * @param filter the new filter
   * @param filters where it came from
   */
  public void refilter(Seat.Occupant occupant, Filter filter, FilterSource filters) {
    Function<Seat, Seat> replaced =
        seat -> seat.occupant() == occupant ? seat.refiltered(filter) : seat;
    for (Running each : running) {
      List<Seat> seats = each.lane.seating().seats();
      if (seats.stream().anyMatch(seat -> seat.occupant() == occupant)) {
        each.lane.reseat(Seating.of(seats.stream().map(replaced).toList(), filters));
      }
    }
  }

  private void end(Running lane) {
    lane.follow.ifPresent(follow -> close(lane, follow));
    lane.lane.end();
  }

  private void close(Running lane, LogBackend.Follow follow) {
    try {
      supervision.call(
          lane.backend,
          "backend " + lane.key.backend() + " letting go of " + lane.key.path(),
          () -> {
            follow.close();
            return Boolean.TRUE;
          });
    } catch (Fault broken) {
      LOG.error("{}; whatever it still reads is not counted", broken.getMessage());
    }
  }

  /** Ends all reading and journals how far it got. */
  public void close() {
    running.forEach(this::end);
    running.clear();
  }
}
