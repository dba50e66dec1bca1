package org.gaoler.core.jail;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.gaoler.api.Ban;
import org.gaoler.api.BanStore;
import org.gaoler.api.Offender;
import org.gaoler.api.Sentence;
import org.gaoler.api.TimeSpan;
import org.gaoler.api.operate.JailStatus.State;
import org.gaoler.core.fake.Scene;
import org.gaoler.testkit.Eventually;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bans that a firewall holds and nobody remembers. */
class AdoptionTest {

  private static final Offender CARL = Offender.parse("192.0.2.1");
  private static final Offender NET = Offender.parse("2001:db8::/64");

  private final Scene scene = new Scene();

  @AfterEach
  void stop() {
    scene.close();
  }

  private void plant(Offender offender) {
    scene.firewall().plant(new Ban(offender, scene.clock.instant().plusSeconds(300)));
  }

  private List<Sentence> sentences() {
    return scene.gaol().docket().all();
  }

  @Test
  void lostStoreMakesSentencesOfWhatTheFirewallHolds() {
    plant(CARL);
    plant(NET);
    scene.firewall().plant(new Ban(Offender.parse("192.0.2.2"), TimeSpan.FOREVER));
    scene.watching();

    assertThat(sentences()).hasSize(3);
    assertThat(sentences()).extracting(Sentence::origin).containsOnly(Sentence.Origin.ADOPTED);
    assertThat(sentences())
        .filteredOn(each -> !each.permanent())
        .extracting(Sentence::until)
        .containsOnly(scene.clock.instant().plusSeconds(300));
    assertThat(scene.firewall().batches()).isEmpty();
    assertThat(scene.status("sshd").bannedTotal()).isZero();
    Eventually.await(
        "it is stored", Scene.SOON, () -> scene.store.entries(BanStore.Imposed.class).size() == 3);
  }

  @Test
  void adoptedSentenceEndsByHand() throws Exception {
    plant(NET);
    scene.watching();
    scene.desk().unban(Optional.of(NET), Optional.empty());

    scene.firewall().awaitNoBan(NET, Scene.SOON);
    assertThat(sentences()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"192.0.2.1", "2001:db8::1"})
  void intactStoreHasStrangersRemovedOnceTheLogsAreReplayed(String stranger) {
    scene.watching();
    scene.fail("192.0.2.7", 3);
    scene.awaitBan("192.0.2.7");
    scene.stored();
    scene.kill();
    plant(Offender.parse(stranger));
    scene.start();
    scene.configure("sshd");

    scene.firewall().awaitNoBan(Offender.parse(stranger), Scene.SOON);
    assertThat(sentences()).hasSize(1);
  }

  @Test
  void whatTurnsUpLaterIsNotAdopted() {
    scene.watching();
    plant(CARL);
    scene.firewall().ring();

    scene.firewall().awaitNoBan(CARL, Scene.SOON);
    assertThat(sentences()).isEmpty();
  }

  @Test
  void actionThatIsMadeAnewAdoptsNobody() {
    plant(CARL);
    scene.watching();
    scene.firewall().plant(new Ban(NET, TimeSpan.FOREVER));
    scene.parts.take("fake");
    scene.partsChanged();
    scene.parts.bring("fake", scene.backend);
    scene.parts.bring("fake", scene.factory);
    scene.partsChanged();

    scene.firewall().awaitNoBan(NET, Scene.SOON);
    assertThat(sentences()).extracting(Sentence::offender).containsExactly(CARL);
  }

  @Test
  void nextStartKnowsTheAdopted() {
    plant(CARL);
    scene.watching();
    scene.stored();
    scene.kill();
    scene.firewall().flush();
    scene.start();
    scene.configure("sshd");

    scene.awaitBan(CARL.toString());
    assertThat(sentences()).extracting(Sentence::origin).containsOnly(Sentence.Origin.ADOPTED);
  }

  @Test
  void storeThatCannotBeReadIsLostToo() {
    plant(CARL);
    scene.store.loads.refuse("the file is not a database");
    scene.watching();

    assertThat(sentences()).extracting(Sentence::offender).containsExactly(CARL);
  }

  @ParameterizedTest
  @ValueSource(strings = {"192.0.2.1", "2001:db8::1"})
  void unbanThatWasNeverAppliedIsAppliedAfterAKillBeforeTheLogsAreReplayed(String address)
      throws Exception {
    Offender carl = Offender.parse(address);
    scene.watching();
    scene.fail(address, 3);
    scene.awaitBan(address);
    scene.firewall().applies.refuse("the lock is held");
    scene.desk().unban(Optional.of(carl), Optional.empty());
    scene.stored();
    scene.kill();
    scene.firewall().applies.accept();
    assertThat(scene.firewall().until(carl)).isPresent();
    scene.backend.reluctant();
    scene.start();
    scene.configure("sshd");

    scene.firewall().awaitNoBan(carl, Scene.SOON);
    assertThat(scene.gaol().docket().all()).isEmpty();
  }

  @Test
  void unbanThatWasNeverAppliedIsAppliedAfterAnOrderlyRestart() throws Exception {
    scene.watching();
    scene.fail("192.0.2.1", 3);
    scene.awaitBan("192.0.2.1");
    scene.firewall().refuseUnban(any -> true);
    scene.desk().unban(Optional.of(CARL), Optional.empty());
    scene.gaol().close();
    scene.firewall().refuseUnban(any -> false);
    scene.backend.reluctant();
    scene.start();
    scene.configure("sshd");

    scene.firewall().awaitNoBan(CARL, Scene.SOON);
  }

  @Test
  void unbanOutlastsAFailureInOneLife() throws Exception {
    scene.watching();
    scene.fail("192.0.2.1", 3);
    scene.awaitBan("192.0.2.1");
    scene.firewall().refuseUnban(any -> true);
    scene.desk().unban(Optional.of(CARL), Optional.empty());
    scene.await("sshd", State.DEGRADED);
    scene.firewall().refuseUnban(any -> false);

    scene.firewall().awaitNoBan(CARL, Scene.SOON);
    scene.await("sshd", State.WATCHING);
  }

  @Test
  void intactTablesAreNotTouchedByARestart() {
    scene.watching("bantime", "1d");
    for (int i = 1; i < 100; i++) {
      scene.fail("192.0.2." + i, 3);
    }
    scene.awaitBan("192.0.2.99");
    scene.stored();
    scene.kill();
    int before = scene.firewall().batches().size();
    scene.start();
    scene.configure("sshd", "bantime", "1d");
    scene.await("sshd", State.WATCHING);
    scene.fail("2001:db8::1", 3);
    scene.awaitBan("2001:db8::1");

    assertThat(scene.firewall().batches()).hasSize(before + 1);
    assertThat(scene.firewall().inForce()).hasSize(100);
  }

  @Test
  void driftIsToldInTheStatus() {
    scene.watching();
    scene.fail("192.0.2.1", 3);
    scene.awaitBan("192.0.2.1");
    scene.firewall().flush();
    scene.firewall().ring();
    Eventually.await(
        "it is told", Scene.SOON, () -> scene.status("sshd").actions().get(0).repairs() == 1);

    var action = scene.status("sshd").actions().get(0);
    assertThat(action.repaired()).isEqualTo(1);
    assertThat(action.lastRepair()).contains(scene.clock.instant());
    assertThat(action.working()).isTrue();
  }

  @Test
  void whatTheKernelMistimedWhileTheMachineSleptIsSetRight() throws Exception {
    scene.watching("bantime", "1d");
    scene.fail("192.0.2.1", 3);
    scene.awaitBan("192.0.2.1");
    var until = scene.firewall().until(CARL).get();
    scene.clock.move(Duration.ofHours(1));
    scene.firewall().plant(new Ban(CARL, until.plusSeconds(3600)));
    scene.desk().ban("sshd", NET, Optional.of(new TimeSpan(1)), "wakes the timer");

    Eventually.await(
        "its end is right",
        Scene.SOON,
        () -> scene.firewall().until(CARL).equals(Optional.of(until)));
  }

  @Test
  void flushRemovesWhatActionsMadeAndLeavesTheSentencesForTheNextStart() {
    scene.watching();
    scene.fail("192.0.2.1", 3);
    scene.awaitBan("192.0.2.1");
    List<String> failed = scene.gaol().flush();
    scene.gaol().close();

    assertThat(failed).isEmpty();
    assertThat(scene.factory.made()).allMatch(enforcer -> enforcer.closed() == 1);
    assertThat(scene.store.entries(BanStore.Opened.class)).isEmpty();
    assertThat(scene.store.entries(BanStore.Imposed.class)).hasSize(1);
    scene.firewall().flush();
    scene.start();
    scene.configure("sshd");
    scene.awaitBan("192.0.2.1");
  }
}
