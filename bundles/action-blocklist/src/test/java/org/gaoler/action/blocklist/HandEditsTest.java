package org.gaoler.action.blocklist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.gaoler.api.Ban;
import org.gaoler.api.Enforcer;
import org.gaoler.api.Sentence;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What people do to lists, and when. */
final class HandEditsTest {

  @TempDir Path folder;
  private Prison prison;

  @BeforeEach
  void open() {
    prison = new Prison(folder);
  }

  @AfterEach
  void close() throws Exception {
    prison.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"192.0.2.1", "2001:db8::1", "198.51.100.0/24", "2001:db8:1::/64", "192.0.2.1 # x"})
  void lineAddedByHandIsABanUntilItIsUnbanned(String line) throws Exception {
    prison.jail("sshd", Map.of());
    prison.sentenced("sshd", "203.0.113.1");
    String who = line.split(" ")[0];

    prison.save("sshd", prison.text("sshd") + line + "\n");
    prison.awaitBanned("sshd", "203.0.113.1", who);
    assertThat(prison.desk.banned())
        .filteredOn(each -> each.offender().toString().equals(who))
        .allMatch(Sentence::permanent)
        .allMatch(each -> each.reason().contains("ip.blocklist.sshd"));
    assertThat(prison.lines("sshd")).contains(line);

    prison.unbanned("sshd", who);
    assertThat(prison.lines("sshd")).hasSize(1).allMatch(each -> each.startsWith("203.0.113.1 "));
  }

  @ParameterizedTest
  @ValueSource(strings = {"192.0.2.1", "2001:db8::1", "198.51.100.0/24", "2001:db8:1::/64"})
  void lineDeletedByHandLiftsItsBan(String who) throws Exception {
    prison.jail("sshd", Map.of());
    prison.sentenced("sshd", "203.0.113.1", who);

    prison.delete("sshd", line -> line.startsWith(who + " "));

    prison.awaitBanned("sshd", "203.0.113.1");
    assertThat(prison.lines("sshd")).hasSize(1);
  }

  @Test
  void carelessEditorThatOverwritesInPlaceDoesTheSame() throws Exception {
    prison.jail("sshd", Map.of());
    prison.sentenced("sshd", "192.0.2.1", "192.0.2.2");

    prison.overwrite(
        prison.list("sshd"), prison.text("sshd").replaceFirst("192.0.2.1 .*\n", "192.0.2.9\n"));

    prison.awaitBanned("sshd", "192.0.2.2", "192.0.2.9");
  }

  @Test
  void whatWasEditedWhileNobodyLookedCountsAtTheNextStart() throws Exception {
    prison.jail("sshd", Map.of());
    prison.sentenced("sshd", "192.0.2.1", "2001:db8::2");
    prison.restart(
        () -> {
          prison.delete("sshd", line -> line.startsWith("192.0.2.1 "));
          prison.save("sshd", prison.text("sshd") + "2001:db8::9\n");
        },
        "sshd");

    prison.awaitBanned("sshd", "2001:db8::2", "2001:db8::9");
    prison.await("two lines", () -> prison.lines("sshd").size() == 2);
  }

  @Test
  void editorThatWasOpenMeanwhileLiftsNobodyItNeverSaw() throws Exception {
    Enforcer enforcer = prison.jail("sshd", Map.of());
    prison.sentenced("sshd", "192.0.2.1", "192.0.2.2");
    String opened = prison.text("sshd");
    prison.sentenced("sshd", "192.0.2.3");

    prison.save("sshd", opened.replaceFirst("192.0.2.1 .*\n", ""));

    prison.awaitBanned("sshd", "192.0.2.2", "192.0.2.3");
    prison.await(
        "192.0.2.3 is put back", () -> prison.text("sshd").contains("\n192.0.2.3 # fail2ban/"));
    prison.await("the list has heard of both", () -> enforcer.inForce().size() == 2);
  }

  @Test
  void editorThatWasOpenMeanwhileBringsNobodyBack() throws Exception {
    prison.jail("sshd", Map.of());
    prison.sentenced("sshd", "192.0.2.1", "192.0.2.2");
    String opened = prison.text("sshd");
    prison.unbanned("sshd", "192.0.2.2");

    prison.save("sshd", opened + "192.0.2.9\n");

    prison.awaitBanned("sshd", "192.0.2.1", "192.0.2.9");
    prison.await("192.0.2.2 is gone again", () -> !prison.text("sshd").contains("192.0.2.2"));
  }

  @Test
  void killBetweenTwoWritesNeitherLiftsNorBans() throws Exception {
    prison.jail("sshd", Map.of());
    prison.sentenced("sshd", "192.0.2.1", "192.0.2.2");
    String before = prison.text("sshd");
    prison.unbanned("sshd", "192.0.2.2");
    prison.sentenced("sshd", "192.0.2.3");
    prison.restart(() -> prison.save("sshd", before), "sshd");

    prison.await("as in force", () -> prison.lines("sshd").size() == 2);
    assertThat(prison.text("sshd")).contains("192.0.2.1 ", "192.0.2.3 ");
    assertThat(prison.banned("sshd")).containsExactlyInAnyOrder("192.0.2.1", "192.0.2.3");
  }

  @ParameterizedTest
  @ValueSource(strings = {"csv", "json"})
  void killBetweenTwoWritesOfAListWithoutCommentsNeitherLiftsNorBans(String format)
      throws Exception {
    Map<String, String> options = Map.of("format", format);
    prison.jail("sshd", options);
    prison.sentenced("sshd", "192.0.2.1", "192.0.2.2");
    String before = prison.text("sshd");
    prison.sentenced("sshd", "192.0.2.3");
    Path memory = folder.resolve(".ip.blocklist.sshd.gaoler");
    prison.restart(
        () -> {
          prison.save("sshd", before);
          prison.overwrite(memory, readString(memory).replaceFirst("= \\d+ -?\\d+\n$", ""));
        });
    Enforcer enforcer = prison.jail("sshd", options);

    prison.await("as in force", () -> prison.text("sshd").contains("192.0.2.3"));
    assertThat(enforcer.inForce()).hasSize(3);
    assertThat(prison.banned("sshd")).hasSize(3);
  }

  @Test
  void existingListIsTakenOverAsItIs() throws Exception {
    String old =
        "\ufeff# of the old machine\r\n\r\n192.0.2.1 # fail2ban/2014-01-20 19:54:30: many\r\n"
            + "192.0.2.1\n  2001:DB8:0::7 \n; and this\n198.51.100.0/255.255.255.0;net\n192.0.2.1";
    prison.save("sshd", old);
    prison.jail("sshd", Map.of());

    prison.awaitBanned("sshd", "192.0.2.1", "2001:db8::7", "198.51.100.0/24");
    prison.await("taken over", () -> prison.jail("sshd", Map.of()).inForce().size() == 3);
    assertThat(prison.text("sshd")).isEqualTo(old);

    prison.unbanned("sshd", "192.0.2.1");
    assertThat(prison.lines("sshd"))
        .containsExactly(
            "\ufeff# of the old machine",
            "",
            "  2001:DB8:0::7 ",
            "; and this",
            "198.51.100.0/255.255.255.0;net");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "192.0.2",
        "192.0.2.300",
        "192.0.2.1 192.0.2.2",
        "evil.example.com",
        "2001:db8::/x"
      })
  void malformedLineIsNamedAndStays(String line) throws Exception {
    Enforcer enforcer = prison.jail("sshd", Map.of());
    assertThat(enforcer.trouble()).isEmpty();
    prison.sentenced("sshd", "192.0.2.1");
    prison.save("sshd", prison.text("sshd") + line + "\n2001:db8::5\n");

    prison.awaitComplaint(prison.list("sshd") + " line 3", line);
    assertThat(enforcer.trouble().orElseThrow()).contains("line 3", line);
    prison.awaitBanned("sshd", "192.0.2.1", "2001:db8::5");
    prison.sentenced("sshd", "192.0.2.4");
    assertThat(prison.lines("sshd")).contains(line);

    prison.delete("sshd", each -> each.equals(line));
    prison.await("no complaint is left", () -> prison.factory().missing().isEmpty());
    assertThat(enforcer.trouble()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "127.0.0.0/16"})
  void addressOfThisMachineIsRefusedWithReasonAndStays(String own) throws Exception {
    prison.jail("sshd", Map.of());
    prison.save("sshd", "192.0.2.1\n" + own + "\n");

    prison.awaitBanned("sshd", "192.0.2.1");
    prison.awaitComplaint(prison.list("sshd") + " line 2", own, "address of this machine");
    assertThat(prison.lines("sshd")).contains(own);
  }

  @Test
  void deletedNetworkLeavesThoseInItWhoHaveTheirOwnLine() throws Exception {
    prison.jail("sshd", Map.of());
    Instant until = Instant.parse("2027-01-01T00:00:00Z");
    prison.sentenced("sshd", "198.51.100.7", until, "many failures");
    prison.sentenced("sshd", "198.51.100.0/24");

    prison.delete("sshd", line -> line.startsWith("198.51.100.0/24"));

    prison.awaitBanned("sshd", "198.51.100.7");
    prison.await("one line", () -> prison.lines("sshd").size() == 1);
    assertThat(prison.desk.banned().get(0).reason()).isEqualTo("many failures");
    assertThat(prison.desk.banned().get(0).until()).isBetween(until.minusSeconds(9), until);
  }

  @Test
  void emptiedListIsPutBackAndNobodyIsLifted() throws Exception {
    Enforcer enforcer = prison.jail("sshd", Map.of());
    prison.sentenced("sshd", "192.0.2.1", "2001:db8::1");
    prison.overwrite(prison.list("sshd"), "");

    assertThat(enforcer.inForce()).isEmpty();
    enforcer.open();
    enforcer.apply(
        prison.desk.banned().stream().map(s -> new Ban(s.offender(), s.until())).toList(),
        List.of());
    assertThat(prison.banned("sshd")).hasSize(2);
    assertThat(prison.lines("sshd")).hasSize(2);
  }

  @Test
  void lostMemoryMakesNoNewBansOfThoseInForce() throws Exception {
    prison.jail("sshd", Map.of());
    Instant until = Instant.parse("2027-01-01T00:00:00Z");
    prison.sentenced("sshd", "192.0.2.1", until, "many failures");
    prison.restart(
        () -> assertThat(folder.resolve(".ip.blocklist.sshd.gaoler").toFile().delete()).isTrue(),
        "sshd");
    prison.sentenced("sshd", "192.0.2.2");
    prison.delete("sshd", line -> line.startsWith("192.0.2.2"));

    prison.awaitBanned("sshd", "192.0.2.1");
    assertThat(prison.desk.banned().get(0).until()).isEqualTo(until);
    assertThat(prison.lines("sshd")).hasSize(1);
  }

  @Test
  void tornMemoryIsReadUpToTheTear() throws Exception {
    prison.jail("sshd", Map.of());
    prison.sentenced("sshd", "192.0.2.1", "192.0.2.2");
    Path memory = folder.resolve(".ip.blocklist.sshd.gaoler");
    prison.restart(
        () -> prison.overwrite(memory, readString(memory) + "+ 99 sshd 192.0.2.3 19"), "sshd");
    prison.sentenced("sshd", "192.0.2.4");
    prison.restart(() -> {}, "sshd");

    assertThat(prison.banned("sshd")).hasSize(3);
    assertThat(prison.lines("sshd")).hasSize(3);
  }

  private static String readString(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException failed) {
      throw new AssertionError(failed);
    }
  }
}
