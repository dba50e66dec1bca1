package org.gaoler.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.gaoler.api.Fault;
import org.gaoler.commands.Commands;
import org.gaoler.commands.RemoteTerminal;
import org.gaoler.control.wire.Request;
import org.gaoler.control.wire.Wire;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class SessionTest {

  private static final Request SHELL =
      new Request(100, 30, true, true, "xterm-256color", List.of("shell"));

  @TempDir Path base;
  private final List<String> seen = new CopyOnWriteArrayList<>();
  private Rig rig;

  @BeforeEach
  void open() throws Fault {
    rig = new Rig(base, Duration.ofMinutes(1));
    rig.shell = Optional.of(this::parrot);
  }

  @AfterEach
  void close() {
    rig.close();
  }

  /** Says everything back until the input ends. */
  private int parrot(RemoteTerminal terminal) {
    seen.add(terminal.type() + " " + terminal.size() + " " + terminal.interactive());
    terminal.onResize(size -> seen.add(size.toString()));
    try {
      for (int key = terminal.in().read(); key >= 0; key = terminal.in().read()) {
        terminal.out().write(key);
        if (key == '\n') {
          terminal.out().flush();
        }
      }
      return 7;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void keysGoInAndTextComesOutUntilTheInputEnds() throws IOException {
    try (Client client = rig.client().send(SHELL)) {
      client.send(Wire.INPUT, "grüß\n".getBytes(StandardCharsets.UTF_8));
      assertThat(client.next()).isEqualTo(Wire.OUT);
      assertThat(client.out()).isEqualTo("grüß\n");
      client.send(Wire.INPUT, (byte) 3);
      client.send(Wire.INPUT_END);
      assertThat(client.status()).isEqualTo(7);
      assertThat(client.out()).endsWith("\u0003");
    }
  }

  @Test
  void sizeIsToldAtTheBeginningAndWhenItChanges() throws IOException {
    try (Client client = rig.client().send(SHELL)) {
      client.send(Wire.RESIZE, (byte) 0, (byte) 200, (byte) 0, (byte) 50);
      client.send(Wire.RESIZE, (byte) 0, (byte) 0, (byte) 0, (byte) 0);
      client.send(Wire.INPUT_END);
      client.status();
    }
    assertThat(seen)
        .containsExactly(
            "xterm-256color Size[columns=100, rows=30] true",
            "Size[columns=200, rows=50]",
            "Size[columns=80, rows=24]");
  }

  @Test
  void sessionWithoutAShellIsRefusedInOneLine() throws IOException {
    rig.shell = Optional.empty();
    try (Client client = rig.client().send(SHELL)) {
      assertThat(client.status()).isEqualTo(Commands.REFUSED);
      assertThat(client.err()).contains("org.gaoler.shell is not running").hasLineCount(1);
    }
  }

  @Test
  void helpForTheSessionNeedsNoSession() throws IOException {
    try (Client client = rig.client().ask("shell", "--help")) {
      assertThat(client.status()).isEqualTo(Commands.OK);
    }
    assertThat(seen).isEmpty();
  }
}
