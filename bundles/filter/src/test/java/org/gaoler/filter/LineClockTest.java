package org.gaoler.filter;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.gaoler.api.Fault;
import org.gaoler.api.Line;
import org.gaoler.api.StepBudget;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LineClockTest {

  private static final Instant NOW = Instant.parse("2026-11-20T21:45:00Z");
  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

  @TempDir Path etc;
  private LineClock jail;
  private LineClock trial;

  @BeforeEach
  void openFilter() throws Fault {
    CompiledFilter filter = filter("{^LN-BEG}");
    jail = new LineClock(filter, "test", Duration.ofMinutes(10), CLOCK);
    trial = LineClock.trial(filter, CLOCK);
  }

  private CompiledFilter filter(String pattern) throws Fault {
    FilterFiles files = new FilterFiles(etc);
    files.write(
        "d.conf", "[Definition]", "failregex = ^\\s*bad <HOST>$", "datepattern = " + pattern);
    return (CompiledFilter) files.find("d", Map.of("logtimezone", "UTC"));
  }

  private static Optional<LineClock.Dated> date(LineClock clock, String text, boolean live) {
    return clock.date(new Line(text, OptionalLong.empty(), live, new StepBudget(100_000)));
  }

  private static Optional<Instant> when(LineClock clock, String text, boolean live) {
    return date(clock, text, live).flatMap(LineClock.Dated::when);
  }

  private static String rest(LineClock clock, String text, boolean live) {
    return date(clock, text, live).map(d -> d.text().text()).orElse("none");
  }

  @Test
  void dateIsCutAndCounts() {
    assertThat(rest(jail, "[2026-11-20 21:44:30] x", true)).isEqualTo("[] x");
    assertThat(when(jail, "Nov 20 21:44:31 x", true)).contains(NOW.minusSeconds(29));
  }

  @Test
  void lineMoreThanSixtySecondsAwayCountsAsNowOnceLive() {
    assertThat(when(jail, "Nov 20 21:44:00 x", true)).contains(NOW.minusSeconds(60));
    assertThat(when(jail, "Nov 20 21:43:59 x", true)).contains(NOW);
    assertThat(when(jail, "Nov 20 21:46:00 x", true)).contains(NOW);
    assertThat(when(jail, "Nov 20 23:45:00 x", true)).contains(NOW);
    assertThat(when(jail, "undated", true)).contains(NOW);
  }

  @Test
  void lineOlderThanFindTimeIsPassedOverAndCountedWhileCatchingUp() {
    assertThat(when(jail, "Nov 20 21:35:00 x", false)).contains(NOW.minusSeconds(600));
    assertThat(jail.passedOver()).isZero();
    assertThat(date(jail, "Nov 20 21:34:59 x", false)).isEmpty();
    assertThat(date(jail, "undated", false)).isEmpty();
    assertThat(jail.passedOver()).isEqualTo(2);
    assertThat(when(jail, "Nov 20 21:50:00 x", false)).contains(NOW);
  }

  @Test
  void undatedLineTakesTheLastDateUntilItIsSixtySecondsOld() {
    when(jail, "Nov 20 21:44:01 x", false);
    assertThat(when(jail, "undated", false)).contains(NOW.minusSeconds(59));
    when(jail, "Nov 20 21:44:00 x", false);
    assertThat(when(jail, "undated", false)).isEmpty();
    assertThat(when(jail, "undated", true)).contains(NOW);
  }

  @Test
  void impossibleDateIsCutUnlessTheLastDateIsTaken() {
    assertThat(rest(jail, "Nov 31 21:44:30 x", true)).isEqualTo(" x");
    assertThat(when(jail, "Nov 31 21:44:30 x", true)).contains(NOW);
    when(jail, "Nov 20 21:44:30 x", true);
    assertThat(rest(jail, "Nov 31 21:44:30 x", true)).isEqualTo("Nov 31 21:44:30 x");
    assertThat(when(jail, "Nov 31 21:44:30 x", true)).contains(NOW.minusSeconds(30));
  }

  @Test
  void openDateIsTheLastOneOrNow() throws Fault {
    LineClock open = new LineClock(filter("{NONE}"), "test", Duration.ofMinutes(10), CLOCK);
    assertThat(when(open, "Nov 20 21:44:30 x", false)).contains(NOW);
    assertThat(rest(open, "Nov 20 21:44:30 x", false)).isEqualTo("Nov 20 21:44:30 x");
  }

  @Test
  void entryDatedByItsSourceIsNotSearched() {
    long micros = NOW.minusSeconds(3).getEpochSecond() * 1_000_000 + 7;
    Line line =
        new Line("Nov 20 01:00:00 x", OptionalLong.of(micros), true, new StepBudget(100_000));
    LineClock.Dated dated = jail.date(line).orElseThrow();
    assertThat(dated.when()).contains(NOW.minusSeconds(3).plusNanos(7_000));
    assertThat(dated.text().text()).isEqualTo("Nov 20 01:00:00 x");
  }

  @Test
  void trialBelievesEveryDate() {
    assertThat(when(trial, "2005-08-14 12:00:00 x", false))
        .contains(Instant.parse("2005-08-14T12:00:00Z"));
    assertThat(when(trial, "2027-08-14 12:00:00 x", true))
        .contains(Instant.parse("2027-08-14T12:00:00Z"));
  }

  @Test
  void undatedLineOfATrialHasTheLastDateOrNone() {
    assertThat(date(trial, "undated", true).orElseThrow().when()).isEmpty();
    assertThat(rest(trial, "Nov 31 21:44:30 x", true)).isEqualTo(" x");
    when(trial, "Nov 20 21:44:30 x", true);
    assertThat(when(trial, "undated", true)).contains(NOW.minusSeconds(30));
  }

  @Test
  void trialTellsTheTemplateAndItsHits() {
    LineClock.Dated dated = date(trial, "Nov 20 21:44:30 x", true).orElseThrow();
    String name = dated.found().orElseThrow().template().name();
    assertThat(name).startsWith("{^LN-BEG}(?:DAY )?MON Day %k:");
    assertThat(trial.hits()).hasSize(17).containsEntry(name, 1);
  }

  @Test
  void learnedTemplateSurvives() {
    assertThat(jail.changed()).isFalse();
    when(jail, "Nov 20 21:44:30 x", true);
    assertThat(jail.changed()).isTrue();
    trial.restore(jail.learned());
    assertThat(jail.changed()).isFalse();
    assertThat(trial.learned()).isEqualTo(jail.learned()).isNotEmpty();
  }

  private Optional<Instant> told(String text) throws Fault {
    Line line = new Line(text, OptionalLong.empty(), false, new StepBudget(100_000));
    return filter("{^LN-BEG}").dateOf(line, NOW);
  }

  @Test
  void filterTellsWhenAnyLineWasWritten() throws Fault {
    assertThat(told("[2019-11-20 21:44:30] x")).contains(Instant.parse("2019-11-20T21:44:30Z"));
    assertThat(told("Nov 20 21:44:31 from 2001:db8::1")).contains(NOW.minusSeconds(29));
    assertThat(told("Nov 23 21:44:31 y")).contains(Instant.parse("2025-11-23T21:44:31Z"));
    assertThat(told("from 192.0.2.1, undated")).isEmpty();
    assertThat(told("2019-11-31 21:44:30 no such day")).isEmpty();
    assertThat(told("")).isEmpty();
  }
}
