package org.gaoler.core.lane;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.gaoler.api.BanStore;
import org.gaoler.api.BanStore.Entry;
import org.gaoler.api.LineBlock;
import org.gaoler.api.Offender;
import org.gaoler.api.Position;
import org.gaoler.core.fake.FakeBackend;
import org.gaoler.core.fake.FakeFilter;
import org.gaoler.core.fake.FakeFilters;
import org.gaoler.core.fake.MovableClock;
import org.gaoler.core.journal.Journal;
import org.gaoler.testkit.Eventually;
import org.gaoler.testkit.RememberingStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Lanes whose lines are dealt with at the same time. */
class SideBySideTest {

  private static final Duration SOON = Duration.ofSeconds(10);
  private static final String SLOW = "/var/log/slow.log";
  private static final String QUICK = "/var/log/quick.log";

  private final MovableClock clock = new MovableClock(Instant.parse("2026-01-02T03:04:05Z"));
  private final RememberingStore store = new RememberingStore();
  private final Journal journal = new Journal(store);
  private final FakeFilters filters = new FakeFilters();
  private final FakeBackend backend = new FakeBackend();
  private final Lanes lanes = new Lanes(clock, journal);
  private final FakeFilter filter = filters.offer("sshd", "Failed");
  private final Prisoner prisoner = new Prisoner("sshd");
  private final CountDownLatch second = new CountDownLatch(1);
  private final CountDownLatch third = new CountDownLatch(1);
  private final List<Thread> threads = new ArrayList<>();

  @AfterEach
  void stop() throws Exception {
    second.countDown();
    third.countDown();
    for (Thread thread : threads) {
      thread.join(SOON.toMillis());
    }
    lanes.close();
    backend.close();
    journal.close();
  }

  private Lane lane(String log, Charset encoding) {
    LaneKey key = new LaneKey("fake", log, "", false, encoding);
    Seat seat = new Seat(prisoner, filter, clock);
    return lanes.join(key, backend, seat, prisoner.positions, filters);
  }

  private static String failed(String address) {
    return "1767323045 Failed for root from " + address + "\n";
  }

  private static void feed(Lane lane, String log, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    Position after = new Position("fake#proof", 1000 + bytes.length);
    lane.lines(new LineBlock(log, bytes, 0, bytes.length, after, OptionalLong.empty()));
  }

  private Thread begin(Runnable work) {
    Thread thread = new Thread(work);
    threads.add(thread);
    thread.start();
    return thread;
  }

  /** The second and the third line of the slow log take as long as the test wants. */
  private void begin(Lane slow) {
    filter.delay(
        line -> {
          if (line.endsWith("192.0.2.2")) {
            waitFor(second);
          } else if (line.endsWith("2001:db8::3")) {
            waitFor(third);
          }
        });
    begin(
        () -> feed(slow, SLOW, failed("192.0.2.1") + failed("192.0.2.2") + failed("2001:db8::3")));
    awaitSeen(2);
  }

  private static void waitFor(CountDownLatch latch) {
    try {
      assertThat(latch.await(2 * SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException interrupted) {
      throw new AssertionError("interrupted", interrupted);
    }
  }

  private void awaitSeen(int lines) {
    Eventually.await(lines + " lines", SOON, () -> filter.seen().size() == lines);
  }

  /** Asks for what is gathered, which waits for the line that the slow log is at. */
  private Thread commit() {
    Thread committing = begin(() -> journal.append(List.of()));
    Eventually.await(
        "waiting for a line", SOON, () -> committing.getState() == Thread.State.WAITING);
    return committing;
  }

  private List<Entry> stored() {
    return store.history().stream().flatMap(List::stream).toList();
  }

  private static BanStore.Window counted(String address) {
    return new BanStore.Window("sshd", Offender.parse(address), List.of());
  }

  @Test
  void failureIsCountedWhileAnotherLogIsAtAnExpensiveLine() {
    Lane slow = lane(SLOW, StandardCharsets.UTF_8);
    Lane quick = lane(QUICK, StandardCharsets.UTF_8);
    begin(slow);
    feed(quick, QUICK, failed("192.0.2.9"));

    assertThat(prisoner.failures)
        .extracting(failure -> failure.offender().toString())
        .containsExactly("192.0.2.1", "192.0.2.9");
  }

  @Test
  void commitInTheMidstOfABlockKnowsThePlaceBehindTheLine() {
    Lane slow = lane(SLOW, StandardCharsets.UTF_8);
    Lane quick = lane(QUICK, StandardCharsets.UTF_8);
    begin(slow);
    feed(quick, QUICK, failed("192.0.2.9"));
    commit();
    second.countDown();

    Eventually.await("stored", SOON, () -> stored().contains(counted("192.0.2.2")));
    long behind = 1000L + failed("192.0.2.1").length() + failed("192.0.2.2").length();
    assertThat(stored())
        .contains(
            new BanStore.Read("sshd", SLOW, new Position("fake#proof", behind)),
            counted("192.0.2.1"),
            counted("192.0.2.9"))
        .doesNotContain(counted("2001:db8::3"));
    third.countDown();
    Eventually.await("stored", SOON, () -> stored().contains(counted("2001:db8::3")));
    long end = behind + failed("2001:db8::3").length();
    assertThat(stored().indexOf(counted("192.0.2.1")))
        .isLessThan(stored().indexOf(counted("192.0.2.9")));
    assertThat(stored()).contains(new BanStore.Read("sshd", SLOW, new Position("fake#proof", end)));
  }

  @Test
  void blockWhosePlacesCannotBeToldIsCommittedAsAWhole() {
    Lane slow = lane(SLOW, StandardCharsets.UTF_16LE);
    begin(slow);
    commit();
    second.countDown();
    awaitSeen(3);

    assertThat(stored()).isEmpty();
    third.countDown();
    Eventually.await("stored", SOON, () -> stored().contains(counted("2001:db8::3")));
    assertThat(store.history()).hasSize(1);
  }
}
