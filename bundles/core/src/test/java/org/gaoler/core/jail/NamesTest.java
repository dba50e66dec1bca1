package org.gaoler.core.jail;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.gaoler.api.BanStore;
import org.gaoler.api.Failure.Lookup;
import org.gaoler.api.Offender;
import org.gaoler.api.Token;
import org.gaoler.api.operate.JailStatus.State;
import org.gaoler.core.fake.Scene;
import org.gaoler.testkit.Eventually;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Failures whose offender is only a host's name. */
class NamesTest {

  private static final String HOST = "host.example.com";

  private final Scene scene = new Scene();

  @BeforeEach
  void lookUp() {
    scene.filter.lookUp(Lookup.TOLD);
  }

  @AfterEach
  void stop() {
    scene.close();
  }

  private int counted(String address) {
    return scene.desk().why(Offender.parse(address)).get(0).marks().size();
  }

  private void awaitCounted(String address, int count) {
    Eventually.await(
        () -> count + " failures of " + address + ", but " + counted(address) + " count",
        Scene.SOON,
        () -> counted(address) == count);
  }

  private int waiting() {
    return scene.gaol().warden().jails().get("sshd").counts().namesWaiting();
  }

  private void awaitNobodyWaits() {
    Eventually.await(() -> waiting() + " names wait", Scene.SOON, () -> waiting() == 0);
  }

  private List<BanStore.Memory> stored() {
    scene.stored();
    return scene.store.entries(BanStore.Memory.class).stream().filter(Inquiries::concerns).toList();
  }

  @Test
  void everyAddressOfANameIsAnOffenderOfItsOwn() {
    scene.names.host(HOST, "192.0.2.1", "2001:db8::1");
    scene.watching();
    scene.fail(HOST, 3);

    scene.awaitBan("192.0.2.1");
    scene.awaitBan("2001:db8::1");
    assertThat(scene.gaol().docket().all()).hasSize(2);
    assertThat(scene.gaol().docket().all().get(0).lines()).containsOnly(scene.failed(HOST));
    assertThat(scene.names.asked()).containsExactly(HOST);
  }

  @Test
  void failureCountsAtTheTimeOfItsLine() {
    scene.names.hold(HOST);
    scene.names.host(HOST, "192.0.2.1");
    scene.watching();
    java.time.Instant then = scene.clock.instant();
    scene.fail(HOST, 1);
    scene.clock.move(Duration.ofMinutes(5));
    scene.names.release(HOST);
    awaitCounted("192.0.2.1", 1);

    assertThat(scene.desk().why(Offender.parse("192.0.2.1")).get(0).marks().get(0).when())
        .isEqualTo(then);
  }

  @Test
  void nameThatIsNotAnsweredDelaysNothingElse() {
    scene.names.hold(HOST);
    scene.watching();
    scene.backend.write(
        Scene.LOG,
        scene.failed(HOST),
        scene.failed("192.0.2.7"),
        scene.failed(HOST),
        scene.failed("192.0.2.7"),
        scene.failed("192.0.2.7"));

    scene.awaitBan("192.0.2.7");
    assertThat(scene.status("sshd").namesWaiting()).isEqualTo(2);
    assertThat(scene.desk().why(new Token("HOST.example.com")).get(0).marks()).hasSize(2);
  }

  @Test
  void knownNameIsCountedWithItsLine() {
    scene.names.host(HOST, "192.0.2.1");
    scene.watching("maxretry", "100");
    scene.fail(HOST, 1);
    awaitCounted("192.0.2.1", 1);
    scene.fail(HOST, 5);

    assertThat(counted("192.0.2.1")).isEqualTo(6);
    assertThat(waiting()).isZero();
  }

  @Test
  void nameWithoutAddressCountsForNobody() {
    scene.watching();
    scene.fail("gone.example.com", 5);
    awaitNobodyWaits();

    assertThat(scene.gaol().docket().all()).isEmpty();
    assertThat(scene.status("sshd").failures()).isZero();
    assertThat(stored()).isEmpty();
  }

  @Test
  void whatIsNoNameIsNeverLookedUp() {
    scene.watching();
    for (String text : List.of("1.2.3", "0x7f.1", "192.030.0.6", "a\u001bb", "x".repeat(300))) {
      scene.fail(text, 3);
    }

    assertThat(waiting()).isZero();
    assertThat(scene.names.asked()).isEmpty();
    assertThat(scene.gaol().docket().all()).isEmpty();
  }

  @Test
  void identitiesThatNobodyWantsLookedUpAreBannedAsTheyAre() {
    scene.filter.lookUp(Lookup.NONE);
    scene.watching();
    scene.fail(HOST, 3);

    assertThat(scene.gaol().docket().all())
        .singleElement()
        .satisfies(sentence -> assertThat(sentence.offender()).isEqualTo(new Token(HOST)));
    assertThat(scene.names.asked()).isEmpty();
  }

  @Test
  void nobodyIsMadeToBanThisMachineOrEverybodyByAName() {
    scene.names.host(HOST, "127.0.0.1", "::1", "0.0.0.0", "224.0.0.1", "ff02::1", "192.0.2.1");
    scene.watching("ignoreself", "false");
    scene.fail(HOST, 3);
    scene.awaitBan("192.0.2.1");

    assertThat(scene.gaol().docket().all()).hasSize(1);
  }

  @Test
  void ignoredAddressOfANameIsLetOff() {
    scene.names.host(HOST, "192.0.2.1", "192.0.2.77");
    scene.watching("ignoreip", "192.0.2.1/32");
    scene.fail(HOST, 3);
    scene.awaitBan("192.0.2.77");

    assertThat(scene.gaol().docket().all()).hasSize(1);
  }

  @Test
  void whatWaitsSurvivesAKillAndIsCountedOnce() {
    scene.names.hold(HOST);
    scene.names.host(HOST, "192.0.2.1", "2001:db8::1");
    scene.watching("maxretry", "100");
    scene.fail(HOST, 2);
    assertThat(stored()).hasSize(2);
    scene.kill();
    scene.names.release(HOST);
    restart();
    awaitCounted("192.0.2.1", 2);
    awaitCounted("2001:db8::1", 2);

    assertThat(stored()).isEmpty();
    scene.kill();
    restart();
    assertThat(counted("192.0.2.1")).isEqualTo(2);
    scene.fail(HOST, 1);
    awaitCounted("192.0.2.1", 3);
  }

  @Test
  void userAndWeightSurviveAKill() {
    scene.names.hold(HOST);
    scene.names.host(HOST, "192.0.2.1");
    scene.watching("maxretry", "5");
    scene.backend.write(Scene.LOG, scene.failed(HOST).replace("Failed", "Failed x4"));
    scene.stored();
    scene.kill();
    scene.names.release(HOST);
    scene.start();
    scene.configure("sshd", "maxretry", "5");
    awaitCounted("192.0.2.1", 1);
    scene.fail("192.0.2.1", 1);

    scene.awaitBan("192.0.2.1");
  }

  @Test
  void everyFailureOfANameIsCountedExactlyOnceWhereverTheKillFalls() {
    scene.names.host(HOST, "192.0.2.1");
    scene.watching("maxretry", "10000");
    int written = 0;
    for (int round = 0; round < 24; round++) {
      if (round % 3 == 0) {
        scene.names.hold(HOST);
      }
      scene.fail(HOST, 3);
      if (round % 2 == 0) {
        scene.stored();
      }
      scene.names.release(HOST);
      scene.fail(HOST, round % 4);
      scene.kill();
      scene.fail(HOST, 1);
      written += 3 + round % 4 + 1;
      restart();
      awaitCounted("192.0.2.1", written);
      awaitNobodyWaits();
      if (round % 5 == 0) {
        scene.stored();
      }
    }
    assertThat(stored()).isEmpty();
  }

  private void restart() {
    scene.start();
    scene.configure("sshd", "maxretry", "10000");
    scene.await("sshd", State.WATCHING);
  }

  @Test
  void answerThatComesWhileTheJailIsOffWaitsForIt() {
    scene.names.hold(HOST);
    scene.names.host(HOST, "192.0.2.1");
    scene.watching("maxretry", "100");
    scene.fail(HOST, 1);
    scene.configure("sshd", "enabled", "false");
    scene.await("sshd", State.STOPPED);
    scene.names.release(HOST);
    assertThat(waiting()).isEqualTo(1);
    scene.configure("sshd", "maxretry", "100");

    awaitCounted("192.0.2.1", 1);
    assertThat(waiting()).isZero();
  }

  @Test
  void unbanForgivesWhatWaits() throws Exception {
    scene.names.hold(HOST);
    scene.names.host(HOST, "192.0.2.1");
    scene.watching();
    scene.fail(HOST, 3);
    scene.desk().unban(Optional.of(Offender.parse("192.0.2.1")), Optional.empty());
    scene.names.release(HOST);
    awaitNobodyWaits();

    assertThat(scene.gaol().docket().all()).isEmpty();
  }

  @Test
  void failuresDroppedForWantOfRoomLeaveTheStoreAndAreToldByTheDoctor() {
    for (int i = 0; i < 4; i++) {
      scene.names.hold("held" + i + ".example.com");
    }
    scene.watching();
    assertThat(scene.desk().doctor()).isEmpty();
    for (int i = 0; i < 4; i++) {
      scene.fail("held" + i + ".example.com", 1);
    }
    Eventually.await("4 are asked for", Scene.SOON, () -> scene.names.asked().size() == 4);
    String[] lines = new String[2006];
    for (int i = 0; i < lines.length; i++) {
      lines[i] = scene.failed("host" + i + ".example.com");
    }
    scene.backend.write(Scene.LOG, lines);

    Eventually.await(() -> waiting() + " wait", Scene.SOON, () -> waiting() == 2000);
    assertThat(stored()).hasSize(2000);
    assertThat(scene.desk().doctor())
        .singleElement()
        .satisfies(
            finding ->
                assertThat(finding.what()).matches("(10|[6-9]) failures were not counted.*"));
    scene.names.releaseAll();
    awaitNobodyWaits();
    assertThat(stored()).isEmpty();
  }

  @Test
  void whatTheStoreSaysWronglyHarmsNothing() throws Exception {
    scene.store.commit(
        List.of(
            new BanStore.Memory("sshd", "names#7", "nonsense"),
            new BanStore.Memory("sshd", "names#", "nonsense")));
    scene.names.host(HOST, "192.0.2.1");
    scene.watching();
    scene.fail(HOST, 3);

    scene.awaitBan("192.0.2.1");
  }
}
