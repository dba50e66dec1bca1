package org.gaoler.core.lane;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.gaoler.api.Filter;
import org.gaoler.core.fake.FakeFilter;
import org.gaoler.core.fake.FakeFilters;
import org.gaoler.core.fake.MovableClock;
import org.gaoler.core.journal.Journal;
import org.gaoler.testkit.RememberingStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a lane says of a line's date to a backend that looks where to begin. */
class LaneDatesTest {

  private final MovableClock clock = new MovableClock(Instant.parse("2026-01-02T03:04:05Z"));
  private final Journal journal = new Journal(new RememberingStore());
  private final FakeFilters filters = new FakeFilters();
  private final FakeFilter login = filters.offer("sshd", "login");
  private final FakeFilter mail = filters.offer("postfix", "mail");
  private final Gathering gathering = new Gathering(journal);
  private final Lane lane =
      new Lane(
          clock,
          gathering,
          Seating.of(List.of(seat(login), seat(mail)), filters),
          new LaneKey("fake", "/var/log/example.log", "", false, StandardCharsets.UTF_8));

  @AfterEach
  void stop() {
    journal.close();
  }

  private Seat seat(Filter filter) {
    return new Seat(new Prisoner(filter.name()), filter, clock);
  }

  private Optional<Instant> dateOf(String line) {
    byte[] bytes = ("previous" + line + "\r\n").getBytes(StandardCharsets.UTF_8);
    return lane.dateOf(bytes, 8, bytes.length);
  }

  @Test
  void anyJailsDateCounts() {
    assertThat(dateOf("1767323045 login")).contains(Instant.ofEpochSecond(1767323045));
    assertThat(dateOf("1767323046 mail")).contains(Instant.ofEpochSecond(1767323046));
    assertThat(dateOf("1767323047 login, mail")).contains(Instant.ofEpochSecond(1767323047));
  }

  @Test
  void lineThatNobodyCanDateHasNone() {
    assertThat(dateOf("1767323045 else")).isEmpty();
    assertThat(dateOf("")).isEmpty();
  }

  @Test
  void filterThatBreaksLeavesTheDateToTheOthers() {
    assertThat(dateOf("1767323045 mail breaks sshd")).contains(Instant.ofEpochSecond(1767323045));
    assertThat(dateOf("1767323045 mail breaks sshd, breaks postfix")).isEmpty();
  }

  @Test
  void lookingAtDatesTeachesNobodyAnything() {
    dateOf("1767323045 login for root from 192.0.2.1");

    assertThat(login.seen()).isEmpty();
    assertThat(gathering.drain()).isEmpty();
    assertThat(lane.sources()).isEmpty();
  }
}
