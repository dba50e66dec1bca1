package org.gaoler.action.dnsbl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.gaoler.api.Ban;
import org.gaoler.api.Enforcer;
import org.gaoler.api.EnforcerFactory.Order;
import org.gaoler.api.Fault;
import org.gaoler.api.Offender;
import org.gaoler.api.Teardown;
import org.gaoler.testkit.Shell;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Zone files as they are written, shared, reloaded and refused. */
final class ZoneFileTest {

  private static final Instant UNTIL = Instant.parse("2027-01-01T00:00:00Z");

  @TempDir private Path folder;

  private Path file() {
    return folder.resolve("bl.zone");
  }

  private Enforcer enforcer(String jail, String... options) throws Fault {
    Map<String, String> all =
        new HashMap<>(
            Map.of(
                "zone",
                "bl.example.org",
                "file",
                file().toString(),
                "format",
                "bind",
                "ttl",
                "5m"));
    all.put("answer", "127.0.0.2");
    all.put("txt", "<ip>");
    for (int i = 0; i < options.length; i += 2) {
      all.put(options[i], options[i + 1]);
    }
    return new DnsblEnforcerFactory(Map.of(), new Sweep("dig", "nsupdate"), Clock.systemUTC())
        .enforcer(new Order(jail, "dnsbl-zonefile", all));
  }

  private static List<Ban> bans(String... whom) {
    return Stream.of(whom).map(who -> new Ban(Offender.parse(who), UNTIL)).toList();
  }

  @Test
  void newFileIsAWholeZone() throws Exception {
    Enforcer enforcer = enforcer("sshd");
    enforcer.open();
    enforcer.apply(bans("192.0.2.1", "2001:db8::1", "198.51.100.0/24"), List.of());

    Unpacked bind = Unpacked.packages("bind", "bind9", "bind9-dnsutils");
    String checked =
        Shell.result(bind.command("named-checkzone", "-D", "bl.example.org", file().toString()), "")
            .output()
            .replaceAll("[ \\t]+", " ");
    assertThat(checked)
        .contains("1.2.0.192.bl.example.org. 300 IN A 127.0.0.2")
        .contains("1.2.0.192.bl.example.org. 300 IN TXT \"192.0.2.1\"")
        .contains("0.2.bl.example.org. 300 IN TXT \"2001:db8::1\"".substring(4))
        .contains("*.100.51.198.bl.example.org. 300 IN A 127.0.0.2")
        .endsWith("OK\n");
    assertThat(Files.getPosixFilePermissions(file()))
        .isEqualTo(PosixFilePermissions.fromString("rw-r--r--"));
  }

  @Test
  void serialGrowsWithEveryChangeAndOnlyThen() throws Exception {
    Enforcer enforcer = enforcer("sshd");
    enforcer.open();
    List<Long> serials = List.of(serial(enforcer, "192.0.2.1"), serial(enforcer, "2001:db8::1"));
    assertThat(serials.get(1)).isGreaterThan(serials.get(0));
    assertThat(serial(enforcer, "2001:db8::1")).isEqualTo(serials.get(1));
  }

  private long serial(Enforcer enforcer, String banned) throws Exception {
    enforcer.apply(bans(banned), List.of());
    return Long.parseLong(Files.readString(file()).replaceAll("(?s).* (\\d{10}) 1h .*", "$1"));
  }

  @Test
  void ownerAndPermissionsAndLinksStay() throws Exception {
    Path real = Files.createFile(folder.resolve("real.zone"));
    Files.setPosixFilePermissions(real, PosixFilePermissions.fromString("rw-r-----"));
    Files.createSymbolicLink(file(), real);
    Enforcer enforcer = enforcer("sshd");
    enforcer.open();
    enforcer.apply(bans("192.0.2.1"), List.of());

    assertThat(file()).isSymbolicLink();
    assertThat(Files.readString(real)).contains("1.2.0.192");
    assertThat(Files.getPosixFilePermissions(real))
        .isEqualTo(PosixFilePermissions.fromString("rw-r-----"));
    assertThat(folder.toFile().list()).containsExactlyInAnyOrder("real.zone", "bl.zone");
  }

  @Test
  void jailsShareAFileAndEachRecipeRemovesItsPartAlone() throws Exception {
    Enforcer one = enforcer("sshd");
    Enforcer other = enforcer("ss.d");
    Teardown recipe = other.open();
    one.open();
    one.apply(bans("192.0.2.1"), List.of());
    other.apply(bans("192.0.2.1", "2001:db8::1"), List.of());
    assertThat(one.inForce()).isEqualTo(bans("192.0.2.1"));
    assertThat(other.inForce()).isEqualTo(bans("192.0.2.1", "2001:db8::1"));

    recipe.steps().forEach(step -> Shell.result(step.arguments(), step.input()));
    assertThat(other.inForce()).isEmpty();
    assertThat(one.inForce()).isEqualTo(bans("192.0.2.1"));
  }

  @Test
  void entryThatSomebodySpoiledIsNotInForceAndIsMended() throws Exception {
    Enforcer enforcer = enforcer("sshd");
    enforcer.open();
    enforcer.apply(bans("192.0.2.1", "2001:db8::1"), List.of());
    Files.writeString(
        file(), Files.readString(file()).replace("1.2.0.192.bl.example.org. 300 IN A", ";"));

    assertThat(enforcer.count()).hasValue(1);
    assertThat(enforcer.inForce()).contains(new Ban(Offender.parse("192.0.2.1"), Instant.EPOCH));
    enforcer.apply(bans("192.0.2.1"), List.of());
    assertThat(enforcer.inForce()).isEqualTo(bans("192.0.2.1", "2001:db8::1"));
  }

  @Test
  void partWithoutItsEndIsRefusedAndTheFileLeftAlone() throws Exception {
    String broken = "; gaoler sshd begin\nwww IN A 192.0.2.80\n";
    Files.writeString(file(), broken);
    Enforcer enforcer = enforcer("sshd");
    assertThatThrownBy(enforcer::open)
        .isInstanceOf(Fault.class)
        .hasMessageContainingAll(file().toString(), "gaoler sshd begin", "gaoler sshd end", "put");
    assertThat(file()).hasContent(broken);
    assertThat(folder.toFile().list()).containsExactly("bl.zone");
  }

  @Test
  void folderThatIsNotThereIsOneLineWithWhatToDo() throws Exception {
    Enforcer enforcer = enforcer("sshd", "file", folder + "/none/bl.zone");
    assertThatThrownBy(enforcer::open)
        .isInstanceOf(Fault.class)
        .hasMessageContainingAll(folder + "/none/bl.zone", "no such file", "writable");
  }

  @Test
  void fileThatCannotBeReplacedIsOneLineWithWhatToDo() throws Exception {
    Files.createDirectory(file());
    Enforcer enforcer = enforcer("sshd");
    assertThatThrownBy(enforcer::open)
        .isInstanceOf(Fault.class)
        .hasMessageContainingAll(file().toString(), "option file");
  }

  @Test
  void reloadRunsAfterAChangeAndAgainUntilItWorked() throws Exception {
    Path mark = folder.resolve("mark");
    Enforcer enforcer = enforcer("sshd", "reload", "test -e " + mark);
    enforcer.open();
    assertThatThrownBy(() -> enforcer.apply(bans("192.0.2.1"), List.of()))
        .isInstanceOf(Fault.class)
        .hasMessageContainingAll("reload", "test", mark.toString(), "exit status 1", "by hand");
    assertThatThrownBy(() -> enforcer.apply(bans("192.0.2.1"), List.of()))
        .as("unchanged, but not read yet")
        .isInstanceOf(Fault.class);
    Files.createFile(mark);
    enforcer.apply(bans("192.0.2.1"), List.of());
    Files.delete(mark);
    enforcer.apply(bans("192.0.2.1"), List.of());
    assertThat(enforcer.inForce()).isEqualTo(bans("192.0.2.1"));
  }

  @Test
  void reloadThatIsNotThereIsOneLineWithWhatToDo() throws Exception {
    Enforcer enforcer = enforcer("sshd", "reload", "/no/such/rndc reload; reboot");
    enforcer.open();
    assertThatThrownBy(() -> enforcer.apply(bans("2001:db8::1"), List.of()))
        .isInstanceOf(Fault.class)
        .hasMessageContainingAll(file().toString(), "/no/such/rndc", "option reload");
  }

  @Test
  void tenThousandComeAndGo() throws Exception {
    List<Ban> crowd =
        IntStream.range(0, 10_000)
            .mapToObj(i -> new Ban(Offender.parse("198.18." + i / 256 + "." + i % 256), UNTIL))
            .toList();
    Enforcer enforcer = enforcer("sshd", "format", "rbldnsd");
    enforcer.open();
    enforcer.apply(crowd, List.of());
    assertThat(enforcer.inForce()).isEqualTo(crowd);
    assertThat(enforcer.count()).hasValue(10_000);
    enforcer.apply(List.of(), crowd.stream().map(Ban::offender).toList());
    assertThat(enforcer.count()).hasValue(0);
  }
}
