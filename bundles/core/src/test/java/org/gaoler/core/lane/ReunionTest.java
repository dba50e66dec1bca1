package org.gaoler.core.lane;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.gaoler.api.BanStore;
import org.gaoler.api.LineBlock;
import org.gaoler.api.Position;
import org.gaoler.api.SourceChange;
import org.gaoler.core.fake.FakeBackend;
import org.gaoler.core.fake.FakeFilter;
import org.gaoler.core.fake.FakeFilters;
import org.gaoler.core.fake.MovableClock;
import org.gaoler.core.journal.Journal;
import org.gaoler.testkit.RememberingStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Jails that come later to a log which others follow already. */
class ReunionTest {

  private static final String LOG = "/var/log/example.log";
  private static final String FAILED = "1767323045 Failed for root from 192.0.2.1\n";
  private static final String DENIED = "1767323045 Denied for root from 2001:db8::1\n";

  private final MovableClock clock = new MovableClock(Instant.parse("2026-01-02T03:04:05Z"));
  private final RememberingStore store = new RememberingStore();
  private final Journal journal = new Journal(store);
  private final FakeFilters filters = new FakeFilters();
  private final FakeBackend backend = new FakeBackend();
  private final Lanes lanes = new Lanes(clock, journal);
  private final Prisoner early = new Prisoner("early");
  private final Prisoner late = new Prisoner("late");
  private final FakeFilter lateFilter = filters.offer("late", "Denied");
  private final AtomicInteger asked = new AtomicInteger();
  private Lane first;
  private Lane second;

  @AfterEach
  void stop() {
    lanes.close();
    backend.close();
    journal.close();
  }

  private Lane join(Prisoner prisoner, FakeFilter filter, boolean fromEnd) {
    LaneKey key = new LaneKey("fake", LOG, "", fromEnd, StandardCharsets.UTF_8);
    Seat seat = new Seat(prisoner, filter, clock);
    Lane lane = lanes.join(key, backend, seat, prisoner.positions, filters);
    lanes.start();
    backend.idle();
    return lane;
  }

  private void join() {
    lanes.onReunion(asked::incrementAndGet);
    first = join(early, filters.offer("early", "Failed"), false);
    second = join(late, lateFilter, true);
    assertThat(first).isNotSameAs(second);
    for (Lane lane : List.of(first, second)) {
      lane.changed(new SourceChange(LOG, SourceChange.Kind.APPEARED, ""));
      lane.changed(new SourceChange(LOG, SourceChange.Kind.CAUGHT_UP, ""));
    }
  }

  private static void feed(Lane lane, String text, String proof, long offset) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    Position after = new Position("8:1#" + proof, offset);
    lane.lines(new LineBlock(LOG, bytes, 0, bytes.length, after, OptionalLong.empty()));
  }

  @Test
  void lateJailJoinsTheOthersAtTheSamePlace() throws Exception {
    join();
    feed(first, FAILED + DENIED, "a", 500);
    int before = asked.get();
    feed(second, DENIED, "b", 500);

    assertThat(asked.get()).isGreaterThan(before);
    assertThat(lanes.unite(filters)).containsEntry(second, first).hasSize(1);
    assertThat(backend.feeds()).hasSize(1);
    feed(second, DENIED, "c", 600);
    feed(first, FAILED + DENIED, "d", 600);
    assertThat(early.failures).hasSize(2);
    assertThat(late.failures).hasSize(2);
    lanes.close();
    journal.append(List.of()).get(10, TimeUnit.SECONDS);
    assertThat(store.entries(BanStore.Read.class))
        .containsExactlyInAnyOrder(
            new BanStore.Read("early", LOG, new Position("8:1#d", 600)),
            new BanStore.Read("late", LOG, new Position("8:1#d", 600)));
  }

  @Test
  void recogniserGoesOnWithWhatItRemembers() throws Exception {
    join();
    feed(first, DENIED, "a", 500);
    feed(second, DENIED, "a", 500);
    lanes.unite(filters);
    feed(first, DENIED, "b", 600);
    journal.append(List.of()).get(10, TimeUnit.SECONDS);

    assertThat(late.memories).containsEntry(LOG, "2");
    assertThat(lateFilter.restored()).isEmpty();
  }

  @Test
  void jailsAtDifferentPlacesStayApart() {
    join();
    feed(first, FAILED, "a", 500);
    feed(second, DENIED, "a", 400);

    assertThat(lanes.unite(filters)).isEmpty();
    assertThat(backend.feeds()).hasSize(2);
  }

  @Test
  void jailsStayApartUntilTheLogHasBeenCaughtUpWith() {
    first = join(early, filters.offer("early", "Failed"), false);
    second = join(late, lateFilter, true);
    first.changed(new SourceChange(LOG, SourceChange.Kind.APPEARED, ""));
    second.changed(new SourceChange(LOG, SourceChange.Kind.APPEARED, ""));
    feed(first, FAILED, "a", 500);
    feed(second, DENIED, "a", 500);
    assertThat(lanes.unite(filters)).isEmpty();

    first.changed(new SourceChange(LOG, SourceChange.Kind.CAUGHT_UP, ""));
    assertThat(lanes.unite(filters)).isEmpty();
    second.changed(new SourceChange(LOG, SourceChange.Kind.CAUGHT_UP, ""));
    assertThat(lanes.unite(filters)).hasSize(1);
  }
}
