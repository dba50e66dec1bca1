package org.gaoler.itests.netns;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The two commands of the README, as a stranger types them. */
@Tag("daemon")
class RunTest {

  private static final String STRANGER = "198.51.100.90";
  private static final String ADMINISTRATOR = "198.51.100.91";

  private Path folder;
  private AuthLog log;

  @BeforeEach
  void makeLog() {
    folder = Places.scratch();
    log = new AuthLog(folder.resolve("auth.log"));
  }

  @AfterEach
  void leave() {
    Places.remove(folder);
  }

  @ParameterizedTest
  @ValueSource(strings = {"run", "verify"})
  void unknownOptionIsRefusedInOneLine(String script) {
    Command.Outcome outcome = script(script, "--bogus").run();

    assertThat(outcome.exit()).isEqualTo(2);
    assertThat(outcome.err().strip().lines()).hasSize(1);
    assertThat(outcome.err()).contains("--bogus").contains("--help");
  }

  @ParameterizedTest
  @ValueSource(strings = {"run", "verify"})
  void helpIsGivenWithoutDoingAnything(String script) {
    Command.Outcome outcome = script(script, "--help").run();

    assertThat(outcome.exit()).isZero();
    assertThat(outcome.out()).startsWith("usage: sudo ./" + script);
  }

  @Test
  void logThatDoesNotExistIsNamed() {
    Command.Outcome outcome = script("run", "--dry-run", "--log", folder + "/nosuch.log").run();

    assertThat(outcome.exit()).isEqualTo(1);
    assertThat(outcome.err()).contains("--log").contains("nosuch.log");
  }

  @Test
  void rehearsalShowsWhomItWouldBanAndEndsWhenAsked() throws Exception {
    Path shown = folder.resolve("shown");
    Process run =
        script("run", "--dry-run", "--base", folder + "/base", "--log", log.file().toString())
            .start(shown, shown);
    try {
      awaitShown(shown, "WATCHING");
      log.failures(STRANGER, 5);
      awaitShown(shown, STRANGER);
      awaitShown(shown, "BAN");
    } finally {
      end(run);
    }
    assertThat(run.exitValue()).as(Places.read(shown)).isZero();
  }

  @Test
  @NeedsRoot
  void guardBansStrangersButNeverTheOneWhoStartedIt() throws Exception {
    Path shown = folder.resolve("shown");
    try (TwoHosts hosts = new TwoHosts()) {
      Process run =
          hosts
              .onServer(Places.home().resolve("run").toString(), "--yes")
              .with("--base", folder + "/base", "--log", log.file().toString())
              .with(Map.of("SSH_CONNECTION", ADMINISTRATOR + " 50000 192.0.2.1 22"))
              .start(shown, shown);
      try {
        awaitShown(shown, "WATCHING");
        log.failures(ADMINISTRATOR, 6);
        log.failures(TwoHosts.SERVER, 6);
        log.failures(STRANGER, 5);
        Await.until(
            "banned", GuardedHost.SOON, () -> hosts.turnsAway(STRANGER), () -> Places.read(shown));
        awaitShown(shown, "BAN");
        assertThat(hosts.turnsAway(ADMINISTRATOR)).isFalse();
        assertThat(hosts.turnsAway(TwoHosts.SERVER)).isFalse();
      } finally {
        end(run);
      }
      assertThat(run.exitValue()).as(Places.read(shown)).isZero();
      assertThat(hosts.turnsAway(STRANGER)).isTrue();
    }
  }

  @Test
  @NeedsRoot
  void secondRunKeepsTheOperatorsEditsAndProtectsMore() throws IOException, InterruptedException {
    Path jail = folder.resolve("base/etc/org.gaoler.jail-sshd.cfg");
    Files.createDirectories(jail.getParent());
    Files.writeString(
        jail,
        "filter = sshd\nlogpath = "
            + log.file()
            + "\nmaxretry = 2\nignoreip = 203.0.113.1\n"
            + "action = iptables-multiport\nport = ssh\n");
    Path shown = folder.resolve("shown");
    try (TwoHosts hosts = new TwoHosts()) {
      Process run =
          hosts
              .onServer(
                  Places.home().resolve("run").toString(), "--yes", "--base", folder + "/base")
              .with("--log", log.file().toString())
              .with(Map.of("SSH_CONNECTION", ADMINISTRATOR + " 50000 192.0.2.1 22"))
              .start(shown, shown);
      try {
        awaitShown(shown, "WATCHING");
      } finally {
        end(run);
      }
    }
    assertThat(Files.readString(jail))
        .contains("maxretry = 2")
        .containsPattern("ignoreip = 203\\.0\\.113\\.1 .*" + ADMINISTRATOR.replace(".", "\\."));
  }

  private static Command script(String name, String... words) {
    return Command.of(Places.home().resolve(name).toString()).with(words);
  }

  private static void awaitShown(Path shown, String text) {
    Await.until(
        text + " is shown",
        Instance.START_LIMIT,
        () -> Places.read(shown).contains(text),
        () -> Places.read(shown));
  }

  private static void end(Process run) throws InterruptedException {
    run.destroy();
    if (!run.waitFor(20, TimeUnit.SECONDS)) {
      run.descendants().forEach(ProcessHandle::destroyForcibly);
      run.destroyForcibly();
      throw new RigException("./run did not end");
    }
  }
}
