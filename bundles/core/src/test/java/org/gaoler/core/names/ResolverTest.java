package org.gaoler.core.names;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.gaoler.api.IpBlock;
import org.gaoler.core.fake.FakeNames;
import org.gaoler.core.fake.MovableClock;
import org.gaoler.testkit.Eventually;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ResolverTest {

  private static final Duration SOON = Duration.ofSeconds(8);
  private static final Duration NEVER = Duration.ofHours(1);

  private final FakeNames names = new FakeNames();
  private final MovableClock clock = new MovableClock(Instant.parse("2026-01-02T03:04:05Z"));
  private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1);
  private final List<Answer> answers = Collections.synchronizedList(new ArrayList<>());
  private Resolver resolver = resolver(NEVER);

  private Resolver resolver(Duration limit) {
    return new Resolver(names, clock, timer, limit);
  }

  @AfterEach
  void close() {
    names.releaseAll();
    resolver.close();
    timer.shutdownNow();
  }

  private void ask(String name) {
    resolver.ask(new HostName(name), answers::add);
  }

  private void awaitAnswers(int count) {
    Eventually.await(
        () -> count + " answers, but there are " + answers, SOON, () -> answers.size() == count);
  }

  private void awaitAsked(int count) {
    Eventually.await(
        () -> count + " lookups, but there are " + names.asked(),
        SOON,
        () -> names.asked().size() == count);
  }

  @Test
  void addressesOfBothFamiliesAreTold() {
    names.host("example.com", "192.0.2.1", "2001:db8::1");
    ask("example.com");
    awaitAnswers(1);

    assertThat(answers.get(0).addresses())
        .containsExactly(
            IpBlock.parse("192.0.2.1").orElseThrow(), IpBlock.parse("2001:db8::1").orElseThrow());
    assertThat(resolver.known(new HostName("example.com"))).contains(answers.get(0));
  }

  @Test
  void answersAndThatThereIsNoneServeFiveMinutes() {
    names.host("example.com", "192.0.2.1");
    ask("example.com");
    ask("gone.example.com");
    awaitAnswers(2);
    clock.move(Duration.ofSeconds(299));
    ask("example.com");
    ask("gone.example.com");
    awaitAnswers(4);
    assertThat(names.asked()).hasSize(2);
    clock.move(Duration.ofSeconds(1));

    assertThat(resolver.known(new HostName("example.com"))).isEmpty();
    ask("example.com");
    awaitAnswers(5);
    assertThat(names.asked()).hasSize(3);
  }

  @Test
  void ofMoreThanAThousandNamesTheOneUnusedForLongestIsForgotten() {
    for (int i = 0; i < 1000; i++) {
      ask("host" + i + ".example.com");
      awaitAnswers(i + 1);
    }
    assertThat(resolver.known(new HostName("host0.example.com"))).isPresent();
    ask("one.more.example.com");
    awaitAnswers(1001);

    assertThat(resolver.known(new HostName("host0.example.com"))).isPresent();
    assertThat(resolver.known(new HostName("host1.example.com"))).isEmpty();
  }

  @Test
  void allWhoWantOneNameShareOneLookup() {
    names.hold("example.com");
    names.host("example.com", "192.0.2.1");
    for (int i = 0; i < 50; i++) {
      ask("example.com");
    }
    awaitAsked(1);
    ask("example.com");
    names.release("example.com");
    awaitAnswers(51);

    assertThat(names.asked()).containsExactly("example.com");
    assertThat(answers).allMatch(answer -> answer.addresses().size() == 1);
  }

  @Test
  void noMoreThanFourAreLookedUpAtOnceAndOthersFollow() {
    for (int i = 0; i < 10; i++) {
      names.hold("host" + i + ".example.com");
    }
    for (int i = 0; i < 10; i++) {
      ask("host" + i + ".example.com");
    }
    awaitAsked(4);
    names.releaseAll();
    awaitAnswers(10);

    assertThat(names.mostAtOnce()).isEqualTo(4);
    assertThat(names.asked()).hasSize(10).doesNotHaveDuplicates();
  }

  @Test
  void slowLookupIsGivenUpAndItsLateAnswerServesTheNext() {
    resolver = resolver(Duration.ofMillis(50));
    names.hold("slow.example.com");
    names.host("slow.example.com", "192.0.2.1");
    ask("slow.example.com");
    awaitAnswers(1);
    assertThat(answers.get(0).addresses()).isEmpty();
    assertThat(answers.get(0).trouble()).isEqualTo("no answer within 50 ms");
    names.release("slow.example.com");

    Eventually.await(
        "the late answer is known",
        SOON,
        () ->
            resolver
                .known(new HostName("slow.example.com"))
                .filter(answer -> answer.addresses().size() == 1)
                .isPresent());
    assertThat(answers).hasSize(1);
  }

  @Test
  void lookupsThatHangKeepTheirPlacesAmongTheFour() {
    resolver = resolver(Duration.ofMillis(20));
    for (int i = 0; i < 4; i++) {
      names.hold("hangs" + i + ".example.com");
      ask("hangs" + i + ".example.com");
    }
    awaitAnswers(4);
    names.host("example.com", "192.0.2.1");
    ask("example.com");
    assertThat(names.asked()).hasSize(4);
    names.release("hangs2.example.com");
    awaitAnswers(5);

    assertThat(answers.get(4).addresses()).hasSize(1);
    assertThat(names.mostAtOnce()).isEqualTo(4);
  }

  @Test
  void overTheBoundTheLongestWaitIsDropped() {
    for (int i = 0; i < 4; i++) {
      names.hold("held" + i + ".example.com");
      ask("held" + i + ".example.com");
    }
    awaitAsked(4);
    for (int i = 4; i < Resolver.MOST_WAITING; i++) {
      ask("host" + i + ".example.com");
    }
    assertThat(answers).isEmpty();
    for (int i = 0; i < 10; i++) {
      ask("last" + i + ".example.com");
    }
    awaitAnswers(10);

    assertThat(answers).allMatch(Answer::dropped);
    assertThat(resolver.dropped()).isEqualTo(10);
    names.releaseAll();
    awaitAnswers(Resolver.MOST_WAITING + 10);
    assertThat(answers).filteredOn(Answer::dropped).hasSize(10);
    // those whose only wait was dropped before their turn are not asked for at all
    assertThat(names.asked()).hasSize(Resolver.MOST_WAITING + 4);
  }

  @Test
  void lookupThatBreaksIsAnAnswerToo() {
    resolver =
        new Resolver(
            name -> {
              throw new IllegalStateException("broken");
            },
            clock,
            timer,
            NEVER);
    ask("example.com");
    awaitAnswers(1);

    assertThat(answers.get(0).trouble()).contains("broken");
  }

  @Test
  void withNothingToLookUpThereIsNoThread() {
    Eventually.await("those of other tests have ended", SOON, () -> threads() == 0);
    ask("example.com");
    awaitAnswers(1);

    Eventually.await("all threads have ended", SOON.plusSeconds(10), () -> threads() == 0);
    ask("gone.example.com");
    awaitAnswers(2);
  }

  private static long threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("gaoler-names"))
        .count();
  }

  @Test
  void closedResolverTellsNobody() {
    names.hold("example.com");
    ask("example.com");
    awaitAsked(1);
    resolver.close();
    names.releaseAll();
    ask("gone.example.com");

    assertThat(answers).isEmpty();
  }
}
