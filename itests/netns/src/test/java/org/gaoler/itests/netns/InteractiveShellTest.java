package org.gaoler.itests.netns;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** {@code gaoler shell} as a person at a terminal meets it, through a pseudo-terminal. */
@Tag("daemon")
@NeedsRoot
class InteractiveShellTest {

  private GuardedHost host;
  private Path screen;
  private Process terminal;
  private OutputStream keyboard;

  @BeforeEach
  void open() throws IOException {
    host = new GuardedHost();
    host.start();
    screen = host.folder.resolve("screen");
    String shell = host.gaoler.client("shell").toString();
    ProcessBuilder script = new ProcessBuilder("script", "-qefc", shell, "/dev/null");
    script.environment().put("TERM", "xterm");
    terminal = script.redirectErrorStream(true).redirectOutput(screen.toFile()).start();
    keyboard = terminal.getOutputStream();
  }

  @AfterEach
  void close() {
    terminal.descendants().forEach(ProcessHandle::destroyForcibly);
    terminal.destroyForcibly();
    host.close();
  }

  @Test
  void promptTakesCommandsCompletesThemAndRemembersThem() throws Exception {
    awaitScreen("gaoler");

    type("jail:sta\t");
    awaitScreen("jail:status");
    type("\r");
    awaitScreen("WATCHING");

    int before = occurrences("WATCHING");
    type("\u001b[A\r");
    Await.until(
        "the command is repeated from the history",
        GuardedHost.SOON,
        () -> occurrences("WATCHING") > before,
        () -> Places.read(screen));

    type("exit\r");
    assertThat(terminal.waitFor(10, TimeUnit.SECONDS)).as(Places.read(screen)).isTrue();
    assertThat(host.gaoler.jail("sshd").orElseThrow().get("state")).isEqualTo("WATCHING");
  }

  private void awaitScreen(String text) {
    Await.until(
        text + " is on the screen",
        GuardedHost.SOON,
        () -> Places.read(screen).contains(text),
        () -> Places.read(screen));
  }

  private int occurrences(String text) {
    return Places.read(screen).split(text, -1).length;
  }

  private void type(String keys) throws IOException {
    keyboard.write(keys.getBytes(StandardCharsets.UTF_8));
    keyboard.flush();
  }
}
