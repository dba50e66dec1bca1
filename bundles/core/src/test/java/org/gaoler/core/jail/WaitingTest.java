package org.gaoler.core.jail;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.gaoler.api.Ban;
import org.gaoler.api.BanStore;
import org.gaoler.api.Offender;
import org.gaoler.api.SourceChange;
import org.gaoler.api.operate.JailStatus;
import org.gaoler.api.operate.JailStatus.State;
import org.gaoler.core.fake.FakeBackend;
import org.gaoler.core.fake.FakeFilter;
import org.gaoler.core.fake.Scene;
import org.gaoler.core.settings.SettingsReader;
import org.gaoler.testkit.Eventually;
import org.gaoler.testkit.FakeEnforcerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WaitingTest {

  private static final Offender CARL = Offender.parse("192.0.2.1");

  private final Scene scene = new Scene();

  @AfterEach
  void stop() {
    scene.close();
  }

  private JailStatus status() {
    return scene.status("sshd");
  }

  private String reasons() {
    return String.join("\n", status().reasons());
  }

  @Test
  void jailThatHasEverythingWatchesWithoutReasons() {
    scene.watching();

    assertThat(status().reasons()).isEmpty();
    assertThat(status().backend()).isEqualTo("fake");
    assertThat(status().sources())
        .singleElement()
        .extracting(JailStatus.Source::name, JailStatus.Source::condition)
        .containsExactly(Scene.LOG, "following");
    assertThat(status().actions())
        .containsExactly(
            new JailStatus.Action("fake", true, "in force", java.util.OptionalInt.empty()));
  }

  @Test
  void missingBackendIsNamedAndTheJailStartsByItselfWhenItArrives() {
    scene.parts.take("fake");
    scene.parts.bring("fake", scene.factory);
    scene.start();
    scene.backend.write(Scene.LOG, scene.failed("192.0.2.1"));
    scene.configure("sshd");
    scene.await("sshd", State.WAITING);
    assertThat(reasons()).contains("backend = fake: waits for bundle org.gaoler.backend.fake");

    scene.parts.bring("fake", scene.backend);
    scene.partsChanged();

    scene.await("sshd", State.WATCHING);
    scene.fail("192.0.2.1", 2);
    scene.awaitBan("192.0.2.1");
  }

  @Test
  void jailThatComesLaterSharesTheReadingOnceItHasCaughtUp() {
    scene.watching();
    scene.fail("192.0.2.1", 2);
    scene.configure("later");
    scene.await("later", State.WATCHING);
    Eventually.await("one reading", Scene.SOON, () -> scene.backend.feeds().size() == 1);
    scene.fail("192.0.2.1", 1);

    for (String jail : Set.of("sshd", "later")) {
      scene.factory.firewall(jail, "fake").awaitBan(CARL, Scene.SOON);
      assertThat(scene.status(jail).failures()).isEqualTo(3);
      assertThat(scene.status(jail).sources()).hasSize(1);
    }
    scene.gaol().delete("sshd");
    scene.gaol().warden().settled().join();
    scene.fail("2001:db8::1", 3);
    scene.factory.firewall("later", "fake").awaitBan(Offender.parse("2001:db8::1"), Scene.SOON);
  }

  @Test
  void missingFilterIsNamedAndTheJailStartsByItselfWhenItArrives() {
    scene.start();
    scene.backend.raw(Scene.LOG, "");
    scene.configure("web", "filter", "web");
    scene.await("web", State.WAITING);
    assertThat(scene.status("web").reasons().get(0))
        .endsWith("filter = web: waits for a filter of that name; there are sshd");

    scene.filters.offer("web", "Denied");
    scene.partsChanged();

    scene.await("web", State.WATCHING);
  }

  @Test
  void withoutTheFilterBundleJailsWaitAndCatchUp() {
    scene.watching();
    scene.fail("192.0.2.1", 2);
    scene.parts.takeFilters();
    scene.partsChanged();
    scene.await("sshd", State.WAITING);
    assertThat(reasons()).contains("waits for bundle org.gaoler.filter");
    scene.fail("192.0.2.1", 1);
    assertThat(status().banned()).isZero();

    scene.parts.bring(scene.filters);
    scene.partsChanged();

    scene.await("sshd", State.WATCHING);
    scene.awaitBan("192.0.2.1");
    assertThat(status().failures()).isEqualTo(3);
  }

  @Test
  void missingActionIsNamedAndTheJailGuardsAllTheSame() {
    scene.start();
    scene.backend.raw(Scene.LOG, "");
    scene.configure("sshd", "action", "late");
    scene.await("sshd", State.DEGRADED);
    assertThat(reasons())
        .endsWith(
            "action = late: waits for a bundle that offers it, such as org.gaoler.action.late;"
                + " there are fake");
    scene.fail("192.0.2.1", 3);
    assertThat(status().banned()).isEqualTo(1);

    scene.parts.bring("late", scene.factory);
    scene.partsChanged();

    scene.factory.firewall("sshd", "late").awaitBan(CARL, Scene.SOON);
    scene.await("sshd", State.WATCHING);
  }

  @Test
  void actionThatIsReplacedKeepsItsBans() {
    scene.watching();
    scene.fail("192.0.2.1", 3);
    scene.awaitBan("192.0.2.1");
    FakeEnforcerFactory successor = new FakeEnforcerFactory();
    successor.firewall("sshd", "fake").plant(new Ban(CARL, scene.firewall().until(CARL).get()));
    scene.parts.bring("fake", successor);
    scene.partsChanged();
    scene.await("sshd", State.WATCHING);

    assertThat(scene.firewall().until(CARL)).isPresent();
    assertThat(scene.factory.made().get(0).closed()).isEqualTo(1);
    assertThat(successor.firewall("sshd", "fake").batches()).isEmpty();
  }

  @Test
  void actionWhoseFileWasEditedIsMadeAnewAndKeepsItsBans() {
    scene.watching();
    scene.fail("192.0.2.1", 3);
    scene.awaitBan("192.0.2.1");
    scene.factory.made().get(0).outdate();
    scene.partsChanged();
    scene.await("sshd", State.WATCHING);

    assertThat(scene.factory.made()).hasSize(2);
    assertThat(scene.factory.made().get(0).closed()).isEqualTo(1);
    assertThat(scene.firewall().until(CARL)).isPresent();
    scene.partsChanged();
    assertThat(scene.factory.made()).hasSize(2);
  }

  @Test
  void failingActionIsToldWithItsReasonAndRecovers() {
    scene.watching();
    scene.firewall().refuse(any -> true);
    scene.fail("192.0.2.1", 3);
    scene.await("sshd", State.DEGRADED);
    assertThat(reasons()).endsWith("the fake firewall refused a batch of 1 bans");
    assertThat(status().actions().get(0).working()).isFalse();

    scene.firewall().refuse(any -> false);

    scene.awaitBan("192.0.2.1");
    scene.await("sshd", State.WATCHING);
  }

  @Test
  void wrongOptionOfAnActionIsToldAndTheOthersWork() {
    scene.parts.bring("other", new FakeEnforcerFactory(Set.of()));
    scene.start();
    scene.backend.raw(Scene.LOG, "");
    scene.configure("sshd", "action", "fake, other[port=webmin]");
    scene.await("sshd", State.DEGRADED);

    assertThat(reasons()).contains("other").contains("unknown option port = webmin");
    scene.fail("192.0.2.1", 3);
    scene.awaitBan("192.0.2.1");
  }

  @Test
  void jailWithoutActionSaysSo() {
    scene.start();
    scene.backend.raw(Scene.LOG, "");
    scene.configure("sshd", "action", "");
    scene.await("sshd", State.DEGRADED);

    assertThat(reasons()).contains("action is empty");
  }

  @Test
  void absentLogIsWaitedFor() {
    scene.start();
    scene.configure("sshd");
    scene.await("sshd", State.WAITING);
    Eventually.await(
        this::reasons, Scene.SOON, () -> reasons().contains(Scene.LOG + ": is not there"));

    scene.fail("192.0.2.1", 3);

    scene.await("sshd", State.WATCHING);
    scene.awaitBan("192.0.2.1");
  }

  @Test
  void unreadableLogIsToldWithTheReason() {
    scene.watching();
    scene.backend.change(
        new SourceChange(Scene.LOG, SourceChange.Kind.UNREADABLE, "permission denied"));
    scene.await("sshd", State.WAITING);

    assertThat(reasons()).isEqualTo(Scene.LOG + ": permission denied");
  }

  @Test
  void oneLostLogOfTwoDegrades() {
    scene.start();
    scene.backend.raw(Scene.LOG, "");
    scene.backend.raw("/var/log/second.log", "");
    scene.configure("sshd", "logpath", Scene.LOG + " /var/log/second.log");
    scene.await("sshd", State.WATCHING);
    scene.backend.change(new SourceChange("/var/log/second.log", SourceChange.Kind.ABSENT, ""));

    scene.await("sshd", State.DEGRADED);
    assertThat(reasons()).isEqualTo("/var/log/second.log: is not there");
    scene.fail("192.0.2.1", 3);
    scene.awaitBan("192.0.2.1");
  }

  @Test
  void refusalToFollowIsTold() {
    scene.backend.refuse("journalctl is not there");
    scene.start();
    scene.configure("sshd");
    scene.await("sshd", State.WAITING);

    assertThat(reasons()).contains("journalctl is not there");
  }

  @Test
  void logThatIsNamedTwiceIsCountedOnce() {
    scene.watching("logpath", Scene.LOG + "\n" + Scene.LOG);
    scene.fail("192.0.2.1", 2);

    assertThat(status().failures()).isEqualTo(2);
  }

  @Test
  void autoTakesAnExistingLogElseTheJournalElseTheLogToCome() {
    scene.start();
    scene.parts.bring("polling", scene.backend);
    scene.configure("sshd", "backend", "auto", "logpath", "/nonexistent/gaoler.log");
    assertThat(status().backend())
        .isEqualTo("polling (auto: no log file exists yet, and no journal)");

    FakeBackend journal = new FakeBackend();
    scene.parts.bring("journal", journal);
    scene.partsChanged();
    assertThat(status().backend()).isEqualTo("journal (auto: no log file exists)");
    assertThat(journal.feeds())
        .singleElement()
        .satisfies(feed -> assertThat(feed.spec().journalMatch()).isEqualTo("_COMM=sshd"));

    scene.configure("sshd", "backend", "auto", "logpath", "/proc/versio[n]");
    assertThat(status().backend()).isEqualTo("polling (auto: /proc/versio[n] exists)");
    scene.close();
    journal.close();
  }

  @Test
  void wrongEditKeepsTheLastGoodConfiguration() {
    scene.watching();
    scene.fail("192.0.2.1", 2);
    scene.configure("sshd", "maxretry", "0", "bantime", "10q");
    scene.await("sshd", State.DEGRADED);
    assertThat(reasons()).contains("maxretry = 0 is wrong").contains("bantime = 10q is wrong");
    scene.fail("192.0.2.1", 1);
    scene.awaitBan("192.0.2.1");

    scene.configure("sshd", "maxretry", "5");
    scene.await("sshd", State.WATCHING);
    assertThat(status().settings()).contains(new JailStatus.Setting("maxretry", "5", "jail sshd"));
  }

  @Test
  void configurationThatWasNeverRightStopsThatJailAlone() {
    scene.watching();
    scene.configure("web", "maxretry", "0");
    scene.await("web", State.STOPPED);

    assertThat(scene.status("web").reasons().get(0)).contains("maxretry = 0 is wrong");
    assertThat(status().state()).isEqualTo(State.WATCHING);
  }

  @Test
  void editIsTakenUpOnTheRunningJailWithItsCounts() {
    scene.watching("maxretry", "5");
    scene.fail("192.0.2.1", 3);
    scene.configure("sshd", "maxretry", "4");
    scene.fail("192.0.2.1", 1);

    scene.awaitBan("192.0.2.1");
    assertThat(scene.backend.feeds()).hasSize(1);
    assertThat(scene.factory.made()).hasSize(1);
  }

  @Test
  void editedFilterIsTakenUpWithTheCounts() {
    scene.watching();
    scene.fail("192.0.2.1", 2);
    FakeFilter edited = scene.filters.offer("sshd", "Denied");
    scene.partsChanged();
    scene.fail("192.0.2.1", 1);
    assertThat(status().banned()).isZero();
    scene.backend.write(Scene.LOG, scene.failed("192.0.2.1").replace("Failed", "Denied"));

    scene.awaitBan("192.0.2.1");
    assertThat(edited.restored()).containsExactly("2");
  }

  @Test
  void filterThatIsEditedWronglyStaysAsItWas() {
    scene.watching();
    scene.filters.breakFilter("sshd", "sshd.conf:7: unbalanced bracket");
    scene.partsChanged();
    scene.await("sshd", State.DEGRADED);
    assertThat(reasons())
        .isEqualTo("sshd.conf:7: unbalanced bracket; the filter as it was before stays in force");
    scene.fail("192.0.2.1", 2);
    scene.backend.idle();

    FakeFilter mended = scene.filters.offer("sshd", "Failed");
    scene.partsChanged();
    scene.await("sshd", State.WATCHING);
    scene.fail("192.0.2.1", 1);
    scene.awaitBan("192.0.2.1");
    assertThat(mended.restored()).containsExactly("2");
    assertThat(scene.backend.feeds()).hasSize(1);
  }

  @Test
  void filterThatWasWrongFromTheStartIsTakenUpOnceMended() {
    scene.start();
    scene.filters.breakFilter("sshd", "sshd.conf line 7 column 3: a bracket too many");
    scene.backend.raw(Scene.LOG, "");
    scene.configure("sshd");
    scene.await("sshd", State.WAITING);
    assertThat(reasons()).startsWith("sshd.conf line 7 column 3: a bracket too many");
    scene.fail("2001:db8::1", 3);

    scene.filters.offer("sshd", "Failed");
    scene.partsChanged();
    scene.awaitBan("2001:db8::1");
  }

  @Test
  void jailThatHasJustBeenConfiguredIsNotSaidToBeSwitchedOff() {
    scene.start();
    scene.gaol().configure("sshd", SettingsReader.read("sshd", Map.of("filter", "sshd")));
    Jail jail = scene.gaol().remembered().get(0);

    assertThat(Condition.of(jail, Optional.empty()).reasons()).doesNotContain("enabled = false");
  }

  @Test
  void disabledJailStopsAndGoesOnWhereItWas() {
    scene.watching();
    scene.fail("192.0.2.1", 2);
    scene.configure("sshd", "enabled", "false");
    scene.await("sshd", State.STOPPED);
    assertThat(reasons()).isEqualTo("enabled = false");
    scene.fail("192.0.2.1", 1);
    scene.configure("sshd");

    scene.await("sshd", State.WATCHING);
    scene.awaitBan("192.0.2.1");
    assertThat(status().failures()).isEqualTo(3);
  }

  @Test
  void rulesOfADeletedJailAreRemoved() {
    scene.start();
    scene.backend.raw(Scene.LOG, "");
    try (Gaol hasty =
        new Gaol(
            scene.store, scene.parts, scene.clock, false, scene.names, Duration.ZERO, () -> {})) {
      Map<String, String> jail =
          Map.of("filter", "sshd", "backend", "fake", "logpath", Scene.LOG, "action", "fake");
      hasty.configure("sshd", SettingsReader.read("sshd", jail));
      Eventually.await("the recipe is stored", Scene.SOON, () -> recipes() == 1);
      hasty.delete("sshd");

      Eventually.await("the recipe was run", Scene.SOON, () -> recipes() == 0);
    }
  }

  @Test
  void rulesOfAJailThatIsNoLongerConfiguredAreRemovedAfterARestart() {
    scene.watching();
    Eventually.await("the recipe is stored", Scene.SOON, () -> recipes() == 1);
    scene.gaol().close();
    try (Gaol hasty =
        new Gaol(
            scene.store, scene.parts, scene.clock, false, scene.names, Duration.ZERO, () -> {})) {
      assertThat(hasty.warden().jails()).isEmpty();

      Eventually.await("the recipe was run", Scene.SOON, () -> recipes() == 0);
    }
  }

  private int recipes() {
    return scene.store.entries(BanStore.Opened.class).size();
  }

  @Test
  void deletedJailIsGoneAndItsEnforcerLetGo() {
    scene.watching();
    scene.gaol().delete("sshd");
    scene.gaol().warden().settled().join();

    assertThat(scene.desk().jails(false)).isEmpty();
    assertThat(scene.backend.feeds()).isEmpty();
    Eventually.await(
        "the enforcer is closed", Scene.SOON, () -> scene.factory.made().get(0).closed() == 1);
  }
}
