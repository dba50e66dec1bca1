package org.gaoler.itests.netns;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What this machine lacks is said in one line, and mending it is enough. */
@Tag("daemon")
@NeedsRoot
class BadMachineTest {

  private GuardedHost host;

  @BeforeEach
  void guard() {
    host = new GuardedHost();
  }

  @AfterEach
  void leave() {
    host.close();
  }

  @Test
  void missingIptablesIsNamedAndTheJailGoesOnCounting() {
    Instance without =
        host.instance(
            "without-iptables",
            "unshare",
            "-m",
            "sh",
            "-c",
            "mount -t tmpfs tmpfs /usr/sbin && exec \"$0\" \"$@\"");
    without.jail("sshd", host.settings());

    Process daemon = without.start();

    without.awaitState(daemon, "sshd", "DEGRADED");
    host.log.failures("198.51.100.40", 3);
    Await.until(
        "the failure is sentenced",
        GuardedHost.SOON,
        () -> without.jail("sshd").filter(jail -> count(jail, "banned") == 1).isPresent(),
        without::said);
    assertThat(reasons(without, "sshd"))
        .anySatisfy(reason -> assertThat(reason).contains("iptables").contains("install"));
    assertThat(without.client("doctor").run().all()).contains("iptables");
  }

  @Test
  void firewallWithoutPermissionIsNamed() {
    Instance powerless =
        host.instance(
            "powerless",
            "setpriv",
            "--bounding-set=-net_admin,-net_raw",
            "--inh-caps=-net_admin,-net_raw");
    powerless.jail("sshd", host.settings());

    Process daemon = powerless.start();

    powerless.awaitState(daemon, "sshd", "DEGRADED");
    assertThat(reasons(powerless, "sshd"))
        .anySatisfy(
            reason -> assertThat(reason.toLowerCase(java.util.Locale.ROOT)).contains("root"));
  }

  @Test
  void unreadableLogIsNamedWhileTheOtherJailGuards() throws IOException {
    Path secret = host.folder.resolve("log/secret.log");
    Files.createFile(
        secret, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("---------")));
    Instance shortSighted =
        host.instance(
            "short-sighted",
            "setpriv",
            "--bounding-set=-dac_override,-dac_read_search",
            "--inh-caps=-dac_override,-dac_read_search");
    Map<String, String> settings = host.settings();
    shortSighted.jail("sshd", settings);
    settings.put("logpath", secret.toString());
    shortSighted.jail("secret", settings);

    Process daemon = shortSighted.start();
    shortSighted.awaitState(daemon, "sshd", "WATCHING");

    Await.until(
        "the log is named",
        GuardedHost.SOON,
        () ->
            reasons(shortSighted, "secret").stream()
                .anyMatch(reason -> reason.contains(secret.toString())),
        () -> shortSighted.client("status").run().all() + shortSighted.said());
    host.log.failures("198.51.100.41", 3);
    host.awaitTurnedAway("198.51.100.41");
  }

  @Test
  void missingLogIsWaitedForAndFollowedFromItsFirstLine() {
    Path later = host.folder.resolve("log/later.log");
    Map<String, String> settings = host.settings();
    settings.put("logpath", later.toString());
    host.gaoler.jail("later", settings);
    host.start();
    assertThat(host.gaoler.jail("later").orElseThrow().get("state")).isEqualTo("WAITING");
    assertThat(reasons(host.gaoler, "later"))
        .anySatisfy(reason -> assertThat(reason).contains(later.toString()));

    new AuthLog(later).failures("198.51.100.42", 3);

    host.awaitTurnedAway("198.51.100.42");
    assertThat(host.gaoler.jail("later").orElseThrow().get("state")).isEqualTo("WATCHING");
  }

  @Test
  void unknownOptionOfTheDaemonIsRefusedInOneLine() {
    Command.Outcome outcome = host.gaoler.gaolerd("--bogus").run();

    assertThat(outcome.exit()).isEqualTo(2);
    assertThat(outcome.err().strip().lines()).hasSize(1);
    assertThat(outcome.err()).contains("--bogus").contains("--base");
  }

  private static List<String> reasons(Instance gaoler, String jail) {
    return gaoler.jail(jail).stream()
        .flatMap(found -> ((List<?>) found.get("reasons")).stream())
        .map(Object::toString)
        .toList();
  }

  private static int count(Map<?, ?> jail, String key) {
    return ((Double) jail.get(key)).intValue();
  }
}
