package org.gaoler.core.jail;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.gaoler.api.Offender;
import org.gaoler.api.Sentence;
import org.gaoler.api.operate.Event;
import org.gaoler.core.fake.Scene;
import org.gaoler.testkit.Eventually;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GaolTest {

  private final Scene scene = new Scene();

  @AfterEach
  void stop() {
    scene.close();
  }

  private long failures() {
    return scene.status("sshd").failures();
  }

  private int banned() {
    return scene.status("sshd").banned();
  }

  @ParameterizedTest
  @ValueSource(strings = {"192.0.2.1", "2001:db8::1"})
  void thirdFailureWithinFindTimeBans(String address) {
    scene.watching();
    scene.fail(address, 2);
    assertThat(banned()).isZero();
    scene.fail(address, 1);
    scene.awaitBan(address);

    Sentence sentence = scene.gaol().docket().all().get(0);
    assertThat(sentence.offender()).isEqualTo(Offender.parse(address));
    assertThat(sentence.from()).isEqualTo(scene.clock.instant());
    assertThat(sentence.until()).isEqualTo(scene.clock.instant().plusSeconds(600));
    assertThat(sentence.lines()).hasSize(3).containsOnly(scene.failed(address));
  }

  @Test
  void failuresOfDifferentOffendersAreCountedApart() {
    scene.watching();
    scene.fail("192.0.2.1", 2);
    scene.fail("192.0.2.2", 2);
    scene.fail("2001:db8::1", 2);

    assertThat(banned()).isZero();
    assertThat(scene.status("sshd").tracked()).isEqualTo(3);
  }

  @Test
  void failuresFurtherApartThanTheFindTimeDoNotBan() {
    scene.watching();
    for (int i = 0; i < 5; i++) {
      scene.fail("192.0.2.1", 1);
      scene.clock.move(Duration.ofSeconds(301));
    }
    assertThat(banned()).isZero();
  }

  @Test
  void weightCountsForSeveralFailures() {
    scene.watching();
    scene.backend.write(
        Scene.LOG, scene.clock.instant().getEpochSecond() + " Failed x3 for root from 192.0.2.1");

    scene.awaitBan("192.0.2.1");
  }

  @Test
  void networkIsBannedAsOneAndEvidenceKeepsTheAddresses() {
    scene.watching("prefix6", "64");
    scene.fail("2001:db8::1", 1);
    scene.fail("2001:db8::2", 1);
    scene.fail("2001:db8::3", 1);

    scene.awaitBan("2001:db8::/64");
    assertThat(scene.gaol().docket().all().get(0).lines().get(1)).contains("2001:db8::2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"192.0.2.77", "2001:db8:1::1"})
  void ignoredNetworkIsNeverCounted(String address) {
    scene.watching("ignoreip", "192.0.2.64/26 2001:db8:1::/48");
    scene.fail(address, 10);

    assertThat(banned()).isZero();
    assertThat(failures()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "::1"})
  void ownAddressIsNeverCountedUnlessAsked(String address) {
    scene.watching("ignoreself", "true");
    scene.fail(address, 5);
    assertThat(failures()).isZero();

    scene.configure("sshd", "ignoreself", "false");
    scene.fail(address, 3);
    scene.awaitBan(address);
  }

  @Test
  void ignoreRuleLetsOffAndOthersAreBanned() {
    scene.parts.bring(
        (jail, offender) ->
            offender.toString().equals("192.0.2.1")
                ? Optional.of("a friend of " + jail)
                : Optional.empty());
    scene.watching();
    scene.fail("192.0.2.1", 3);
    scene.fail("192.0.2.2", 3);

    scene.awaitBan("192.0.2.2");
    assertThat(banned()).isEqualTo(1);
  }

  @Test
  void hangingIgnoreRuleIsPassedOver() {
    CountDownLatch never = new CountDownLatch(1);
    CountDownLatch interrupted = new CountDownLatch(1);
    scene.parts.bring(
        (jail, offender) -> {
          try {
            never.await();
          } catch (InterruptedException late) {
            interrupted.countDown();
          }
          return Optional.of("too late");
        });
    scene.watching();
    scene.fail("192.0.2.1", 3);

    scene.awaitBan("192.0.2.1");
    Eventually.await("interrupted", Scene.SOON, () -> interrupted.getCount() == 0);
  }

  @Test
  void brokenIgnoreRuleIsPassedOver() {
    scene.parts.bring(
        (jail, offender) -> {
          throw new IllegalStateException("broken");
        });
    scene.watching();
    scene.fail("2001:db8::1", 3);

    scene.awaitBan("2001:db8::1");
  }

  @Test
  void whoeverIsBannedAlreadyIsNotCounted() {
    scene.watching();
    scene.fail("192.0.2.1", 10);

    assertThat(failures()).isEqualTo(3);
    assertThat(scene.status("sshd").bannedTotal()).isEqualTo(1);
    assertThat(scene.status("sshd").tracked()).isZero();
  }

  @Test
  void banEndsOnTimeAndIsLiftedInTheFirewall() {
    scene.watching("bantime", "1s");
    scene.fail("192.0.2.1", 3);
    scene.awaitBan("192.0.2.1");
    scene.clock.move(Duration.ofSeconds(2));

    scene.firewall().awaitNoBan(Offender.parse("192.0.2.1"), Scene.SOON);
    assertThat(banned()).isZero();
  }

  @Test
  void hostileLinesBanNobodyElse() {
    scene.watching();
    for (int i = 0; i < 3; i++) {
      scene.backend.write(
          Scene.LOG, scene.failed("198.51.100.9").replace("root", "root from 192.0.2.1\u001b[2J"));
    }
    scene.awaitBan("198.51.100.9");
    assertThat(banned()).isEqualTo(1);
  }

  @Test
  void evidenceIsCutToAThousandCharacters() {
    scene.watching();
    for (int i = 0; i < 3; i++) {
      scene.backend.write(
          Scene.LOG, scene.failed("192.0.2.1").replace("root", "r".repeat(100_000)));
    }
    scene.awaitBan("192.0.2.1");
    assertThat(scene.gaol().docket().all().get(0).lines()).allMatch(line -> line.length() == 1000);
  }

  @Test
  void sentenceTellsTheWeightOfItsFailuresAndTheAccountTried() {
    scene.watching();
    scene.fail("192.0.2.1", 1);
    scene.backend.write(
        Scene.LOG,
        scene.failed("192.0.2.1").replace("Failed", "Failed x2").replace("root", "toor"));
    scene.awaitBan("192.0.2.1");

    Sentence sentence = scene.gaol().docket().all().get(0);
    assertThat(sentence.failures()).isEqualTo(3);
    assertThat(sentence.fields()).isEqualTo(Map.of("user", "toor"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"192.0.2.1", "2001:db8::1"})
  void actionMayAskForTheSentenceThatLedToABan(String address) {
    scene.watching();
    scene.fail(address, 3);
    scene.awaitBan(address);

    var sentences = scene.factory.orders().get(0).sentences();
    assertThat(sentences.apply(Offender.parse(address)))
        .contains(scene.gaol().docket().all().get(0));
    assertThat(sentences.apply(Offender.parse("198.51.100.1"))).isEmpty();
  }

  @Test
  void lineFromTheFutureBansFromNowOn() {
    scene.watching();
    String line = scene.failed("192.0.2.1");
    scene.clock.move(Duration.ofHours(-1));
    scene.backend.write(Scene.LOG, line, line, line);

    scene.awaitBan("192.0.2.1");
    assertThat(scene.gaol().docket().all().get(0).until())
        .isEqualTo(scene.clock.instant().plusSeconds(600));
  }

  @Test
  void banThatWouldBeOverIsNotImposed() {
    scene.watching();
    String line = scene.failed("192.0.2.1");
    scene.clock.move(Duration.ofHours(1));
    scene.backend.write(Scene.LOG, line, line, line);

    assertThat(banned()).isZero();
    assertThat(scene.firewall().batches()).isEmpty();
  }

  @Test
  void severalJailsOnOneLogCountEachForItself() {
    scene.filters.offer("web", "Denied");
    scene.start();
    scene.backend.raw(Scene.LOG, "");
    scene.configure("sshd");
    scene.configure("web", "filter", "web", "maxretry", "1");
    scene.await("web", org.gaoler.api.operate.JailStatus.State.WATCHING);
    scene.backend.write(Scene.LOG, scene.failed("192.0.2.1").replace("Failed", "Denied"));
    scene.fail("2001:db8::1", 3);

    scene.factory.firewall("web", "fake").awaitBan(Offender.parse("192.0.2.1"), Scene.SOON);
    scene.awaitBan("2001:db8::1");
    assertThat(scene.firewall().inForce()).hasSize(1);
  }

  @Test
  void everythingThatHappensIsToldInOrderWithoutControlCharacters() throws Exception {
    scene.watching();
    List<Event> events = new CopyOnWriteArrayList<>();
    AutoCloseable listening =
        scene
            .gaol()
            .listen(
                event -> {
                  if (event.kind() != Event.Kind.STATE) {
                    events.add(event);
                  }
                  throw new IllegalStateException("a listener that breaks");
                });
    scene.backend.write(Scene.LOG, scene.failed("192.0.2.1").replace("root", "ro\u001bot"));
    scene.fail("192.0.2.1", 2);

    Eventually.await(() -> "all told: " + events, Scene.SOON, () -> events.size() == 4);
    assertThat(events)
        .extracting(Event::kind)
        .containsExactly(Event.Kind.FOUND, Event.Kind.FOUND, Event.Kind.FOUND, Event.Kind.BAN);
    assertThat(events.get(0).text()).isEqualTo("192.0.2.1 as ro?ot (1/3)");
    assertThat(events.get(3).text()).isEqualTo("192.0.2.1 for 10m (3 failures within 10m)");
    listening.close();
  }

  @Test
  void nothingIsAppliedInARehearsal() {
    scene.start();
    try (Gaol rehearsal = new Gaol(scene.store, scene.parts, scene.clock, true, () -> {})) {
      rehearsal.configure(
          "sshd",
          org.gaoler.core.settings.SettingsReader.read(
              "sshd",
              java.util.Map.of(
                  "backend", "fake", "logpath", Scene.LOG, "action", "fake", "maxretry", "1")));
      rehearsal.warden().settled().join();
      scene.backend.write(Scene.LOG, scene.failed("192.0.2.1"));

      assertThat(rehearsal.docket().count("sshd")).isEqualTo(1);
      assertThat(scene.firewall().batches()).isEmpty();
      assertThat(scene.factory.made()).allMatch(enforcer -> enforcer.opened() == 0);
    }
  }
}
