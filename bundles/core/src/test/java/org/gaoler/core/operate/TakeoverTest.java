package org.gaoler.core.operate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gaoler.api.BanArchive;
import org.gaoler.api.BanArchive.Contents;
import org.gaoler.api.BanArchive.Held;
import org.gaoler.api.BanArchive.Place;
import org.gaoler.api.BanStore;
import org.gaoler.api.Fault;
import org.gaoler.api.Offender;
import org.gaoler.api.Position;
import org.gaoler.api.Sentence;
import org.gaoler.api.TimeSpan;
import org.gaoler.api.operate.Imported;
import org.gaoler.api.operate.Imported.Omission;
import org.gaoler.api.operate.JailStatus.State;
import org.gaoler.core.fake.Scene;
import org.gaoler.testkit.RecordingNotifierFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TakeoverTest {

  private static final Path DATABASE = Path.of("/var/lib/fail2ban/fail2ban.sqlite3");
  private static final Optional<TimeSpan> HOUR = Optional.of(new TimeSpan(3600));

  @TempDir Path folder;
  private final Scene scene = new Scene();
  private final List<Held> bans = new ArrayList<>();
  private final List<Place> places = new ArrayList<>();

  @AfterEach
  void stop() {
    scene.close();
  }

  private Imported take(boolean rehearsal) throws Fault {
    BanArchive archive = file -> new Contents(bans, places, List.of());
    scene.parts.bring("fail2ban", archive);
    return scene.desk().takeOver(DATABASE, rehearsal);
  }

  private void held(String jail, String offender, int secondsAgo, Optional<TimeSpan> length) {
    Instant from = scene.clock.instant().minusSeconds(secondsAgo);
    List<String> lines = List.of("first", "second");
    bans.add(
        new Held(jail, Offender.parse(offender), from, length, lines, 5, Map.of("user", "root")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"192.0.2.1", "2001:db8::1"})
  void banGoesOnWithItsEndAndItsEvidence(String address) throws Exception {
    scene.watching();
    held("sshd", address, 600, HOUR);
    Imported imported = take(false);

    Instant from = bans.get(0).from();
    Sentence expected =
        new Sentence(
            "sshd",
            Offender.parse(address),
            from,
            from.plusSeconds(3600),
            Sentence.Origin.LOG,
            "5 failures, imported",
            List.of("first", "second"),
            5,
            Map.of("user", "root"));
    assertThat(imported).isEqualTo(new Imported(List.of(expected), 0, 0, List.of(), List.of()));
    scene.awaitBan(address);
    assertThat(scene.firewall().until(Offender.parse(address))).contains(expected.until());
    assertThat(scene.store.entries(BanStore.Imposed.class))
        .containsExactly(new BanStore.Imposed(expected));
  }

  @Test
  void nobodyIsToldOfBansThatWereThereBefore() throws Exception {
    scene.parts.bring("mail", new RecordingNotifierFactory());
    scene.watching("action", "fake mail");
    held("sshd", "192.0.2.1", 600, HOUR);
    take(false);
    scene.stored();

    assertThat(scene.gaol().docket().all()).hasSize(1);
    assertThat(scene.store.history())
        .allMatch(commit -> commit.stream().noneMatch(BanStore.Owed.class::isInstance));
  }

  @Test
  void permanentBanStaysPermanentAndUnknownLengthIsTheJails() throws Exception {
    scene.watching("bantime", "2h");
    held("sshd", "192.0.2.1", 86_400, Optional.of(TimeSpan.PERMANENT));
    held("sshd", "192.0.2.2", 3600, Optional.empty());
    held("sshd", "192.0.2.3", 7200, Optional.empty());
    Imported imported = take(false);

    assertThat(imported.bans()).extracting(Sentence::permanent).containsExactly(true, false);
    assertThat(imported.ended()).isEqualTo(1);
  }

  @Test
  void sameOnceMoreChangesNothing() throws Exception {
    scene.watching();
    held("sshd", "192.0.2.1", 600, HOUR);
    held("sshd", "192.0.2.2", 600, Optional.of(TimeSpan.PERMANENT));
    take(false);
    List<Sentence> before = scene.gaol().docket().all();
    Imported again = take(false);

    assertThat(again.bans()).isEmpty();
    assertThat(again.present()).isEqualTo(2);
    assertThat(scene.gaol().docket().all()).isEqualTo(before);
  }

  @Test
  void rehearsalTellsTheSameAndChangesNothing() throws Exception {
    scene.watching();
    held("sshd", "192.0.2.1", 600, HOUR);
    Imported rehearsed = take(true);

    assertThat(scene.gaol().docket().all()).isEmpty();
    assertThat(take(false)).isEqualTo(rehearsed);
  }

  @ParameterizedTest
  @CsvSource({
    "other, 192.0.2.1, no jail of that name",
    "sshd, 198.51.100.7, ignoreip",
    "sshd, 2001:db8:1::7, ignoreip"
  })
  void whatIsLeftOutIsNamedWithTheReason(String jail, String offender, String why)
      throws Exception {
    scene.watching("ignoreip", "198.51.100.0/24 2001:db8:1::/48");
    held(jail, offender, 600, HOUR);
    Imported imported = take(false);

    assertThat(imported.bans()).isEmpty();
    assertThat(imported.omissions()).hasSize(1);
    assertThat(imported.omissions().get(0).what()).isEqualTo(jail + ": " + offender);
    assertThat(imported.omissions().get(0).why()).contains(why);
  }

  @Test
  void banThatAnOperatorLiftedHereDoesNotComeBack() throws Exception {
    scene.watching();
    held("sshd", "192.0.2.1", 600, HOUR);
    take(false);
    scene.desk().unban(Optional.of(Offender.parse("192.0.2.1")), Optional.empty());

    assertThat(take(false).omissions())
        .containsExactly(new Omission("sshd: 192.0.2.1", "an operator has lifted it here"));
  }

  @Test
  void shorterBanDoesNotReplaceALongerOne() throws Exception {
    scene.watching();
    held("sshd", "192.0.2.1", 600, HOUR);
    take(false);
    bans.clear();
    held("sshd", "192.0.2.1", 600, Optional.of(new TimeSpan(1800)));
    assertThat(take(false).present()).isEqualTo(1);
    bans.clear();
    held("sshd", "192.0.2.1", 600, Optional.of(new TimeSpan(7200)));
    assertThat(take(false).bans()).hasSize(1);
  }

  @Test
  void addressesOfOneNetworkBecomeOneBan() throws Exception {
    scene.watching("prefix6", "64");
    held("sshd", "2001:db8::1", 600, HOUR);
    held("sshd", "2001:db8::2", 300, HOUR);
    Imported imported = take(false);

    assertThat(imported.bans())
        .extracting(sentence -> sentence.offender().toString())
        .containsExactly("2001:db8::/64");
    assertThat(imported.bans().get(0).from()).isEqualTo(bans.get(1).from());
  }

  @ParameterizedTest
  @CsvSource({
    "auth.log, e1735158246b267bdc0ec11b0b4c1ecc",
    "auth.log, e32c72173d6151f438f6ff3a85c56a46ed99ca81",
    "auth.log.1, e1735158246b267bdc0ec11b0b4c1ecc"
  })
  void placeInALogThatNobodyReadsYetIsTakenOver(String name, String digest) throws Exception {
    scene.watching();
    String log = folder.resolve("auth.log").toString();
    Files.writeString(folder.resolve(name), "first line\nsecond line\n");
    places.add(new Place("door", log, digest, 11));

    assertThat(take(false).logs()).containsExactly(new Imported.Log("door", log, 11));
    assertThat(scene.store.entries(BanStore.Read.class))
        .contains(new BanStore.Read("door", log, new Position("fake", 11)));
    assertThat(take(false).omissions())
        .containsExactly(new Omission("door: " + log, "it is read here already"));
  }

  @Test
  void jailGoesOnWhereTheOtherProgramStopped() throws Exception {
    scene.watching();
    String log = folder.resolve("door.log").toString();
    String read = (scene.failed("192.0.2.1") + "\n").repeat(3);
    String unread = (scene.failed("192.0.2.2") + "\n").repeat(3);
    Files.writeString(Path.of(log), "first line\n" + read);
    places.add(new Place("door", log, "e1735158246b267bdc0ec11b0b4c1ecc", 11 + read.length()));
    take(false);
    scene.backend.raw(log, "first line\n" + read + unread);
    scene.configure("door", "logpath", log);
    scene.await("door", State.WATCHING);

    assertThat(scene.gaol().docket().all())
        .extracting(Sentence::offender)
        .containsExactly(Offender.parse("192.0.2.2"));
  }

  @ParameterizedTest
  @CsvSource({
    "first line, 99, shorter",
    "other line, 11, first line is not the one",
    "'', 11, first line is not the one"
  })
  void logThatHasChangedIsReadFromFindTimeAgo(String text, long offset, String why)
      throws Exception {
    scene.watching();
    Path log = folder.resolve("auth.log");
    Files.writeString(log, text.isEmpty() ? "" : text + "\n");
    places.add(new Place("door", log.toString(), "e1735158246b267bdc0ec11b0b4c1ecc", offset));

    assertThat(take(false).omissions())
        .extracting(Omission::why)
        .allMatch(said -> said.contains(why) && said.contains("findtime"))
        .hasSize(1);
  }

  @Test
  void logThatIsReadHereAndTheJournalAreLeftOut() throws Exception {
    scene.watching();
    places.add(new Place("sshd", Scene.LOG, "", 5));
    places.add(new Place("sshd", "systemd-journal", "2026-01-02", 1_767_323_045));
    places.add(new Place("door", "/var/log/door.log", "", 0));

    assertThat(take(false).omissions())
        .extracting(Omission::what)
        .containsExactly("sshd: " + Scene.LOG, "sshd: systemd-journal");
  }

  @Test
  void banThatHasEndedIsOnlyCounted() throws Exception {
    scene.watching();
    held("sshd", "192.0.2.1", 600, HOUR);
    scene.clock.move(Duration.ofHours(2));

    assertThat(take(false)).isEqualTo(new Imported(List.of(), 0, 1, List.of(), List.of()));
  }

  @Test
  void withoutAReaderItSaysWhatToInstall() {
    scene.watching();
    assertThatThrownBy(() -> scene.desk().takeOver(DATABASE, false))
        .isInstanceOf(Fault.class)
        .hasMessageContainingAll(DATABASE.toString(), "org.gaoler.store.sqlite");
  }
}
