package org.gaoler.core.lane;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.gaoler.api.BanStore;
import org.gaoler.api.BanStore.Entry;
import org.gaoler.api.Line;
import org.gaoler.api.LineBlock;
import org.gaoler.api.Offender;
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

class LaneTest {

  private static final String LOG = "/var/log/example.log";
  private static final LaneKey KEY = key(StandardCharsets.UTF_8);

  private final MovableClock clock = new MovableClock(Instant.parse("2026-01-02T03:04:05Z"));
  private final RememberingStore store = new RememberingStore();
  private final Journal journal = new Journal(store);
  private final FakeFilters filters = new FakeFilters();
  private final FakeBackend backend = new FakeBackend();
  private final Lanes lanes = new Lanes(clock, journal);
  private long offset;

  @AfterEach
  void stop() {
    lanes.close();
    backend.close();
    journal.close();
  }

  private static LaneKey key(Charset encoding) {
    return new LaneKey("fake", LOG, "", false, encoding);
  }

  private static LaneKey following(String path) {
    return new LaneKey("x", path, "", false, StandardCharsets.UTF_8);
  }

  private static String failed(String word) {
    return "1767323045 " + word + " for root from 192.0.2.1";
  }

  private Lane join(Prisoner prisoner, FakeFilter filter) {
    return lanes.join(KEY, backend, new Seat(prisoner, filter, clock), prisoner.positions, filters);
  }

  private LineBlock block(String text, OptionalLong micros) {
    byte[] bytes = ("previous" + text).getBytes(StandardCharsets.UTF_8);
    offset += bytes.length - 8;
    return new LineBlock(LOG, bytes, 8, bytes.length, new Position("fake", offset), micros);
  }

  private void feed(Lane lane, String text) {
    lane.lines(block(text, OptionalLong.empty()));
  }

  private void stored() throws Exception {
    journal.append(List.of()).get(5, TimeUnit.SECONDS);
  }

  @Test
  void screenedLinesNeverReachRecognisers() {
    FakeFilter filter = filters.offer("sshd", "Failed");
    Lane lane = join(new Prisoner("sshd"), filter);
    feed(lane, "all is well\n" + failed("Failed") + "\nAccepted\n\n");

    assertThat(filter.seen()).extracting(Line::text).containsExactly(failed("Failed"));
  }

  @Test
  void linesEndWithLineFeedPerhapsAfterACarriageReturnOrNotAtAll() {
    FakeFilter filter = filters.offer("sshd", "x");
    Lane lane = join(new Prisoner("sshd"), filter);
    feed(lane, "x1\r\nx2\n\r\n\nx\r3\r\nx4");

    assertThat(filter.seen()).extracting(Line::text).containsExactly("x1", "x2", "x\r3", "x4");
    assertThat(lane.sources().iterator().next().lines()).isEqualTo(6);
  }

  @Test
  void onlyBlocksThatAFilterCouldMatchAreToldOf() {
    Prisoner prisoner = new Prisoner("sshd");
    Lane lane = join(prisoner, filters.offer("sshd", "Failed"));
    feed(lane, "all is well\n");
    assertThat(prisoner.passed).isZero();
    feed(lane, failed("Failed") + "\n" + failed("Failed") + "\n");

    assertThat(prisoner.passed).isEqualTo(1);
  }

  @Test
  void linesThatAreDismissedReachNobodyAndAreToldToNobody() {
    FakeFilter filter = filters.offer("sshd", "Failed");
    Prisoner prisoner = new Prisoner("sshd");
    Lane lane = join(prisoner, filter);
    feed(lane, "Failed, but " + FakeFilter.DISMISSED + "\n");

    assertThat(filter.seen()).isEmpty();
    assertThat(prisoner.passed).isZero();
  }

  @Test
  void whatIsDoneBetweenLinesIsStoredBehindThem() throws Exception {
    Lane lane = join(new Prisoner("sshd"), filters.offer("sshd", "Failed"));
    feed(lane, failed("Failed") + "\n");
    BanStore.Memory late = new BanStore.Memory("sshd", "names#1", "late");
    lane.between(effects -> effects.add(late));
    stored();

    List<Entry> entries = store.history().stream().flatMap(List::stream).toList();
    assertThat(entries).contains(late);
    assertThat(entries.indexOf(late))
        .isGreaterThan(
            entries.indexOf(new BanStore.Window("sshd", Offender.parse("192.0.2.1"), List.of())));
  }

  @Test
  void linesAreReadInTheEncodingOfTheLane() {
    FakeFilter filter = filters.offer("sshd", "x");
    byte[] bytes = "xé€\n".getBytes(Charset.forName("windows-1252"));
    for (String name : List.of("windows-1252", "UTF-8")) {
      Seat seat = new Seat(new Prisoner("sshd"), filter, clock);
      Lane lane = lanes.join(key(Charset.forName(name)), backend, seat, Map.of(), filters);
      lane.lines(new LineBlock(LOG, bytes, 0, 4, new Position("fake", 4), OptionalLong.empty()));
    }

    assertThat(filter.seen()).extracting(Line::text).containsExactly("xé€", "x\ufffd");
  }

  @Test
  void journalEntryWithLineFeedsIsOneLine() {
    FakeFilter filter = filters.offer("sshd", "x");
    Lane lane = join(new Prisoner("sshd"), filter);
    lane.lines(block("x1\nx2\nroot from 192.0.2.9", OptionalLong.of(1_000_000)));

    assertThat(filter.seen()).hasSize(1);
    assertThat(filter.seen().get(0).text()).isEqualTo("x1\nx2\nroot from 192.0.2.9");
    assertThat(filter.seen().get(0).micros()).hasValue(1_000_000);
  }

  @Test
  void bytesThatAreNoTextAreSurvived() {
    FakeFilter filter = filters.offer("sshd", "x");
    Lane lane = join(new Prisoner("sshd"), filter);
    byte[] bytes = {'x', (byte) 0xff, 0, (byte) 0xc3, '\n', (byte) 0x80, 'x', '\n'};
    lane.lines(
        new LineBlock(LOG, bytes, 0, bytes.length, new Position("f", 8), OptionalLong.empty()));

    assertThat(filter.seen()).hasSize(2);
  }

  @Test
  void positionIsCommittedTogetherWithTheEffects() throws Exception {
    Prisoner prisoner = new Prisoner("sshd");
    Lane lane = join(prisoner, filters.offer("sshd", "Failed"));
    feed(lane, failed("Failed") + "\n");
    stored();

    assertThat(store.history()).hasSize(1);
    assertThat(store.history().get(0))
        .hasSize(3)
        .contains(
            new BanStore.Read("sshd", LOG, new Position("fake", offset)),
            new BanStore.Window("sshd", prisoner.failures.get(0).offender(), List.of()),
            new BanStore.Memory("sshd", LOG, "1"));
    assertThat(prisoner.position(LOG)).contains(new Position("fake", offset));
  }

  @Test
  void linesWithoutEffectAreNotCommittedUntilReadingEnds() throws Exception {
    Lane lane = join(new Prisoner("sshd"), filters.offer("sshd", "Failed"));
    feed(lane, "all is well\n".repeat(1000));
    stored();
    assertThat(store.history()).isEmpty();

    lanes.close();
    stored();
    assertThat(store.entries())
        .containsExactly(new BanStore.Read("sshd", LOG, new Position("fake", offset)));
  }

  @Test
  void positionIsCommittedWhenTheLogIsCaughtUpWith() throws Exception {
    Lane lane = join(new Prisoner("sshd"), filters.offer("sshd", "Failed"));
    feed(lane, "all is well\n");
    lane.changed(new SourceChange(LOG, SourceChange.Kind.CAUGHT_UP, ""));
    stored();

    assertThat(store.entries(BanStore.Read.class)).hasSize(1);
  }

  @Test
  void positionIsCommittedEveryEightMebibytes() throws Exception {
    Lane lane = join(new Prisoner("sshd"), filters.offer("sshd", "Failed"));
    for (int i = 0; i < 9; i++) {
      feed(lane, "all is well\n".repeat((1 << 20) / 12));
    }
    stored();

    assertThat(store.entries(BanStore.Read.class)).hasSize(1);
  }

  @Test
  void linesAreLiveOnceTheLogIsCaughtUpWith() {
    Prisoner prisoner = new Prisoner("sshd");
    Lane lane = join(prisoner, filters.offer("sshd", "Failed"));
    feed(lane, failed("Failed") + "\n");
    lane.changed(new SourceChange(LOG, SourceChange.Kind.CAUGHT_UP, ""));
    feed(lane, failed("Failed") + "\n");
    lane.changed(new SourceChange(LOG, SourceChange.Kind.ROTATED, ""));
    feed(lane, failed("Failed") + "\n");

    assertThat(prisoner.live).containsExactly(false, true, true);
    assertThat(prisoner.changes).isEqualTo(2);
  }

  @Test
  void jailsThatBeginAtOnePlaceShareALane() {
    Prisoner one = new Prisoner("one");
    Prisoner two = new Prisoner("two");
    one.positions.put(LOG, new Position("fake", 5));
    two.positions.put(LOG, new Position("fake", 5));
    two.positions.put("/var/log/elsewhere.log", new Position("fake", 9));

    assertThat(join(one, filters.offer("a", "A"))).isSameAs(join(two, filters.offer("b", "B")));
    assertThat(lanes.start()).isEmpty();
    assertThat(backend.feeds()).hasSize(1);
  }

  @Test
  void jailsThatBeginElsewhereOrLaterDoNot() {
    Prisoner one = new Prisoner("one");
    Prisoner two = new Prisoner("two");
    two.positions.put(LOG, new Position("fake", 5));
    Lane first = join(one, filters.offer("a", "A"));
    Lane second = join(two, filters.offer("b", "B"));
    lanes.start();
    Lane third = join(new Prisoner("three"), filters.offer("c", "C"));
    lanes.start();

    assertThat(List.of(first, second, third)).doesNotHaveDuplicates();
    assertThat(backend.feeds()).hasSize(3);
  }

  @Test
  void jailThatLeavesTakesNobodyWithIt() {
    FakeFilter staying = filters.offer("b", "x");
    Prisoner one = new Prisoner("one");
    FakeFilter leaving = filters.offer("a", "x");
    Lane lane = join(one, leaving);
    join(new Prisoner("two"), staying);
    lanes.start();
    lanes.leave(one, Optional.of(filters));
    feed(lane, "x\n");

    assertThat(leaving.seen()).isEmpty();
    assertThat(staying.seen()).hasSize(1);
    assertThat(backend.feeds()).hasSize(1);
  }

  @Test
  void withoutTheFilterBundleThoseWhoStayLookAtEveryLine() {
    FakeFilter staying = filters.offer("b", "x");
    Prisoner one = new Prisoner("one");
    Lane lane = join(one, filters.offer("a", "x"));
    join(new Prisoner("two"), staying);
    lanes.leave(one, Optional.empty());
    feed(lane, "anything\n");

    assertThat(staying.seen()).hasSize(1);
  }

  @Test
  void lastJailThatLeavesEndsTheReading() {
    Prisoner one = new Prisoner("one");
    join(one, filters.offer("a", "x"));
    lanes.start();
    assertThat(backend.feeds()).hasSize(1);
    lanes.leave(one, Optional.of(filters));

    assertThat(backend.feeds()).isEmpty();
  }

  @Test
  void moreThanSixtyFourJailsShareALane() {
    List<Prisoner> prisoners = new ArrayList<>();
    Lane lane = null;
    for (int i = 0; i < 150; i++) {
      prisoners.add(new Prisoner("jail" + i));
      lane = join(prisoners.get(i), filters.offer("filter" + i, "Failed" + i % 75));
    }
    feed(lane, failed("Failed74") + "\n");

    assertThat(lane.seating().groups()).isEqualTo(3);
    assertThat(prisoners)
        .filteredOn(each -> !each.failures.isEmpty())
        .extracting(each -> each.name)
        .containsExactly("jail74", "jail149");
  }

  @Test
  void allJailsTogetherHaveOneBudgetForALine() {
    FakeFilter first = filters.offer("first", "x");
    FakeFilter last = filters.offer("last", "x");
    Lane lane = join(new Prisoner("first"), first);
    for (int i = 0; i < 100; i++) {
      join(new Prisoner("jail" + i), filters.offer("filter" + i, "y"));
    }
    join(new Prisoner("last"), last);
    feed(lane, "x\n");

    assertThat(first.seen().get(0).budget()).isSameAs(last.seen().get(0).budget());
  }

  @Test
  void recogniserThatThrowsDoesNotStopTheOthers() {
    Prisoner one = new Prisoner("one");
    Prisoner two = new Prisoner("two");
    Lane lane = join(one, filters.offer("bad", "Failed"));
    join(two, filters.offer("good", "Failed"));
    feed(lane, "1 Failed for breaks bad from 192.0.2.1\n" + failed("Failed") + "\n");

    assertThat(one.failures).hasSize(1);
    assertThat(two.failures).hasSize(2);
  }

  @Test
  void otherFilterTakesUpTheMemory() throws Exception {
    Prisoner prisoner = new Prisoner("sshd");
    FakeFilter before = filters.offer("sshd", "Failed");
    Lane lane = join(prisoner, before);
    feed(lane, failed("Failed") + "\n" + failed("Failed") + "\n");
    stored();
    FakeFilter after = filters.offer("sshd", "Denied");
    lanes.refilter(prisoner, after, filters);
    feed(lane, failed("Failed") + "\n" + failed("Denied") + "\n");

    assertThat(before.seen()).hasSize(2);
    assertThat(after.restored()).containsExactly("2");
    assertThat(prisoner.failures).hasSize(3);
  }

  @Test
  void otherFilterTakesUpWhatWasRememberedSinceTheLastTransaction() throws Exception {
    Prisoner prisoner = new Prisoner("sshd");
    Lane lane = join(prisoner, filters.offer("sshd", "Failed"));
    feed(lane, failed("Failed") + "\n");
    FakeFilter after = filters.offer("sshd", "Denied");
    lanes.refilter(prisoner, after, filters);
    feed(lane, failed("Denied") + "\n");

    assertThat(after.restored()).containsExactly("1");
  }

  @Test
  void refusalToFollowIsTold() {
    Lane lane = join(new Prisoner("sshd"), filters.offer("sshd", "Failed"));
    backend.refuse("no such journal");

    assertThat(lanes.start()).containsOnly(Map.entry(lane, "no such journal"));
  }

  @Test
  void patternCoversItsFilesAndTheJournalCoversNone() {
    Map<String, Position> positions =
        Map.of(
            "/var/log/a.log", new Position("f", 1),
            "/var/log/b.txt", new Position("f", 2),
            "journal", new Position("c", 0));

    assertThat(following("/var/log/*.log").concerning(positions))
        .containsOnlyKeys("/var/log/a.log");
    assertThat(following("/var/log/b.txt").concerning(positions))
        .containsOnlyKeys("/var/log/b.txt");
    assertThat(following("").concerning(positions)).containsOnlyKeys("journal");
  }
}
