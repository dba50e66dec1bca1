package org.gaoler.itests.netns;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Whatever ends Gaoler, bans stay, counts go on, and the next start needs no hand. */
@Tag("daemon")
@NeedsRoot
class CrashOnlyTest {

  private static final String ATTACKER = "198.51.100.7";
  private static final String ATTACKER6 = "2001:db8:7::1";

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
  void stoppingLeavesBansInForceAndStartingTakesThemUp() {
    Process daemon = banBoth();

    host.gaoler.stop(daemon);
    assertThat(host.hosts.turnsAway(ATTACKER)).isTrue();
    assertThat(host.hosts.turnsAway(ATTACKER6)).isTrue();

    host.start();
    assertTakenUp();
  }

  @Test
  void killingLeavesBansInForceAndStartingTakesThemUp() {
    Process daemon = banBoth();
    awaitStored();

    host.gaoler.kill(daemon);
    assertThat(host.hosts.turnsAway(ATTACKER)).isTrue();
    assertThat(host.hosts.turnsAway(ATTACKER6)).isTrue();

    host.start();
    assertTakenUp();
  }

  @Test
  void bansComeBackAfterARebootEmptiedTheFirewall() {
    Process daemon = banBoth();
    awaitStored();
    host.gaoler.kill(daemon);
    for (String tool : List.of("iptables", "ip6tables")) {
      host.hosts.onServer(tool, "-F").must();
      host.hosts.onServer(tool, "-X").must();
    }

    host.start();

    host.awaitTurnedAway(ATTACKER);
    host.awaitTurnedAway(ATTACKER6);
  }

  @Test
  void failuresLoggedWhileItWasDownCountOnTopOfEarlierOnes() {
    Process daemon = host.start();
    host.log.failures(ATTACKER, 2);
    Await.until(
        "two failures are counted", GuardedHost.SOON, () -> host.gaoler.said().contains(ATTACKER));
    awaitStored();
    host.gaoler.kill(daemon);

    host.log.failures(ATTACKER, 1);
    host.start();

    host.awaitTurnedAway(ATTACKER);
  }

  @Test
  void lineIsNotCountedAgainAfterAStart() {
    Process daemon = host.start();
    host.log.failures(ATTACKER, 2);
    host.log.failures(ATTACKER6, 3);
    host.awaitTurnedAway(ATTACKER6);
    host.gaoler.stop(daemon);

    host.start();
    // once the later attacker is banned, the earlier lines have been passed
    host.log.failures("198.51.100.8", 3);
    host.awaitTurnedAway("198.51.100.8");

    assertThat(host.hosts.turnsAway(ATTACKER)).isFalse();
  }

  @Test
  void staleSocketAndHalfWrittenStateAreNoObstacle() throws IOException {
    Process daemon = banBoth();
    awaitStored();
    host.gaoler.kill(daemon);
    assertThat(host.gaoler.base().resolve("run/gaoler.sock")).exists();
    tear(host.gaoler.base().resolve("data"));

    host.start();

    assertTakenUp();
  }

  @Test
  void secondDaemonOnTheSameBaseIsRefusedInOneLineAndTheFirstGoesOn() {
    Process first = host.start();

    Command.Outcome second = host.gaoler.gaolerd().run();

    assertThat(second.exit()).isNotZero();
    assertThat(second.err().strip().lines()).hasSize(1);
    assertThat(second.err()).contains(host.gaoler.base().toString());
    assertThat(first.isAlive()).isTrue();
    host.log.failures(ATTACKER, 3);
    host.awaitTurnedAway(ATTACKER);
  }

  private Process banBoth() {
    Process daemon = host.start();
    host.log.failures(ATTACKER, 3);
    host.log.failures(ATTACKER6, 3);
    host.awaitTurnedAway(ATTACKER);
    host.awaitTurnedAway(ATTACKER6);
    return daemon;
  }

  /** Commits are at most 200 ms old: nothing changed on disk for longer than that. */
  private void awaitStored() {
    long[] last = {System.nanoTime(), 0};
    Await.until(
        "the store is at rest",
        GuardedHost.SOON,
        () -> {
          long size = bytes(host.gaoler.base().resolve("data"));
          if (size != last[1]) {
            last[0] = System.nanoTime();
            last[1] = size;
          }
          return size > 0 && System.nanoTime() - last[0] > 600_000_000L;
        });
  }

  private void assertTakenUp() {
    assertThat(host.banned()).anyMatch(address -> address.startsWith(ATTACKER));
    assertThat(host.banned()).anyMatch(address -> address.startsWith("2001:db8:7:"));
    assertThat(host.hosts.turnsAway(ATTACKER)).isTrue();
    assertThat(host.hosts.turnsAway(ATTACKER6)).isTrue();

    host.gaoler.client("unban", "--all").must();
    host.awaitLetIn(ATTACKER);
    host.awaitLetIn(ATTACKER6);
  }

  /**
   * What a power cut leaves: a journal whose last record is torn, and files begun but not renamed.
   */
  private static void tear(Path data) throws IOException {
    Files.write(data.resolve("state.tmp"), new byte[] {1, 2, 3});
    for (Path wal : files(data).filter(file -> file.toString().endsWith("-wal")).toList()) {
      Files.write(wal, new byte[777], StandardOpenOption.APPEND);
    }
  }

  private static long bytes(Path folder) {
    return files(folder).mapToLong(file -> file.toFile().length()).sum();
  }

  private static Stream<Path> files(Path folder) {
    try (Stream<Path> walk = Files.walk(folder)) {
      return walk.filter(Files::isRegularFile).toList().stream();
    } catch (IOException e) {
      throw new RigException("cannot list " + folder, e);
    }
  }
}
