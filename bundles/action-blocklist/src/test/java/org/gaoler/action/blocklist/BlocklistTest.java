package org.gaoler.action.blocklist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.gaoler.action.blocklist.Claim.Held;
import org.gaoler.api.Ban;
import org.gaoler.api.Enforcer;
import org.gaoler.api.EnforcerFactory.Order;
import org.gaoler.api.Fault;
import org.gaoler.api.IpBlock;
import org.gaoler.api.Offender;
import org.gaoler.api.Sentence;
import org.gaoler.api.Teardown;
import org.gaoler.api.TimeSpan;
import org.gaoler.testkit.Shell;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What stands in lists, who may not, and where they are kept. */
final class BlocklistTest {

  private static final Instant SOON = Instant.parse("2027-01-01T00:00:00Z");

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

  private static String stamp() {
    return DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss")
        .format(Prison.BEGAN.atZone(ZoneId.systemDefault()));
  }

  @Test
  void lineTellsAddressTimeAndReason() throws Exception {
    prison.jail("sshd", Map.of());
    prison.sentenced("sshd", "192.0.2.1", SOON, "5 failures within 10m");
    prison.sentenced("sshd", "2001:db8:1::/64", TimeSpan.FOREVER, "nasty");

    assertThat(prison.lines("sshd"))
        .containsExactly(
            "192.0.2.1 # fail2ban/" + stamp() + ": 5 failures within 10m",
            "2001:db8:1::/64 # fail2ban/" + stamp() + ": nasty");
  }

  @Test
  void longerSentenceOfSomebodyListedAddsNoLine() throws Exception {
    prison.jail("sshd", Map.of());
    prison.sentenced("sshd", "192.0.2.1", SOON, "first");
    prison.sentenced("sshd", "192.0.2.1", TimeSpan.FOREVER, "second");
    assertThat(prison.lines("sshd")).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"plain", "nginx", "csv", "json", "apache", "hosts.deny", "ipset"})
  void hostileReasonStaysInItsLine(String format) throws Exception {
    prison.jail("sshd", Map.of("format", format));
    String evil =
        "x\n203.0.113.9\r203.0.113.9 1;\u2028\"},{\"a\\\",\"$(reboot)\u202e\u0000"
            + "y".repeat(5000);
    prison.sentenced("sshd", "192.0.2.1", SOON, evil);

    List<String> naming =
        prison.text("sshd").lines().filter(line -> line.contains("192.0.2.1")).toList();
    assertThat(naming).hasSize(1);
    assertThat(naming.get(0)).hasSizeLessThan(400).doesNotContain("\u2028", "\u202e", "\u0000");
    assertThat(prison.text("sshd").lines()).noneMatch(line -> line.startsWith("203.0.113.9"));
    assertThat(prison.factory().missing()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "plain|192.0.2.1 # fail2ban/STAMP: r|2001:db8:1::/64 # fail2ban/STAMP: r",
        "hosts.deny|ALL: 192.0.2.1|ALL: [2001:db8:1::]/64",
        "hosts.deny|ALL: 198.51.100.0/255.255.255.0|ALL: [2001:db8::1]",
        "nginx|192.0.2.1 1; # fail2ban/STAMP: r|2001:db8:1::/64 1; # fail2ban/STAMP: r",
        "apache|Require not ip 192.0.2.1|Require not ip 2001:db8:1::/64",
        "ipset|add sshd 192.0.2.1|add sshd6 2001:db8:1::/64",
        "csv|\"192.0.2.1\",2026-11-21T08:00:00Z,2027-01-01T00:00:00Z,\"sshd\",\"r\""
            + "|\"2001:db8::1\",2026-11-21T08:00:00Z,2027-01-01T00:00:00Z,\"sshd\",\"r\"",
      })
  void everyFormatIsWhatItsReaderWantsAndIsEditedByHandToo(String format, String four, String six)
      throws Exception {
    Enforcer enforcer = prison.jail("sshd", Map.of("format", format));
    Form form = new Form(Kind.of(format).orElseThrow(), "ALL", "sshd", ZoneId.systemDefault());
    for (String line : List.of(four, six)) {
      String expected = line.replace("STAMP", stamp());
      String who = form.row(2, expected).address().orElseThrow().toString();
      prison.sentenced("sshd", who, SOON, "r");
      assertThat(prison.lines("sshd")).contains(expected);
      prison.delete("sshd", expected::equals);
      prison.awaitBanned("sshd");
      prison.save("sshd", prison.text("sshd") + expected + "\n");
      prison.awaitBanned("sshd", who);
      prison.await("held", () -> enforcer.inForce().size() == 1);
      prison.unbanned("sshd", who);
      assertThat(prison.text("sshd")).doesNotContain(expected);
    }
  }

  @Test
  void jsonIsWellFormedWithNoneOneAndTwo() throws Exception {
    prison.jail("sshd", Map.of("format", "json"));
    prison.sentenced("sshd", "192.0.2.1", SOON, "a");
    String one =
        "  {\"address\": \"192.0.2.1\", \"since\": \"2026-11-21T08:00:00Z\", \"until\":"
            + " \"2027-01-01T00:00:00Z\", \"jail\": \"sshd\", \"reason\": \"a\"}";
    assertThat(prison.lines("sshd")).containsExactly("{\"revision\": 1, \"banned\": [", one, "]}");
    prison.sentenced("sshd", "2001:db8::1", TimeSpan.FOREVER, "b");
    assertThat(prison.lines("sshd")).hasSize(4).contains(one + ",").last().isEqualTo("]}");
    assertThat(prison.lines("sshd").get(2)).contains("\"until\": null").endsWith("\"}");
    prison.delete("sshd", line -> line.contains("2001:db8::1"));
    prison.awaitBanned("sshd", "192.0.2.1");
    prison.await(
        "comma gone",
        () -> prison.lines("sshd").equals(List.of("{\"revision\": 3, \"banned\": [", one, "]}")));
  }

  @Test
  void ipsetTakesItsFormat() throws Exception {
    prison.jail("sshd", Map.of("format", "ipset"));
    prison.sentenced("sshd", "192.0.2.1", "2001:db8::1");
    assertThat(prison.lines("sshd"))
        .containsExactly(
            "create sshd hash:net family inet",
            "create sshd6 hash:net family inet6",
            "add sshd 192.0.2.1",
            "add sshd6 2001:db8::1");
  }

  @Test
  void onlyPermanentBansAreListedIfWanted() throws Exception {
    Enforcer enforcer = prison.jail("sshd", Map.of("only", "permanent"));
    prison.sentenced("sshd", "192.0.2.1", SOON, "for now");
    prison.sentenced("sshd", "192.0.2.2", TimeSpan.FOREVER, "for ever");
    assertThat(enforcer.takes(Offender.parse("192.0.2.1"))).isFalse();
    assertThat(prison.lines("sshd")).hasSize(1).allMatch(line -> line.startsWith("192.0.2.2 "));

    prison.save("sshd", prison.text("sshd") + "192.0.2.1\n");
    prison.await(
        "the line makes it permanent",
        () -> prison.desk.banned().stream().allMatch(Sentence::permanent));
    enforcer.apply(List.of(new Ban(Offender.parse("192.0.2.3"), SOON)), List.of());
    assertThat(prison.text("sshd")).doesNotContain("192.0.2.3");
  }

  @Test
  void whoIsAllowedIsNeverBannedAndGoesFree() throws Exception {
    Path allow = folder.resolve("ip.blocklist.sshd.allow");
    prison.overwrite(allow, "# the office\n192.0.2.0/24\n2001:db8:1::/48\nnonsense here\n");
    prison.jail("sshd", Map.of());
    prison.save("sshd", "192.0.2.7\n2001:db8:1::7\n203.0.113.7\n");

    prison.awaitBanned("sshd", "203.0.113.7");
    prison.awaitComplaint("192.0.2.7 is not banned", allow + " line 2");
    prison.awaitComplaint("2001:db8:1::7 is not banned", allow + " line 3");
    prison.awaitComplaint(allow + " line 4", "nonsense here");
    assertThat(prison.factory().rule().reason("sshd", Offender.parse("192.0.2.9")))
        .hasValueSatisfying(reason -> assertThat(reason).contains(allow + " line 2"));
    assertThat(prison.factory().rule().reason("sshd", Offender.parse("198.51.100.1"))).isEmpty();
    assertThat(prison.factory().rule().reason("web", Offender.parse("192.0.2.9"))).isEmpty();

    prison.sentenced("sshd", "198.51.100.1", SOON, "before");
    prison.overwrite(allow, "198.51.100.0/24\n");
    prison.awaitBanned("sshd", "203.0.113.7");
  }

  @Test
  void jailsMayShareAListInWhichNobodyStandsTwice() throws Exception {
    Map<String, String> shared = Map.of("path", folder + "/ip.blocklist.all", "name", "all");
    prison.jail("sshd", shared);
    Enforcer web = prison.jail("web", shared);
    prison.sentenced("sshd", "192.0.2.1", "2001:db8::1");
    prison.sentenced("web", "192.0.2.1", "192.0.2.3");
    assertThat(prison.lines("all")).hasSize(3);
    assertThat(web.inForce()).hasSize(2);

    prison.unbanned("sshd", "192.0.2.1");
    assertThat(prison.lines("all")).hasSize(3);
    prison.unbanned("web", "192.0.2.1");
    assertThat(prison.lines("all")).hasSize(2);

    prison.sentenced("sshd", "192.0.2.4");
    prison.sentenced("web", "192.0.2.4");
    prison.delete("all", line -> line.startsWith("192.0.2.4 "));
    prison.awaitBanned("sshd", "2001:db8::1");
    prison.awaitBanned("web", "192.0.2.3");
    assertThatThrownBy(
            () ->
                prison.jail("mail", Map.of("path", folder + "/ip.blocklist.all", "format", "csv")))
        .isInstanceOf(Fault.class)
        .hasMessageContainingAll("ip.blocklist.all", "sshd", "format");
  }

  @Test
  void teardownOfOneJailLeavesTheLinesOfAnother() throws Exception {
    Map<String, String> shared = Map.of("path", folder + "/ip.blocklist.all", "name", "all");
    Enforcer web = prison.jail("web", shared);
    Teardown teardown = prison.jail("sshd", shared).open();
    prison.sentenced("sshd", "192.0.2.1", "2001:db8::1");
    prison.sentenced("web", "192.0.2.1", "192.0.2.3");
    prison.overwrite(prison.list("all"), prison.text("all") + "# mine\n");

    teardown.steps().forEach(step -> Shell.result(step.arguments(), step.input()));

    prison.await("sshd's line is gone", () -> prison.lines("all").size() == 2);
    assertThat(web.inForce()).hasSize(2);
    assertThat(prison.text("all")).contains("192.0.2.1 ", "192.0.2.3 ", "# mine");
    prison.awaitBanned("web", "192.0.2.1", "192.0.2.3");
    prison.awaitBanned("sshd", "192.0.2.1", "2001:db8::1");
  }

  @Test
  void teardownOfAnEmptyListLeavesNothingBehind() throws Exception {
    Teardown teardown = prison.jail("sshd", Map.of()).open();
    prison.sentenced("sshd", "192.0.2.1");
    prison.restart(
        () -> teardown.steps().forEach(step -> Shell.result(step.arguments(), step.input())));
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void ownerModeAndLinksAreKept() throws Exception {
    Path real = folder.resolve("real");
    Files.writeString(real, "# kept elsewhere\n");
    Files.setPosixFilePermissions(real, PosixFilePermissions.fromString("rw-r-----"));
    Files.createSymbolicLink(prison.list("sshd"), real);
    prison.jail("sshd", Map.of());
    prison.sentenced("sshd", "192.0.2.1");

    assertThat(Files.isSymbolicLink(prison.list("sshd"))).isTrue();
    assertThat(Files.readString(real)).contains("# kept elsewhere\n192.0.2.1 ");
    assertThat(Files.getPosixFilePermissions(real))
        .isEqualTo(PosixFilePermissions.fromString("rw-r-----"));
    prison.save("other", "");
    prison.jail("other", Map.of("mode", "0600", "path", folder + "/ip.blocklist.new"));
    prison.sentenced("other", "192.0.2.1");
    assertThat(Files.getPosixFilePermissions(prison.list("new")))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
  }

  @Test
  void refusedWriteNamesThePath() throws Exception {
    Enforcer enforcer =
        prison.factory().enforcer(new Order("sshd", "blocklist", Map.of("path", "/proc/gaoler")));
    try (enforcer) {
      enforcer.open();
      assertThatThrownBy(
              () -> enforcer.apply(List.of(new Ban(Offender.parse("192.0.2.1"), SOON)), List.of()))
          .isInstanceOf(Fault.class)
          .hasMessageContainingAll("/proc/", "written", "path");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/nowhere/at/all/list", "/proc/version/list"})
  void missingFolderIsNamed(String path) throws Exception {
    try (Enforcer enforcer =
        prison.factory().enforcer(new Order("sshd", "blocklist", Map.of("path", path)))) {
      assertThatThrownBy(enforcer::open).isInstanceOf(Fault.class).hasMessageContaining(path);
    }
  }

  @Test
  void fail2bansNameForHostsDenyIsKnownWithItsOptions() throws Exception {
    Path deny = folder.resolve("hosts.deny");
    Files.writeString(deny, "ALL: PARANOID\nsshd: 203.0.113.\nsshd: 203.0.113.4\n");
    Map<String, String> options = Map.of("file", deny.toString(), "daemon_list", "sshd");
    prison.jail("sshd", Map.of());
    try (Enforcer enforcer = prison.factory().enforcer(new Order("sshd", "hostsdeny", options))) {
      enforcer.open();
      enforcer.apply(List.of(new Ban(Offender.parse("192.0.2.1"), SOON)), List.of());
      assertThat(Files.readString(deny))
          .contains("ALL: PARANOID\nsshd: 203.0.113.\nsshd: 203.0.113.4\nsshd: 192.0.2.1\n");
      prison.awaitBanned("sshd", "203.0.113.4");
    }
  }

  @Test
  void lineOfAnAddressWhoseNetworkIsBannedInsteadGoesWithIt() throws Exception {
    Wanted wanted =
        Wanted.of(
            new Order("sshd", "blocklist", Map.of("path", prison.list("sshd").toString())),
            BlocklistContract.DEFAULTS);
    BlockList list = new BlockList(prison.list("sshd"), wanted, Clock.systemUTC());
    AllowList nobody = new AllowList(folder.resolve("allow"), wanted.form());
    Party party = new Party("sshd", false, who -> Optional.empty(), nobody, () -> {});
    list.parties().join(party);
    prison.save("sshd", "2001:db8::1\n");
    IpBlock network = IpBlock.parse("2001:db8::/64").orElseThrow();
    Wish wish = list.wishes().get(0);
    list.apply(party, List.of(new Ban(network, SOON)), List.of());
    list.granted(wish, new Held(network, SOON));
    assertThat(list.inForce("sshd")).extracting(Ban::offender).containsExactly(network);
    assertThat(list.wishes()).isEmpty();

    list.apply(party, List.of(), List.of(network));
    assertThat(prison.lines("sshd")).isEmpty();
  }

  @Test
  void tenThousandComeAndGo() throws Exception {
    Enforcer enforcer = prison.jail("sshd", Map.of());
    List<Offender> crowd =
        IntStream.range(0, 10_000)
            .mapToObj(i -> Offender.parse("198.18." + i / 256 + "." + i % 256))
            .toList();
    enforcer.apply(crowd.stream().map(each -> new Ban(each, SOON)).toList(), List.of());
    assertThat(enforcer.inForce()).extracting(Ban::offender).hasSameElementsAs(crowd);
    enforcer.apply(List.of(), crowd);
    assertThat(enforcer.inForce()).isEmpty();
    assertThat(prison.lines("sshd")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "format,xml",
    "only,sometimes",
    "mode,rw",
    "mode,0999",
    "path,relative/list",
    "allow,relative",
    "services,'ALL: ALL'",
    "name,a/b",
    "color,red"
  })
  void wrongOptionIsNamedWithItsValueAndWhatIsAccepted(String option, String value) {
    assertThatThrownBy(
            () -> prison.factory().enforcer(new Order("sshd", "blocklist", Map.of(option, value))))
        .isInstanceOf(Fault.class)
        .hasMessageContainingAll("blocklist", option, value, "accepted");
  }
}
