package org.gaoler.core.docket;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.gaoler.api.Offender;
import org.gaoler.api.Sentence;
import org.gaoler.api.TimeSpan;
import org.gaoler.core.fake.MovableClock;
import org.gaoler.testkit.Eventually;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DocketTest {

  private static final Duration SOON = Duration.ofSeconds(5);

  private final MovableClock clock = new MovableClock(Instant.parse("2026-01-02T03:04:05Z"));
  private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1);
  private final Docket docket = new Docket(clock, timer);
  private final List<String> told = new CopyOnWriteArrayList<>();

  DocketTest() {
    timer.setRemoveOnCancelPolicy(true);
    docket.watch(
        new DocketWatcher() {
          @Override
          public void imposed(Sentence sentence) {
            told.add("+" + sentence.offender());
          }

          @Override
          public void ended(Sentence sentence, boolean byOperator) {
            told.add((byOperator ? "!" : "-") + sentence.offender());
          }
        });
  }

  @AfterEach
  void stop() {
    docket.close();
    timer.shutdownNow();
  }

  private Sentence sentence(String offender, Duration length, Sentence.Origin origin) {
    return until(offender, clock.instant().plus(length), origin);
  }

  private Sentence until(String offender, Instant end, Sentence.Origin origin) {
    return new Sentence(
        "sshd", Offender.parse(offender), clock.instant(), end, origin, "", List.of());
  }

  private Sentence log(String offender, long millis) {
    return sentence(offender, Duration.ofMillis(millis), Sentence.Origin.LOG);
  }

  @ParameterizedTest
  @ValueSource(strings = {"192.0.2.1", "2001:db8::1", "192.0.2.0/24", "carl"})
  void sentenceEndsByItself(String offender) {
    docket.impose(log(offender, 20));
    assertThat(docket.count("sshd")).isEqualTo(1);

    clock.move(Duration.ofMillis(20));

    Eventually.await("the sentence ends", SOON, () -> docket.count("sshd") == 0);
    assertThat(told).containsExactly("+" + offender, "-" + offender);
  }

  @Test
  void sentenceDoesNotEndBeforeTheClockSaysSo() {
    docket.impose(log("192.0.2.1", 10));
    docket.impose(log("192.0.2.2", 30));
    clock.move(Duration.ofMillis(15));

    Eventually.await("the first ends", SOON, () -> docket.count("sshd") == 1);

    assertThat(docket.all())
        .extracting(each -> each.offender().toString())
        .containsExactly("192.0.2.2");
  }

  @Test
  void sentencesEndInTheOrderOfTheirEnds() {
    docket.impose(log("192.0.2.3", 30));
    docket.impose(log("192.0.2.1", 10));
    docket.impose(log("192.0.2.2", 20));
    told.clear();
    clock.move(Duration.ofSeconds(1));

    Eventually.await("all end", SOON, () -> told.size() == 3);
    assertThat(told).containsExactly("-192.0.2.1", "-192.0.2.2", "-192.0.2.3");
  }

  @Test
  void longerSentenceExtendsAndShorterOneIsPassedOver() {
    assertThat(docket.impose(log("192.0.2.1", 10))).isTrue();
    assertThat(docket.impose(log("192.0.2.1", 60_000))).isTrue();
    assertThat(docket.impose(log("192.0.2.1", 1000))).isFalse();
    docket.impose(log("192.0.2.9", 20));
    clock.move(Duration.ofMillis(20));

    Eventually.await("the other ends", SOON, () -> told.contains("-192.0.2.9"));
    assertThat(docket.count("sshd")).isEqualTo(1);
    assertThat(told).doesNotContain("-192.0.2.1");
  }

  @Test
  void operatorMayShorten() {
    docket.impose(log("192.0.2.1", 600_000));
    Sentence shorter = sentence("192.0.2.1", Duration.ofMillis(20), Sentence.Origin.MANUAL);
    assertThat(docket.impose(shorter)).isTrue();
    clock.move(Duration.ofMillis(20));

    Eventually.await("it ends", SOON, () -> docket.count("sshd") == 0);
    assertThat(told).containsExactly("+192.0.2.1", "+192.0.2.1", "-192.0.2.1");
  }

  @Test
  void permanentSentenceSchedulesNothing() {
    docket.impose(until("192.0.2.1", TimeSpan.FOREVER, Sentence.Origin.LOG));

    assertThat(timer.getQueue()).isEmpty();
    assertThat(docket.count("sshd")).isEqualTo(1);
  }

  @Test
  void oneTimerServesAThousandSentences() {
    for (int i = 0; i < 1000; i++) {
      docket.impose(log("2001:db8::" + Integer.toHexString(i), 600_000 - i));
    }
    assertThat(timer.getQueue()).hasSize(1);
  }

  @Test
  void sentenceThatIsOverIsNotImposed() {
    Sentence over = log("192.0.2.1", 1000);
    clock.move(Duration.ofSeconds(1));

    assertThat(docket.impose(over)).isFalse();
    assertThat(told).isEmpty();
  }

  @Test
  void liftingEndsAtOnceAndOnlyOnce() {
    docket.impose(log("192.0.2.1", 20));
    assertThat(docket.lift("sshd", Offender.parse("192.0.2.1"))).isPresent();
    assertThat(docket.lift("sshd", Offender.parse("192.0.2.1"))).isEmpty();
    assertThat(docket.lift("other", Offender.parse("192.0.2.1"))).isEmpty();
    docket.impose(log("192.0.2.2", 30));
    clock.move(Duration.ofSeconds(1));

    Eventually.await("the other ends", SOON, () -> told.contains("-192.0.2.2"));
    assertThat(told).containsExactly("+192.0.2.1", "!192.0.2.1", "+192.0.2.2", "-192.0.2.2");
  }

  @Test
  void overlappingNetworksStandBesideEachOther() {
    docket.impose(log("192.0.2.0/24", 60_000));
    docket.impose(log("192.0.2.7", 60_000));
    docket.impose(log("2001:db8::/32", 60_000));

    assertThat(docket.covering("sshd", Offender.parse("192.0.2.7")))
        .extracting(each -> each.offender().toString())
        .containsExactly("192.0.2.7", "192.0.2.0/24");
    assertThat(docket.covering("sshd", Offender.parse("192.0.2.8"))).hasSize(1);
    assertThat(docket.covering("sshd", Offender.parse("2001:db8:1::1"))).hasSize(1);
    assertThat(docket.covering("sshd", Offender.parse("198.51.100.1"))).isEmpty();
    assertThat(docket.covering("other", Offender.parse("192.0.2.7"))).isEmpty();
  }

  @Test
  void jailsDoNotDisturbEachOther() {
    Sentence here = log("192.0.2.1", 60_000);
    docket.impose(here);
    docket.impose(
        new Sentence(
            "web", here.offender(), here.from(), here.until(), here.origin(), "", List.of()));
    docket.lift("web", here.offender());

    assertThat(docket.all()).containsExactly(here);
  }

  @Test
  void afterClosingNothingEnds() {
    docket.impose(log("192.0.2.1", 5));
    docket.close();

    assertThat(timer.getQueue()).isEmpty();
    assertThat(docket.count("sshd")).isEqualTo(1);
  }
}
