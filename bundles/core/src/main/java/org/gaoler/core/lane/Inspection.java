package org.gaoler.core.lane;

import java.nio.charset.Charset;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.OptionalLong;
import org.gaoler.api.Failure;
import org.gaoler.api.Line;
import org.gaoler.api.LineBlock;
import org.gaoler.api.Screen;
import org.gaoler.api.StepBudget;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes single lines through the screens and recognisers of all who are seated on a lane. */
final class Inspection {

  private static final Logger LOG = LoggerFactory.getLogger("gaoler.filter");

  /** Character reads that all expressions of all jails may spend on one line. */
  private static final long STEPS_PER_LINE = 1_000_000;

  private final Clock clock;
  private final Charset encoding;
  private final Finding finding;

  /** Takes a failure that a line tells of. */
  @FunctionalInterface
  interface Finding {
    void failed(Seat seat, Failure failure, LaneSource source, Line line);
  }

  /**
   * Prepares.
   *
   * @param encoding how lines are read as text
   * @param finding takes what is found, before the look at the line ends
   */
  Inspection(Clock clock, Charset encoding, Finding finding) {
    this.clock = clock;
    this.encoding = encoding;
    this.finding = finding;
  }

  /** Looks at the line at which the screens stopped; says whether it concerned anybody. */
  boolean look(Seating present, LaneSource source, LineBlock block, Screen.Stop stop) {
    if (present.groups() != 1) {
      return look(present, source, block, stop.start(), stop.end());
    }
    Optional<Line> none = Optional.empty();
    return look(present, source, block, stop.start(), stop.end(), 0, stop.candidates(), none)
        .isPresent();
  }

  /** Looks at a line; says whether it could have concerned anybody. */
  boolean look(Seating present, LaneSource source, LineBlock block, int start, int end) {
    Optional<Line> decoded = Optional.empty();
    for (int group = 0; group < present.groups(); group++) {
      long candidates = present.screen(group).candidates(block.bytes(), start, end);
      if (candidates != 0) {
        decoded = look(present, source, block, start, end, group, candidates, decoded);
      }
    }
    return decoded.isPresent();
  }

  private Optional<Line> look(
      Seating present,
      LaneSource source,
      LineBlock block,
      int start,
      int end,
      int group,
      long candidates,
      Optional<Line> decoded) {
    long left = concerned(present, source, group, candidates, block.bytes(), start, end);
    if (left == 0) {
      return decoded;
    }
    Line line = decoded.isPresent() ? decoded.get() : decode(source, block, start, end);
    recognise(present, source, line, group, left);
    return Optional.of(line);
  }

  /** Of those that could match a line the ones to whom it means something now. */
  private long concerned(
      Seating present,
      LaneSource source,
      int group,
      long candidates,
      byte[] bytes,
      int start,
      int end) {
    long left = candidates;
    for (long rest = candidates; rest != 0; rest &= rest - 1) {
      int bit = Long.numberOfTrailingZeros(rest);
      Seat seat = present.seat(group, bit);
      try {
        if (seat.dismisses(source.name(), bytes, start, end)) {
          left &= ~(1L << bit);
        }
      } catch (RuntimeException | StackOverflowError broken) {
        broke(seat, source, broken);
      }
    }
    return left;
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
        seat.recognise(source.name(), line, failure -> finding.failed(seat, failure, source, line));
      } catch (RuntimeException | StackOverflowError broken) {
        broke(seat, source, broken);
      }
    }
  }

  private static void broke(Seat seat, LaneSource source, Throwable broken) {
    LOG.error(
        "[{}] filter {} broke at a line of {} and passed it over: {}; please report it",
        seat.occupant().name(),
        seat.filter().name(),
        source.name(),
        broken.toString(),
        broken);
  }

  /** The latest of the dates that those seated find in a line; teaches nobody anything. */
  Optional<Instant> dateOf(Seating present, byte[] bytes, int start, int end) {
    String text = new String(bytes, start, end - start, encoding).stripTrailing();
    return present.seats().stream()
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
}
