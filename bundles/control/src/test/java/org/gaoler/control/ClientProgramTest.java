package org.gaoler.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.gaoler.api.Fault;
import org.gaoler.commands.Commands;
import org.gaoler.control.client.Main;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs the client as what it is, a process of its own. */
@Timeout(60)
class ClientProgramTest {

  @TempDir Path base;

  /**
   * What the process left.
   *
   * @param status exit status
   * @param out standard output
   * @param err standard error
   */
  private record End(int status, String out, String err) {}

  @Test
  void showsTheAnswerAndEndsWithItsStatus() throws Exception {
    try (Rig rig = new Rig(base, Duration.ofMinutes(1))) {
      End end = run("", "--base", base.toString(), "version");

      assertThat(end.out()).startsWith("gaoler 0.1.0 on Java");
      assertThat(end.err()).isEmpty();
      assertThat(end.status()).isEqualTo(Commands.OK);
      assertThat(run("", "--base=" + base, "nosuch").status()).isEqualTo(Commands.WRONG_USAGE);
    }
  }

  @Test
  void saysWhatToDoWhenNoDaemonRuns() throws Exception {
    End end = run("", "--base", base.toString(), "status");

    assertThat(end.status()).isEqualTo(Commands.REFUSED);
    assertThat(end.out()).isEmpty();
    assertThat(end.err())
        .startsWith("gaoler: no daemon answers at " + base + "/run/gaoler.sock")
        .contains("gaolerd")
        .hasLineCount(1);
  }

  @Test
  void saysSoWhenTheDaemonDiesInTheMiddle() throws Exception {
    try (Rig rig = new Rig(base, Duration.ofMinutes(1))) {
      rig.shell =
          Optional.of(
              terminal -> {
                rig.close();
                return 0;
              });
      End end = run("", "--base", base.toString(), "shell");

      assertThat(end.status()).isEqualTo(Commands.REFUSED);
      assertThat(end.err()).contains("the daemon ended the connection").hasLineCount(1);
    }
  }

  @Test
  void explainsItselfWithoutADaemon() throws Exception {
    assertThat(run("", "--help").out()).contains("--base DIR", "gaoler shell");
    assertThat(run("", "--base").status()).isEqualTo(Commands.WRONG_USAGE);
  }

  @Test
  void feedsASessionFromAPipe() throws Exception {
    try (Rig rig = new Rig(base, Duration.ofMinutes(1))) {
      rig.shell =
          Optional.of(
              terminal -> {
                try {
                  terminal.in().transferTo(terminal.out());
                  terminal.err().write(terminal.interactive() ? 'i' : 'p');
                  return 5;
                } catch (IOException e) {
                  return 1;
                }
              });
      End end = run("jail:status\njail:why 192.0.2.7\n", "--base", base.toString(), "shell");

      assertThat(end).isEqualTo(new End(5, "jail:status\njail:why 192.0.2.7\n", "p"));
    }
  }

  @Test
  void jarNeedsNothingButTheJdk() throws IOException, Fault {
    Path classes =
        Path.of(Main.class.getProtectionDomain().getCodeSource().getLocation().getPath());
    for (String folder : List.of("client", "wire")) {
      try (var files = Files.list(classes.resolve("org/gaoler/control").resolve(folder))) {
        for (Path file : files.toList()) {
          String bytes = Files.readString(file, StandardCharsets.ISO_8859_1);
          assertThat(bytes).doesNotContain("org/gaoler/api", "org/gaoler/commands", "org/slf4j");
        }
      }
    }
  }

  private static End run(String input, String... arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xshare:auto");
    command.add("-cp");
    command.add(Main.class.getProtectionDomain().getCodeSource().getLocation().getPath());
    command.add(Main.class.getName());
    command.addAll(List.of(arguments));
    Path err = Files.createTempFile("client", ".err");
    try {
      Process process = new ProcessBuilder(command).redirectError(err.toFile()).start();
      try (OutputStream in = process.getOutputStream()) {
        in.write(input.getBytes(StandardCharsets.UTF_8));
      }
      String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
      return new End(process.exitValue(), out, Files.readString(err));
    } finally {
      Files.delete(err);
    }
  }
}
