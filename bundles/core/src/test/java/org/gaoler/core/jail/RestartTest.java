package org.gaoler.core.jail;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.gaoler.api.Ban;
import org.gaoler.api.BanStore;
import org.gaoler.api.Fault;
import org.gaoler.api.Offender;
import org.gaoler.api.Position;
import org.gaoler.api.operate.JailStatus.State;
import org.gaoler.core.fake.Scene;
import org.gaoler.testkit.Eventually;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RestartTest {

  private static final Offender CARL = Offender.parse("192.0.2.1");

  private final Scene scene = new Scene();

  @AfterEach
  void stop() {
    scene.close();
  }

  private void restart() {
    scene.start();
    scene.configure("sshd");
    scene.await("sshd", State.WATCHING);
  }

  private int counted(String address) {
    return scene.desk().why(Offender.parse(address)).get(0).marks().size();
  }

  @ParameterizedTest
  @ValueSource(strings = {"192.0.2.1", "2001:db8::1"})
  void killedGaolGoesOnWithTheSameCounts(String address) {
    scene.watching();
    scene.fail(address, 2);
    scene.stored();
    scene.kill();
    restart();

    assertThat(counted(address)).isEqualTo(2);
    scene.fail(address, 1);
    scene.awaitBan(address);
  }

  @ParameterizedTest
  @ValueSource(strings = {"192.0.2.1", "2001:db8::1"})
  void banAfterARestartKnowsTheLinesBeforeIt(String address) {
    scene.watching();
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      lines.add(scene.failed(address));
      if (i == 2) {
        scene.stored();
        scene.kill();
        restart();
        assertThat(scene.desk().why(Offender.parse(address)).get(0).marks())
            .extracting(BanStore.Mark::line)
            .isEqualTo(lines.subList(0, 2));
      }
      scene.fail(address, 1);
      scene.clock.move(Duration.ofSeconds(1));
    }
    scene.awaitBan(address);

    Eventually.await(
        "the lines are known",
        Duration.ofSeconds(5),
        () -> scene.gaol().docket().all().get(0).lines().equals(lines));
  }

  @ParameterizedTest
  @ValueSource(strings = {"192.0.2.1", "2001:db8::1"})
  void banIsStoredWithTheFailureThatDecidedItThoughItsLinesAreStillBeingRead(String address) {
    scene.watching();
    scene.fail(address, 2);
    scene.stored();
    scene.kill();
    restart();
    scene.store.reads.hold();
    scene.fail(address, 1);
    scene.awaitBan(address);
    Eventually.await(
        "the ban is stored",
        Duration.ofSeconds(5),
        () -> !scene.store.entries(BanStore.Imposed.class).isEmpty());
    scene.store.reads.release();
    scene.kill();
    restart();

    assertThat(scene.gaol().docket().all()).hasSize(1);
    Eventually.await(
        "its failures are forgotten",
        Duration.ofSeconds(5),
        () -> scene.store.entries(BanStore.Window.class).isEmpty());
    assertThat(scene.gaol().docket().all().get(0).lines()).hasSize(3).doesNotContain("");
  }

  @Test
  void sentenceWhoseFailuresAreStillStoredIsConcludedAtTheNextStart() throws Fault {
    scene.watching();
    scene.fail("192.0.2.1", 2);
    scene.stored();
    List<BanStore.Entry> counted = List.copyOf(scene.store.entries(BanStore.Window.class));
    scene.fail("192.0.2.1", 1);
    scene.awaitBan("192.0.2.1");
    scene.stored();
    scene.kill();
    scene.store.commit(counted);
    restart();

    Eventually.await(
        "its failures are forgotten",
        Duration.ofSeconds(5),
        () -> scene.store.entries(BanStore.Window.class).isEmpty());
    assertThat(scene.gaol().docket().all()).hasSize(1);
    assertThat(counted("192.0.2.1")).isZero();
  }

  /** Everybody's limit is reached while somebody is being asked; then the process is killed. */
  private void killWhileAsked(Optional<String> answer, String... addresses) {
    CountDownLatch asked = new CountDownLatch(1);
    scene.parts.bring(
        (jail, offender) -> {
          Eventually.await("the answer", Scene.SOON, () -> asked.getCount() == 0);
          return answer;
        });
    scene.watching();
    for (String address : addresses) {
      scene.fail(address, 3);
    }
    scene.stored();
    scene.kill();
    assertThat(scene.store.entries(BanStore.Imposed.class)).isEmpty();
    asked.countDown();
    restart();
  }

  private void awaitNoHearing() {
    Eventually.await(
        "nothing is remembered of hearings",
        Scene.SOON,
        () ->
            scene.store.entries(BanStore.Memory.class).stream()
                .noneMatch(memory -> memory.source().startsWith("hearing#")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"192.0.2.1", "2001:db8::1"})
  void linesBeforeARestartAreKnownHoweverSlowlyTheStoreAnswers(String address) {
    scene.watching();
    scene.fail(address, 2);
    scene.stored();
    scene.kill();
    restart();
    scene.store.reads.hold();
    scene.fail(address, 1);
    scene.awaitBan(address);
    long end = System.nanoTime() + Duration.ofSeconds(1).toNanos();
    Eventually.await("a second", Scene.SOON, () -> System.nanoTime() > end);
    scene.store.reads.release();

    Eventually.await(
        "all lines", Scene.SOON, () -> !scene.gaol().docket().all().get(0).lines().contains(""));
    Eventually.await(
        "its failures are forgotten",
        Scene.SOON,
        () -> scene.store.entries(BanStore.Window.class).isEmpty());
  }

  @ParameterizedTest
  @ValueSource(strings = {"192.0.2.1", "2001:db8::1"})
  void whoeverWasBeingAskedAboutIsBannedAfterTheRestart(String address) {
    killWhileAsked(Optional.empty(), address);

    scene.awaitBan(address);
    awaitNoHearing();
    Eventually.await(
        "its failures are forgotten",
        Scene.SOON,
        () -> scene.store.entries(BanStore.Window.class).isEmpty());
    assertThat(scene.gaol().docket().all().get(0).lines()).hasSize(3).doesNotContain("");
  }

  @Test
  void whoeverWasBeingAskedAboutIsLetOffAfterTheRestartIfThereIsAReason() {
    killWhileAsked(Optional.of("a friend"), "192.0.2.1", "2001:db8::1");

    awaitNoHearing();
    assertThat(scene.gaol().docket().all()).isEmpty();
    assertThat(counted("192.0.2.1")).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"192.0.2.1", "2001:db8::1"})
  void failuresWhileSomebodyIsAskedAreKeptWhenHeIsLetOff(String address) {
    CountDownLatch answer = new CountDownLatch(1);
    scene.parts.bring(
        (jail, offender) -> {
          Eventually.await("the answer", Scene.SOON, () -> answer.getCount() == 0);
          return Optional.of("a friend");
        });
    scene.watching();
    scene.fail(address, 5);
    scene.stored();
    answer.countDown();
    awaitNoHearing();
    assertThat(counted(address)).isEqualTo(2);
    scene.kill();
    restart();

    assertThat(counted(address)).isEqualTo(2);
    assertThat(scene.gaol().docket().all()).isEmpty();
  }

  @Test
  void whoeverWasBeingAskedAboutIsCountedOnIfTheLimitIsHigherNow() throws Fault {
    scene.watching();
    scene.fail("192.0.2.1", 2);
    scene.stored();
    scene.kill();
    scene.store.commit(List.of(new BanStore.Memory("sshd", "hearing#192.0.2.1", "begun")));
    restart();

    awaitNoHearing();
    assertThat(counted("192.0.2.1")).isEqualTo(2);
    scene.fail("192.0.2.1", 1);
    scene.awaitBan("192.0.2.1");
  }

  @Test
  void banIsPassedWithoutEarlierLinesIfTheStoreDoesNotAnswer() {
    scene.watching();
    scene.fail("192.0.2.1", 2);
    scene.stored();
    scene.kill();
    restart();
    scene.store.commits.hold();
    scene.fail("192.0.2.1", 1);
    scene.awaitBan("192.0.2.1");

    assertThat(scene.gaol().docket().all().get(0).lines()).hasSize(3).startsWith("", "");
    scene.store.commits.release();
  }

  @Test
  void everyFailureIsCountedExactlyOnceWhereverTheKillFalls() {
    scene.watching("maxretry", "1000");
    for (int round = 0; round < 8; round++) {
      scene.fail("192.0.2.1", 3);
      if (round % 2 == 0) {
        scene.stored();
      }
      scene.fail("192.0.2.1", round % 3);
      scene.kill();
      scene.fail("192.0.2.1", 1);
      scene.start();
      scene.configure("sshd", "maxretry", "1000");
      scene.await("sshd", State.WATCHING);
      assertThat(counted("192.0.2.1")).as("after kill %d", round).isEqualTo(written(round));
    }
  }

  /** Each log is on a lane of its own, but what led to a ban must not count again. */
  @Test
  void failuresInManyLogsThatLedToABanAreForgottenWithIt() {
    List<String> logs = IntStream.range(0, 8).mapToObj(i -> "/var/log/" + i + ".log").toList();
    logs.forEach(log -> scene.backend.raw(log, ""));
    String[] settings = {"maxretry", "8", "logpath", String.join(" ", logs)};
    scene.watching(settings);
    for (int i = 1; i <= 20; i++) {
      String address = "192.0.2." + i;
      logs.forEach(log -> scene.backend.write(log, scene.failed(address)));
      scene.awaitBan(address);
    }
    scene.stored();
    scene.kill();
    scene.start();
    scene.configure("sshd", settings);
    scene.await("sshd", State.WATCHING);

    assertThat(IntStream.rangeClosed(1, 20).map(i -> counted("192.0.2." + i))).containsOnly(0);
  }

  private static int written(int lastRound) {
    int lines = 0;
    for (int round = 0; round <= lastRound; round++) {
      lines += 3 + round % 3 + 1;
    }
    return lines;
  }

  @Test
  void bansAreRestoredWithTheirEndAndTheirEvidence() {
    scene.watching();
    scene.fail("192.0.2.1", 3);
    scene.awaitBan("192.0.2.1");
    scene.stored();
    var before = scene.gaol().docket().all();
    scene.kill();
    scene.clock.move(Duration.ofSeconds(60));
    scene.firewall().flush();
    restart();

    assertThat(scene.gaol().docket().all()).isEqualTo(before);
    scene.awaitBan("192.0.2.1");
    assertThat(scene.firewall().until(CARL)).contains(before.get(0).until());
  }

  @Test
  void banThatEndedMeanwhileIsForgotten() {
    scene.watching();
    scene.fail("192.0.2.1", 3);
    scene.awaitBan("192.0.2.1");
    scene.stored();
    scene.kill();
    scene.clock.move(Duration.ofSeconds(601));
    restart();

    scene.firewall().awaitNoBan(CARL, Scene.SOON);
    assertThat(scene.gaol().docket().all()).isEmpty();
    Eventually.await(
        "the store forgets it too",
        Scene.SOON,
        () -> scene.store.entries(BanStore.Imposed.class).isEmpty());
  }

  @Test
  void banWhoseCommitWasLostIsNeverLifted() {
    scene.watching();
    scene.stored();
    scene.kill();
    scene.backend.write(
        Scene.LOG, scene.failed("192.0.2.1"), scene.failed("192.0.2.1"), scene.failed("192.0.2.1"));
    scene.firewall().plant(new Ban(CARL, scene.clock.instant().plusSeconds(600)));
    scene
        .firewall()
        .plant(new Ban(Offender.parse("2001:db8::9"), scene.clock.instant().plusSeconds(600)));
    scene.backend.reluctant();
    restart();
    assertThat(scene.firewall().inForce()).hasSize(2);
    scene.backend.catchUp();

    scene.firewall().awaitNoBan(Offender.parse("2001:db8::9"), Scene.SOON);
    assertThat(scene.firewall().batches()).allMatch(batch -> !batch.unbans().contains(CARL));
    assertThat(scene.firewall().until(CARL)).isPresent();
  }

  @Test
  void recogniserGetsItsMemoryBack() {
    scene.watching();
    scene.fail("192.0.2.1", 2);
    scene.stored();
    scene.kill();
    restart();
    scene.fail("192.0.2.2", 1);

    assertThat(scene.filter.restored()).containsExactly("2");
  }

  @Test
  void orderlyStopKeepsThePositionOfLinesWithoutEffect() {
    scene.watching();
    scene.backend.write(Scene.LOG, "all is well", "Failed to be a failure");
    long end = "all is well\nFailed to be a failure\n".length();
    scene.gaol().close();

    assertThat(scene.store.entries(BanStore.Read.class))
        .containsExactly(new BanStore.Read("sshd", Scene.LOG, new Position("fake", end)));
    assertThat(scene.factory.made().get(0).closed()).isEqualTo(1);
  }

  @Test
  void stoppingLeavesEveryBanInForce() {
    scene.watching();
    scene.fail("192.0.2.1", 3);
    scene.awaitBan("192.0.2.1");
    scene.gaol().close();

    assertThat(scene.firewall().until(CARL)).isPresent();
    assertThat(scene.store.entries(BanStore.Imposed.class)).hasSize(1);
  }

  @Test
  void unbanForgivesOldLinesInAReplayButNotNewOnes() throws Exception {
    scene.watching();
    String old = scene.failed("192.0.2.1");
    scene.fail("192.0.2.1", 3);
    scene.awaitBan("192.0.2.1");
    scene.clock.move(Duration.ofSeconds(5));
    scene.desk().unban(Optional.of(CARL), Optional.empty());
    scene.firewall().awaitNoBan(CARL, Scene.SOON);
    scene.stored();
    scene.kill();
    scene.backend.write(Scene.LOG, old, old, old);
    restart();

    assertThat(counted("192.0.2.1")).isZero();
    assertThat(scene.gaol().docket().all()).isEmpty();
    scene.fail("192.0.2.1", 3);
    scene.awaitBan("192.0.2.1");
  }

  @Test
  void unbanDoesNotForgiveNewLiveLines() throws Exception {
    scene.watching();
    scene.fail("2001:db8::1", 3);
    scene.awaitBan("2001:db8::1");
    scene.desk().unban(Optional.empty(), Optional.empty());
    scene.firewall().awaitNoBan(Offender.parse("2001:db8::1"), Scene.SOON);
    scene.fail("2001:db8::1", 3);

    scene.awaitBan("2001:db8::1");
  }

  @Test
  void storeThatCannotBeReadDoesNotKeepJailsFromGuarding() {
    scene.store.loads.refuse("the file is not a database");
    scene.watching();
    scene.fail("192.0.2.1", 3);

    scene.awaitBan("192.0.2.1");
  }

  @Test
  void storeThatRefusesIsToldAndBansGoOn() {
    scene.watching();
    scene.store.commits.refuse("no space left on device");
    scene.fail("192.0.2.1", 3);
    scene.awaitBan("192.0.2.1");

    scene.await("sshd", State.DEGRADED);
    assertThat(scene.status("sshd").reasons().get(0))
        .isEqualTo("bans are not stored: no space left on device");
    scene.store.commits.accept();
  }
}
