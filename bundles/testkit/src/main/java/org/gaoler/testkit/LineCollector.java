package org.gaoler.testkit;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;
import org.gaoler.api.LineBlock;
import org.gaoler.api.LineSink;
import org.gaoler.api.Position;
import org.gaoler.api.SourceChange;

/**
 * A sink that remembers all it is told, and the positions as core commits them.
 *
 * <p>Safe for use by the backend's threads and the test's. Calls that overlap, and positions that
 * go back within one identity, are remembered as {@link #faults}.
 */
public final class LineCollector implements LineSink {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final AtomicBoolean inside = new AtomicBoolean();
  private final List<String> lines = new ArrayList<>();
  private final List<OptionalLong> micros = new ArrayList<>();
  private final List<SourceChange> changes = new ArrayList<>();
  private final List<String> faults = new ArrayList<>();
  private final Map<String, Position> positions;
  private Runnable whenCalled = () -> {};

  /** Begins without a position. */
  public LineCollector() {
    this(Map.of());
  }

  /**
   * Begins where another life ended.
   *
   * @param positions as of {@link #positions}
   */
  public LineCollector(Map<String, Position> positions) {
    this.positions = new HashMap<>(positions);
  }

  /**
   * Does something within each call of {@link #lines(LineBlock)}.
   *
   * @param action runs on the backend's thread
   */
  public synchronized void whenCalled(Runnable action) {
    whenCalled = action;
  }

  @Override
  public synchronized Optional<Position> resumeAt(String source) {
    return Optional.ofNullable(positions.get(source));
  }

  /** Reads dates such as {@code 2026-11-21T08:00:00Z} that a line begins with. */
  @Override
  public Optional<Instant> dateOf(byte[] bytes, int start, int end) {
    String text = new String(bytes, start, end - start, StandardCharsets.UTF_8);
    try {
      return Optional.of(Instant.parse(text.strip().split(" ", 2)[0]));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  @Override
  public void lines(LineBlock block) {
    enter();
    try {
      action().run();
      take(block);
    } finally {
      inside.set(false);
    }
  }

  private synchronized Runnable action() {
    return whenCalled;
  }

  private synchronized void take(LineBlock block) {
    String text =
        new String(
            block.bytes(), block.start(), block.end() - block.start(), StandardCharsets.UTF_8);
    if (block.micros().isPresent()) {
      lines.add(text.stripTrailing());
    } else {
      lines.addAll(text.lines().toList());
    }
    micros.add(block.micros());
    Position before = positions.put(block.source(), block.after());
    if (before != null && before.offset() > 0 && before.reaches(block.after())) {
      faults.add("position went back from " + before + " to " + block.after());
    }
  }

  @Override
  public void changed(SourceChange change) {
    enter();
    try {
      remember(change);
    } finally {
      inside.set(false);
    }
  }

  private synchronized void remember(SourceChange change) {
    changes.add(change);
  }

  private void enter() {
    if (!inside.compareAndSet(false, true)) {
      fault("two calls at the same time");
    }
  }

  private synchronized void fault(String text) {
    faults.add(text);
  }

  /**
   * All lines so far.
   *
   * @return in the order of delivery, without line feeds
   */
  public synchronized List<String> lines() {
    return List.copyOf(lines);
  }

  /**
   * The time stamps of all blocks so far.
   *
   * @return microseconds since the epoch, empty for blocks without
   */
  public synchronized List<OptionalLong> micros() {
    return List.copyOf(micros);
  }

  /**
   * How often each kind of change was told, and in which order.
   *
   * @return the changes
   */
  public synchronized List<SourceChange> changes() {
    return List.copyOf(changes);
  }

  /**
   * Breaches of the contract seen so far.
   *
   * @return one line each
   */
  public synchronized List<String> faults() {
    return List.copyOf(faults);
  }

  /**
   * The position behind the last block of each source.
   *
   * @return source to position
   */
  public synchronized Map<String, Position> positions() {
    return Map.copyOf(positions);
  }

  /**
   * Waits for a number of lines.
   *
   * @param count how many in all
   */
  public void awaitLines(int count) {
    Eventually.await(
        () -> count + " lines; got " + summary(), PATIENCE, () -> lines().size() >= count);
  }

  /**
   * Waits until a kind of change was told.
   *
   * @param kind what to wait for
   * @param times how often at least, in all
   */
  public void awaitChange(SourceChange.Kind kind, int times) {
    Eventually.await(
        () -> times + " times " + kind + "; got " + summary(),
        PATIENCE,
        () -> changes().stream().filter(change -> change.kind() == kind).count() >= times);
  }

  private synchronized String summary() {
    int size = lines.size();
    return size + " lines ending " + lines.subList(Math.max(0, size - 5), size) + ", " + changes;
  }
}
