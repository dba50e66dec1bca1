package org.gaoler.core.jail;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gaoler.api.Ban;
import org.gaoler.api.BanStore;
import org.gaoler.api.BanStore.Owed;
import org.gaoler.api.BanStore.Told;
import org.gaoler.api.Fault;
import org.gaoler.api.Notice;
import org.gaoler.api.Notice.Kind;
import org.gaoler.api.Offender;
import org.gaoler.api.Sentence;
import org.gaoler.api.TimeSpan;
import org.gaoler.api.operate.BanOrder;
import org.gaoler.api.operate.JailStatus;
import org.gaoler.api.operate.JailStatus.State;
import org.gaoler.core.fake.Scene;
import org.gaoler.testkit.Eventually;
import org.gaoler.testkit.RecordingNotifierFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NotifyingTest {

  private static final Offender CARL = Offender.parse("192.0.2.1");
  private static final String[] BOTH = {"action", "fake, mail"};

  private final Scene scene = new Scene();
  private final RecordingNotifierFactory people = new RecordingNotifierFactory();

  @BeforeEach
  void install() {
    scene.parts.bring("mail", people);
  }

  @AfterEach
  void stop() {
    people.tells.release();
    people.replies.release();
    scene.close();
  }

  private void restart() {
    scene.start();
    scene.configure("sshd", BOTH);
    scene.await("sshd", State.WATCHING);
  }

  private List<Kind> kinds() {
    return people.told().stream().map(Notice::kind).toList();
  }

  private JailStatus.Action mail() {
    return scene.status("sshd").actions().get(1);
  }

  private void awaitNothingOwed() {
    Eventually.await(
        "nothing is owed", Scene.SOON, () -> scene.store.entries(Owed.class).isEmpty());
  }

  @ParameterizedTest
  @ValueSource(strings = {"192.0.2.1", "2001:db8::1"})
  void startBanAndUnbanAreToldWithTheSentence(String address) throws Exception {
    scene.watching(BOTH);
    people.await(Kind.START, 1, Scene.SOON);
    scene.fail(address, 3);
    people.await(Kind.BAN, 1, Scene.SOON);
    Sentence sentence = scene.gaol().docket().all().get(0);
    scene.desk().unban(Optional.empty(), Optional.empty());
    people.await(Kind.UNBAN, 1, Scene.SOON);

    assertThat(kinds()).containsExactly(Kind.START, Kind.BAN, Kind.UNBAN);
    assertThat(people.told()).allMatch(notice -> notice.jail().equals("sshd"));
    assertThat(people.told().subList(1, 3))
        .extracting(Notice::sentence)
        .containsOnly(Optional.of(sentence));
    assertThat(sentence.fields()).isEqualTo(Map.of("user", "root"));
    assertThat(people.told().stream().map(Notice::id).distinct()).hasSize(3);
    awaitNothingOwed();
  }

  @Test
  void endOfASentenceIsToldInItsTime() {
    scene.watching("action", "fake, mail", "bantime", "1s");
    scene.fail("192.0.2.1", 3);
    people.await(Kind.BAN, 1, Scene.SOON);
    scene.clock.move(Duration.ofSeconds(2));

    people.await(Kind.UNBAN, 1, Scene.SOON);
    assertThat(people.told(Kind.UNBAN).get(0).when()).isEqualTo(scene.clock.instant());
  }

  @Test
  void jailWithoutNotifierKeepsAndTellsNothing() {
    scene.watching();
    scene.fail("192.0.2.1", 3);
    scene.awaitBan("192.0.2.1");
    scene.stored();

    assertThat(scene.store.history())
        .allSatisfy(
            commit -> assertThat(commit).noneMatch(e -> e instanceof Owed || e instanceof Told));
    assertThat(people.made()).isEmpty();
  }

  @Test
  void noticeIsCommittedTogetherWithItsBan() {
    scene.watching(BOTH);
    people.tells.refuse("connection refused");
    scene.fail("192.0.2.1", 3);
    scene.awaitBan("192.0.2.1");
    scene.stored();

    assertThat(scene.store.history())
        .filteredOn(commit -> commit.stream().anyMatch(Owed.class::isInstance))
        .hasSize(1)
        .allMatch(commit -> commit.stream().anyMatch(BanStore.Imposed.class::isInstance));
  }

  @Test
  void restoredBansAreNeverTold() {
    scene.watching(BOTH);
    scene.fail("192.0.2.1", 3);
    people.await(Kind.BAN, 1, Scene.SOON);
    awaitNothingOwed();
    scene.kill();
    restart();
    people.await(Kind.START, 2, Scene.SOON);
    scene.fail("192.0.2.2", 3);
    people.await(Kind.BAN, 2, Scene.SOON);

    assertThat(people.told(Kind.BAN))
        .extracting(notice -> notice.sentence().get().offender())
        .containsExactly(CARL, Offender.parse("192.0.2.2"));
  }

  /** Part of its lines was in the store alone when it was decided; they were still being read. */
  @ParameterizedTest
  @ValueSource(strings = {"192.0.2.1", "2001:db8::1"})
  void banIsToldThoughAKillCameBetweenItAndItsLines(String address) throws Fault {
    scene.watching(BOTH);
    scene.fail(address, 2);
    scene.stored();
    scene.kill();
    Instant now = scene.clock.instant();
    scene.store.commit(
        List.of(
            new BanStore.Imposed(
                new Sentence(
                    "sshd",
                    Offender.parse(address),
                    now,
                    now.plusSeconds(600),
                    Sentence.Origin.LOG,
                    "3 failures within 10m",
                    List.of("", "", scene.failed(address))))));
    restart();

    people.await(Kind.BAN, 1, Scene.SOON);
    Eventually.await(
        "its failures are forgotten",
        Scene.SOON,
        () -> scene.store.entries(BanStore.Window.class).isEmpty());
    assertThat(people.told(Kind.BAN)).hasSize(1);
  }

  @Test
  void banThatCouldNotBeToldBeforeAKillIsToldAfterItUnderItsId() {
    scene.watching(BOTH);
    people.tells.refuse("connection refused by 192.0.2.25");
    scene.fail("192.0.2.1", 3);
    scene.awaitBan("192.0.2.1");
    scene.stored();
    Notice owed = scene.store.entries(Owed.class).get(0).notice();
    scene.kill();
    scene.clock.move(Duration.ofHours(1));
    people.tells.accept();
    restart();

    people.await(Kind.UNBAN, 1, Scene.SOON);
    assertThat(people.told(Kind.BAN)).contains(owed);
    assertThat(people.told(Kind.BAN).stream().map(Notice::id).distinct()).hasSize(1);
    assertThat(people.told(Kind.UNBAN).get(0).sentence()).isEqualTo(owed.sentence());
    awaitNothingOwed();
  }

  @Test
  void firewallNeverWaitsForANotifierThatHangs() {
    scene.watching(BOTH);
    people.tells.holdWhateverHappens();
    scene.fail("192.0.2.1", 3);
    scene.awaitBan("192.0.2.1");
    Eventually.await("it hangs", Scene.SOON, () -> people.tells.waiting() == 1);
    scene.fail("2001:db8::1", 3);
    scene.awaitBan("2001:db8::1");

    assertThat(people.told(Kind.BAN)).isEmpty();
    assertThat(mail().waiting().getAsInt()).isPositive();
    people.tells.release();
    people.await(Kind.BAN, 2, Scene.SOON);
  }

  @Test
  void faultDegradesTheJailWithItsTextUntilAllIsWell() {
    scene.watching(BOTH);
    people.await(Kind.START, 1, Scene.SOON);
    people.tells.refuse("cannot tell mail.example.com: connection refused; is it running?");
    scene.fail("192.0.2.1", 3);
    scene.await("sshd", State.DEGRADED);

    assertThat(scene.status("sshd").reasons())
        .containsExactly(
            "action mail: cannot tell mail.example.com: connection refused; is it running?");
    assertThat(mail().working()).isFalse();
    assertThat(scene.status("sshd").actions().get(0).working()).isTrue();
    people.tells.accept();
    scene.await("sshd", State.WATCHING);
    people.await(Kind.BAN, 1, Scene.SOON);
    assertThat(mail().condition()).isEqualTo("at work");
  }

  @Test
  void statusTellsWhatWaitsOfThoseThatTellAlone() {
    scene.watching(BOTH);
    people.await(Kind.START, 1, Scene.SOON);
    Eventually.await(
        "nothing waits", Scene.SOON, () -> mail().waiting().equals(java.util.OptionalInt.of(0)));

    assertThat(scene.status("sshd").actions().get(0).waiting()).isEmpty();
    assertThat(mail().dropped()).isZero();
    assertThat(mail().held()).isEmpty();
  }

  @Test
  void bundleThatIsMissingIsWaitedForAndThenTold() {
    scene.parts.take("mail");
    scene.start();
    scene.backend.raw(Scene.LOG, "");
    scene.configure("sshd", BOTH);
    scene.await("sshd", State.DEGRADED);
    assertThat(scene.status("sshd").reasons().get(0))
        .contains("action = mail: waits for a bundle that offers it", "org.gaoler.action.mail");
    scene.fail("192.0.2.1", 3);
    scene.awaitBan("192.0.2.1");
    scene.parts.bring("mail", people);
    scene.partsChanged();

    people.await(Kind.BAN, 1, Scene.SOON);
    assertThat(kinds()).containsExactly(Kind.START, Kind.BAN);
    scene.await("sshd", State.WATCHING);
  }

  @Test
  void bundleThatIsReplacedLosesNothing() {
    scene.watching(BOTH);
    people.tells.refuse("connection refused");
    scene.fail("192.0.2.1", 3);
    scene.awaitBan("192.0.2.1");
    RecordingNotifierFactory successor = new RecordingNotifierFactory();
    scene.parts.bring("mail", successor);
    scene.partsChanged();

    successor.await(Kind.BAN, 1, Scene.SOON);
    Eventually.await("let go", Scene.SOON, () -> people.made().get(0).closed() == 1);
    assertThat(successor.told(Kind.STOP)).isEmpty();
  }

  @Test
  void enforcerThatWasMissingIsOwedNothing() {
    scene.parts.take("fake");
    scene.parts.bring("fake", scene.backend);
    scene.start();
    scene.backend.raw(Scene.LOG, "");
    scene.configure("sshd");
    scene.await("sshd", State.DEGRADED);
    scene.fail("192.0.2.1", 3);
    Eventually.await("it is kept", Scene.SOON, () -> !scene.store.entries(Owed.class).isEmpty());
    scene.parts.bring("fake", scene.factory);
    scene.partsChanged();

    scene.awaitBan("192.0.2.1");
    awaitNothingOwed();
  }

  @Test
  void otherOptionsInheritWhatWaits() {
    scene.watching(BOTH);
    people.tells.refuse("connection refused");
    scene.fail("192.0.2.1", 3);
    scene.awaitBan("192.0.2.1");
    scene.configure("sshd", "action", "fake, mail[dest=root]");
    people.tells.accept();

    people.await(Kind.BAN, 1, Scene.SOON);
    assertThat(people.made()).hasSize(2);
    assertThat(people.made().get(1).order().options()).containsEntry("dest", "root");
    awaitNothingOwed();
  }

  @Test
  void wrongOptionIsToldAndNoticesWaitUntilItIsMended() {
    scene.start();
    scene.backend.raw(Scene.LOG, "");
    scene.configure("sshd", "action", "fake, mail[colour=green]");
    scene.await("sshd", State.DEGRADED);
    assertThat(scene.status("sshd").reasons().toString()).contains("colour = green; accepted");
    scene.fail("192.0.2.1", 3);
    scene.awaitBan("192.0.2.1");
    scene.configure("sshd", BOTH);

    people.await(Kind.BAN, 1, Scene.SOON);
    scene.await("sshd", State.WATCHING);
    awaitNothingOwed();
  }

  @Test
  void renewalThatChangesNothingIsNoNews() throws Exception {
    scene.watching(BOTH);
    BanOrder hour = new BanOrder(TimeSpan.parse("1h"), "by hand", Optional.empty(), false);
    scene.desk().ban("sshd", CARL, hour);
    scene.desk().ban("sshd", CARL, hour);
    scene.clock.move(Duration.ofSeconds(9));
    scene.desk().ban("sshd", CARL, hour);
    scene.desk().unban(Optional.empty(), Optional.empty());
    people.await(Kind.UNBAN, 1, Scene.SOON);

    assertThat(people.told(Kind.BAN)).hasSize(2);
  }

  @Test
  void adoptedBansAreNotTold() {
    scene.firewall().plant(new Ban(CARL, scene.clock.instant().plusSeconds(600)));
    scene.watching(BOTH);
    Eventually.await("adopted", Scene.SOON, () -> scene.gaol().docket().count("sshd") == 1);
    scene.fail("2001:db8::1", 3);
    people.await(Kind.BAN, 1, Scene.SOON);

    assertThat(people.told(Kind.BAN).get(0).sentence().get().offender())
        .isEqualTo(Offender.parse("2001:db8::1"));
  }

  @Test
  void stopIsToldBehindWhatHappenedBefore() {
    scene.watching(BOTH);
    scene.fail("192.0.2.1", 3);
    scene.awaitBan("192.0.2.1");
    scene.gaol().close();

    assertThat(kinds()).containsExactly(Kind.START, Kind.BAN, Kind.STOP);
    assertThat(scene.store.entries(Owed.class)).isEmpty();
    assertThat(people.made().get(0).closed()).isEqualTo(1);
  }

  @Test
  void stopDoesNotWaitForANotifierThatHangs() {
    scene.watching(BOTH);
    people.await(Kind.START, 1, Scene.SOON);
    people.tells.hold();
    scene.fail("192.0.2.1", 3);
    Eventually.await("it hangs", Scene.SOON, () -> people.tells.waiting() == 1);
    scene.gaol().close();

    assertThat(scene.store.entries(Owed.class)).hasSize(1);
    assertThat(scene.firewall().until(CARL)).isPresent();
  }

  @Test
  void jailThatIsTakenAwayTellsSo() {
    scene.watching(BOTH);
    people.await(Kind.START, 1, Scene.SOON);
    scene.gaol().delete("sshd");

    people.await(Kind.STOP, 1, Scene.SOON);
    Eventually.await("let go", Scene.SOON, () -> people.made().get(0).closed() == 1);
  }

  @Test
  void jailThatIsSwitchedOffAndOnTellsBoth() {
    scene.watching(BOTH);
    people.await(Kind.START, 1, Scene.SOON);
    scene.configure("sshd", "action", "fake, mail", "enabled", "false");
    people.await(Kind.STOP, 1, Scene.SOON);
    scene.configure("sshd", BOTH);
    people.await(Kind.START, 2, Scene.SOON);

    assertThat(kinds()).containsExactly(Kind.START, Kind.STOP, Kind.START);
  }

  @Test
  void rehearsalTellsNobody() {
    scene.rehearse().watching(BOTH);
    scene.fail("192.0.2.1", 3);
    Eventually.await("sentenced", Scene.SOON, () -> scene.gaol().docket().count("sshd") == 1);
    scene.stored();

    assertThat(people.attempts()).isEmpty();
    assertThat(scene.store.entries(Owed.class)).isEmpty();
    assertThat(mail().condition()).startsWith("dry run");
    assertThat(people.made()).allMatch(notifier -> notifier.closed() == 1);
  }
}
