package org.gaoler.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.gaoler.api.Fault;
import org.gaoler.api.LogBackend;
import org.gaoler.api.LogBackend.Follow;
import org.gaoler.api.LogSpec;
import org.gaoler.api.Position;
import org.gaoler.api.SourceChange.Kind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * What every log backend must do; inherit it, say how to make the backend and how to write a line.
 *
 * <p>For backends whose sources can be read again. Each test has an instance, a log and a backend
 * of its own.
 */
public abstract class LogBackendKit {

  private static final Set<Thread.State> WAITS =
      EnumSet.of(Thread.State.WAITING, Thread.State.TIMED_WAITING, Thread.State.BLOCKED);

  private final List<Follow> follows = new ArrayList<>();

  /** For the inheriting test. */
  protected LogBackendKit() {}

  /**
   * The backend under test, the same one within one test.
   *
   * @return a running backend
   */
  protected abstract LogBackend backend();

  /**
   * What to follow.
   *
   * @return names an existing, empty log, the same one within one test
   */
  protected abstract LogSpec log();

  /**
   * Appends a line to the log.
   *
   * @param line without a line feed
   * @throws Exception if the test's surroundings fail
   */
  protected abstract void write(String line) throws Exception;

  /**
   * Follows until the test ends.
   *
   * @param spec what
   * @param sink where to
   * @return the handle
   * @throws Fault as the backend does
   */
  protected final Follow follow(LogSpec spec, LineCollector sink) throws Fault {
    Follow follow = backend().follow(spec, sink);
    follows.add(follow);
    return follow;
  }

  @AfterEach
  final void endFollows() {
    follows.forEach(Follow::close);
  }

  @Test
  void linesArriveInOrder() throws Exception {
    LineCollector sink = new LineCollector();
    write("from 192.0.2.1");
    follow(log(), sink);
    sink.awaitLines(1);
    write("from 2001:db8::1");
    write("from 192.0.2.2");
    sink.awaitLines(3);
    assertThat(sink.lines()).hasSize(3);
    assertThat(sink.lines().get(0)).contains("from 192.0.2.1");
    assertThat(sink.lines().get(1)).contains("from 2001:db8::1");
    assertThat(sink.lines().get(2)).contains("from 192.0.2.2");
    assertThat(sink.faults()).isEmpty();
  }

  @Test
  void sourceAppearsAndCatchesUpOnce() throws Exception {
    LineCollector sink = new LineCollector();
    write("old");
    follow(log(), sink);
    sink.awaitChange(Kind.CAUGHT_UP, 1);
    assertThat(sink.lines()).hasSize(1);
    write("new");
    sink.awaitLines(2);
    assertThat(sink.changes())
        .extracting(c -> c.kind())
        .containsExactly(Kind.APPEARED, Kind.CAUGHT_UP);
  }

  @Test
  void laterFollowGoesOnBehindTheLastPosition() throws Exception {
    LineCollector first = new LineCollector();
    Follow follow = follow(log(), first);
    write("one");
    write("two");
    first.awaitLines(2);
    follow.close();
    write("three");
    LineCollector second = new LineCollector(first.positions());
    follow(log(), second);
    write("four");
    second.awaitLines(2);
    assertThat(second.lines()).hasSize(2);
    assertThat(second.lines().get(0)).contains("three");
    assertThat(second.lines().get(1)).contains("four");
  }

  @Test
  void positionBehindEachLineResumesAfterIt() throws Exception {
    List<Map<String, Position>> behind = new ArrayList<>();
    LineCollector sink = new LineCollector();
    follow(log(), sink);
    for (int i = 1; i <= 3; i++) {
      write("line " + i);
      sink.awaitLines(i);
      behind.add(sink.positions());
    }
    for (int i = 1; i < 3; i++) {
      LineCollector again = new LineCollector(behind.get(i - 1));
      follow(log(), again);
      again.awaitLines(3 - i);
      again.awaitChange(Kind.CAUGHT_UP, 1);
      assertThat(again.lines()).isEqualTo(sink.lines().subList(i, 3));
    }
  }

  @Test
  void followsOfOneLogAreIndependent() throws Exception {
    LineCollector one = new LineCollector();
    LineCollector two = new LineCollector();
    Follow follow = follow(log(), one);
    follow(log(), two);
    write("for both");
    one.awaitLines(1);
    two.awaitLines(1);
    follow.close();
    write("for the second");
    two.awaitLines(2);
    assertThat(one.lines()).hasSize(1);
  }

  @Test
  void closeWaitsForTheSinkAndIsFinal() throws Exception {
    LineCollector sink = new LineCollector();
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    sink.whenCalled(
        () -> {
          inside.countDown();
          awaitQuietly(go);
        });
    Follow follow = follow(log(), sink);
    write("one");
    assertThat(inside.await(10, TimeUnit.SECONDS)).isTrue();
    Thread closing = new Thread(follow::close);
    closing.start();
    Eventually.await(
        "the closing thread waits",
        Duration.ofSeconds(10),
        () -> WAITS.contains(closing.getState()));
    go.countDown();
    closing.join(10_000);
    assertThat(closing.isAlive()).isFalse();
    int count = sink.lines().size();
    LineCollector other = new LineCollector();
    follow(log(), other);
    write("two");
    other.awaitLines(2);
    assertThat(sink.lines()).hasSize(count);
  }

  @Test
  void closingTwiceIsHarmless() throws Exception {
    Follow follow = follow(log(), new LineCollector());
    follow.close();
    follow.close();
    LineCollector sink = new LineCollector();
    follow(log(), sink);
    write("one");
    sink.awaitLines(1);
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
