package org.gaoler.core.notice;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import org.gaoler.api.BanStore.Owed;
import org.gaoler.api.Notice;
import org.gaoler.core.docket.Enforcement.Health;
import org.gaoler.testkit.Eventually;
import org.junit.jupiter.api.Test;

class NoticesTest extends NoticeStand {

  @Test
  void nothingIsMadeWhereNobodyWantsToHear() throws Exception {
    start();
    assertThat(notices.of(Notice.Kind.BAN, sentence())).isSameAs(List.of());
    outside.want(Notice.Kind.BAN);
    serve("mail");
    assertThat(notices.of(Notice.Kind.UNBAN, sentence())).isSameAs(List.of());
  }

  @Test
  void isToldOnlyAfterTheCommitAndThenForgotten() throws Exception {
    startAndServe();
    store.commits.hold();
    ban(1);
    Eventually.await("the store is asked", SOON, () -> store.commits.waiting() == 1);
    assertThat(outside.attempts()).isEmpty();
    assertThat(courier.waiting()).isEqualTo(1);
    store.commits.release();

    awaitTold(1);
    awaitEmptyStore();
    assertThat(courier.waiting()).isZero();
  }

  @Test
  void orderIsThatOfWhatHappened() throws Exception {
    startAndServe();
    outside.tells.hold();
    for (int i = 0; i < 50; i++) {
      ban(1);
    }
    stored();
    List<String> owed = owed();
    outside.tells.release();

    awaitTold(50);
    assertThat(told()).isEqualTo(owed);
  }

  @Test
  void batchesHoldAThousandAtMost() throws Exception {
    startAndServe();
    outside.tells.hold();
    ban(2500);
    stored();
    outside.tells.release();

    awaitTold(2500);
    assertThat(outside.batches()).allMatch(batch -> batch.size() <= 1000);
    assertThat(outside.batches()).hasSizeLessThanOrEqualTo(4);
  }

  @Test
  void serverDownForFiveMinutesAndKilledMeanwhileEverythingIsToldUnderTheSameId() throws Exception {
    startAndServe();
    outside.tells.refuse("connection refused by 192.0.2.25");
    ban(20);
    stored();
    List<String> owed = owed();
    passMinutes(2);
    kill();

    startAndServe();
    ban(5);
    stored();
    passMinutes(3);
    assertThat(outside.batches()).isEmpty();
    assertThat(owed()).hasSize(25).startsWith(owed.toArray(String[]::new));
    outside.tells.accept();
    passUntilTold(25);

    assertThat(new HashSet<>(told())).hasSize(25).containsAll(owed);
    awaitEmptyStore();
  }

  private void passUntilTold(int count) {
    Eventually.await(
        () -> count + " are told, not " + told().size(),
        SOON,
        () -> {
          time.pass(Duration.ofMinutes(1));
          return told().size() == count;
        });
  }

  private void passMinutes(int minutes) {
    for (int i = 0; i < minutes * 60; i++) {
      time.pass(Duration.ofSeconds(1));
    }
  }

  @Test
  void killAfterTheTellingRepeatsItUnderTheSameId() throws Exception {
    startAndServe();
    ban(1);
    stored();
    awaitTold(1);
    awaitEmptyStore();
    outside.replies.hold();
    ban(1);
    awaitTold(2);
    kill();
    outside.replies.release();
    startAndServe();

    awaitTold(3);
    assertThat(told().get(2)).isEqualTo(told().get(1)).isNotEqualTo(told().get(0));
    assertThat(outside.told().get(2)).isEqualTo(outside.told().get(1));
  }

  @Test
  void lostAnswerRepeatsAtOnceUnderTheSameId() throws Exception {
    startAndServe();
    outside.replies.refuse(1, "no answer");
    ban(3);

    awaitTold(6);
    assertThat(told().subList(3, 6)).isEqualTo(told().subList(0, 3));
    awaitHealth(Health.Kind.WORKING);
  }

  @Test
  void whatFailsIsTriedAtOnceThenAfterGrowingPausesOfFiveMinutesAtMost() throws Exception {
    startAndServe();
    outside.tells.refuse("connection refused by 192.0.2.25");
    ban(1);
    awaitAttempts(2);
    long seconds = 1;
    for (int attempt = 3; attempt < 14; attempt++) {
      awaitPause();
      time.pass(Duration.ofSeconds(seconds).minusNanos(1));
      assertThat(outside.attempts()).hasSize(attempt - 1);
      time.pass(Duration.ofNanos(1));
      awaitAttempts(attempt);
      seconds = Math.min(300, seconds * 2);
    }
    assertThat(courier.health())
        .isEqualTo(new Health(Health.Kind.FAILING, "connection refused by 192.0.2.25"));
  }

  @Test
  void newsDoNotShortenThePauseAndGoWithWhatWaits() throws Exception {
    startAndServe();
    outside.tells.refuse(2, "connection refused by 192.0.2.25");
    ban(1);
    awaitAttempts(2);
    awaitPause();
    ban(4);
    stored();
    assertThat(outside.attempts()).hasSize(2);
    time.pass(Duration.ofSeconds(1));

    awaitTold(5);
    assertThat(outside.batches()).hasSize(1);
  }

  @Test
  void burstOfAThousandBansMakesOneNoticeAtOnceAndOneDigest() throws Exception {
    outside.gather(Duration.ofHours(1));
    startAndServe();
    for (int i = 0; i < 1000; i++) {
      ban(1);
    }
    stored();
    awaitTold(1);
    assertThat(outside.batches()).hasSize(1);
    passUntilTold(1000);

    assertThat(outside.batches()).hasSizeLessThanOrEqualTo(2);
    assertThat(new HashSet<>(told())).hasSize(1000);
  }

  @Test
  void firstNoticeAfterAPauseIsNotHeldBack() throws Exception {
    outside.gather(Duration.ofHours(1));
    startAndServe();
    ban(1);
    awaitTold(1);
    Eventually.await("it is done", SOON, () -> courier.waiting() == 0);
    time.pass(Duration.ofHours(1));
    ban(1);

    awaitTold(2);
  }

  @Test
  void moreThanTenThousandWithoutAnybodyToTellThemLoseTheOldest() throws Exception {
    start();
    Outbox outbox = notices.open("sshd", "mail");
    ban(10_000);
    stored();
    List<String> first = owed();
    ban(50);
    stored();
    stored();

    assertThat(outbox.waiting()).isEqualTo(10_000);
    assertThat(outbox.dropped()).isEqualTo(50);
    assertThat(owed().size()).isEqualTo(10_000);
    assertThat(owed().subList(0, 9_950).equals(first.subList(50, 10_000))).isTrue();
    serve("mail");
    awaitTold(10_000);
    awaitEmptyStore();
  }

  @Test
  void storeThatRefusesIsNotBuriedUnderNotices() throws Exception {
    start();
    notices.open("sshd", "mail");
    store.commits.refuse("no space left on device");
    for (int i = 0; i < 20; i++) {
      ban(1000);
    }
    Eventually.await("it is told", SOON, () -> journal.trouble().isPresent());
    store.commits.accept();
    stored();
    stored();

    assertThat(owed().size()).isEqualTo(10_000);
    assertThat(store.history().stream().mapToInt(List::size).max().getAsInt()).isLessThan(12_000);
  }

  @Test
  void whatWaitsForAnAbsentBundleIsToldWhenItComesAndOnlyTheKindsItWants() throws Exception {
    start();
    notices.open("sshd", "mail");
    ban(2);
    journal.append(notices.of(Notice.Kind.UNBAN, sentence()));
    stored();
    assertThat(owed()).hasSize(3);
    outside.want(Notice.Kind.BAN);
    serve("mail");

    awaitTold(2);
    awaitEmptyStore();
    assertThat(outside.told(Notice.Kind.UNBAN)).isEmpty();
  }

  @Test
  void otherOptionsInheritWhatWaits() throws Exception {
    startAndServe();
    outside.tells.refuse("connection refused by 192.0.2.25");
    ban(3);
    stored();
    List<String> owed = owed();
    awaitAttempts(2);
    courier.leave();
    notices.open("sshd", "mail[dest=\"root\"]");
    notices.retain("sshd", List.of("mail[dest=\"root\"]"));
    stored();

    assertThat(owed()).isEqualTo(owed);
    assertThat(store.entries(Owed.class)).allMatch(e -> e.action().equals("mail[dest=\"root\"]"));
    outside.tells.accept();
    serve("mail[dest=\"root\"]");
    awaitTold(3);
    assertThat(told()).isEqualTo(owed);
  }

  @Test
  void whatWaitsForAnActionNoLongerConfiguredIsDropped() throws Exception {
    start();
    notices.open("sshd", "mail");
    notices.open("sshd", "webhook");
    ban(3);
    stored();
    notices.retain("sshd", List.of("webhook"));
    stored();

    assertThat(store.entries(Owed.class)).hasSize(3).allMatch(e -> e.action().equals("webhook"));
    notices.retain("sshd", List.of());
    awaitEmptyStore();
  }

  @Test
  void whatWaitsForAJailNoLongerConfiguredIsDropped() throws Exception {
    start();
    notices.open("sshd", "mail");
    ban(3);
    stored();
    notices.retainJails(List.of("sshd", "web"));
    stored();
    assertThat(owed()).hasSize(3);
    notices.retainJails(List.of("web"));

    awaitEmptyStore();
  }

  @Test
  void commitThatComesAfterItsActionHasGoneIsForgotten() throws Exception {
    start();
    notices.open("sshd", "mail");
    store.commits.hold();
    ban(1);
    Eventually.await("the store is asked", SOON, () -> store.commits.waiting() == 1);
    notices.retain("sshd", List.of());
    store.commits.release();
    stored();

    awaitEmptyStore();
  }

  @Test
  void hangingCallIsInterruptedAndToldAgain() throws Exception {
    limit = Duration.ofMillis(50);
    startAndServe();
    outside.tells.hold();
    ban(1);
    awaitHealth(Health.Kind.FAILING);
    assertThat(courier.health().text()).contains("action mail of jail sshd", "did not answer");
    outside.tells.release();
    time.pass(Duration.ofMinutes(5));

    awaitTold(1);
    awaitHealth(Health.Kind.WORKING);
    assertThat(courier.quarantined()).isFalse();
  }

  @Test
  void callThatIgnoresTheInterruptIsGivenUpAndWhatItHadToTellWaitsForTheNext() throws Exception {
    limit = Duration.ofMillis(50);
    startAndServe();
    outside.tells.holdWhateverHappens();
    ban(1);
    Eventually.await("it is given up", SOON, courier::quarantined);
    awaitHealth(Health.Kind.FAILING);
    assertThat(courier.health().text()).contains("could not be interrupted", "configured anew");
    assertThat(owed()).hasSize(1);
    courier.leave();
    outside.tells.release();
    Eventually.await("it lets go", SOON, () -> outside.made().get(0).closed() == 1);
    serve("mail");

    awaitTold(1);
    awaitEmptyStore();
  }

  @Test
  void notifierThatBreaksIsAFaultLikeOthers() throws Exception {
    start();
    courier =
        notices.begin(
            new org.gaoler.api.Notifier() {
              @Override
              public void tell(List<Notice> told) {
                throw new IllegalStateException("a notifier that breaks");
              }

              @Override
              public void close() {
                throw new IllegalStateException("a notifier that breaks when closed");
              }
            },
            notices.open("sshd", "broken"),
            changes::incrementAndGet);
    ban(1);

    awaitHealth(Health.Kind.FAILING);
    assertThat(courier.health().text()).contains("broken of jail sshd broke", "that breaks");
    assertThat(changes).hasPositiveValue();
  }

  @Test
  void lastWordsAreSaidInAPauseToo() throws Exception {
    startAndServe();
    outside.tells.refuse(2, "connection refused by 192.0.2.25");
    ban(1);
    awaitAttempts(2);
    awaitPause();
    notices.stopped("sshd", List.of(courier), false);
    notices.await(List.of(courier), System.nanoTime() + SOON.toNanos());

    assertThat(outside.told())
        .extracting(Notice::kind)
        .containsExactly(Notice.Kind.BAN, Notice.Kind.STOP);
    assertThat(outside.made().get(0).closed()).isEqualTo(1);
  }

  @Test
  void lastWordsThatFailAreNotSaidTwiceAndWhatWaitsIsKept() throws Exception {
    startAndServe();
    outside.tells.refuse("connection refused by 192.0.2.25");
    ban(1);
    stored();
    awaitAttempts(2);
    awaitPause();
    notices.stopped("sshd", List.of(courier), false);
    notices.await(List.of(courier), System.nanoTime() + SOON.toNanos());

    assertThat(outside.attempts()).hasSize(3);
    assertThat(owed()).hasSize(1);
    assertThat(courier.waiting()).as("the end of a jail is no news later").isEqualTo(1);
  }

  @Test
  void stoppingDoesNotWaitLongForACallThatHangs() throws Exception {
    startAndServe();
    outside.tells.hold();
    ban(1);
    awaitAttempts(1);
    notices.stopped("sshd", List.of(courier), false);
    notices.await(List.of(courier), System.nanoTime());

    Eventually.await("it lets go", SOON, () -> outside.made().get(0).closed() == 1);
    assertThat(outside.attempts()).hasSize(1);
    assertThat(owed()).hasSize(1);
  }

  @Test
  void jailThatIsTakenAwayTellsWhatWaitsAndKeepsNothing() throws Exception {
    startAndServe();
    outside.tells.refuse("connection refused by 192.0.2.25");
    ban(2);
    notices.open("sshd", "webhook");
    ban(2);
    stored();
    notices.stopped("sshd", List.of(courier), true);

    awaitEmptyStore();
  }

  @Test
  void noThreadIsThereUntilThereIsSomethingToTell() throws Exception {
    start();
    serve("lazy");
    assertThat(threads()).isZero();
    outside.tells.hold();
    ban(1);
    awaitAttempts(1);
    assertThat(threads()).isEqualTo(1);
  }

  private static long threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("gaoler-notify-sshd-lazy"))
        .count();
  }
}
