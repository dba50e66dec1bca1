package org.gaoler.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.gaoler.api.Fault;
import org.gaoler.api.Offender;
import org.gaoler.api.Sentence;
import org.gaoler.api.operate.Event;
import org.gaoler.commands.Commands;
import org.gaoler.control.wire.Request;
import org.gaoler.control.wire.Wire;
import org.gaoler.testkit.Eventually;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class ControlSocketTest {

  @TempDir Path base;
  private Rig rig;

  @BeforeEach
  void open() throws Fault {
    rig = new Rig(base, Duration.ofMinutes(1));
  }

  @AfterEach
  void close() {
    rig.close();
  }

  @Test
  void answersOneVerbWithOutputAndExitStatus() throws IOException {
    try (Client client = rig.client().ask("ban", "sshd", "2001:db8::7", "--for", "1h")) {
      assertThat(client.status()).isEqualTo(Commands.OK);
      assertThat(client.out()).startsWith("sshd: banned 2001:db8::7 until");
    }
    assertThat(rig.operator.banned()).hasSize(1);
  }

  @Test
  void errorsComeOnTheErrorStream() throws IOException {
    try (Client client = rig.client().ask("nosuch")) {
      assertThat(client.status()).isEqualTo(Commands.WRONG_USAGE);
      assertThat(client.out()).isEmpty();
      assertThat(client.err()).startsWith("gaoler: unknown verb \"nosuch\"").hasLineCount(1);
    }
  }

  @Test
  void wordsArriveExactlyAsTyped() throws IOException {
    String reason = "ümläut \u0000\n\"'\\ 🙂";
    try (Client client = rig.client().ask("ban", "sshd", "192.0.2.7", "--reason", reason)) {
      assertThat(client.status()).isEqualTo(Commands.OK);
    }
    assertThat(rig.operator.banned()).extracting(Sentence::reason).containsExactly(reason);
  }

  @Test
  void anAnswerOfManyFramesArrivesWhole() throws IOException {
    for (int i = 0; i < 5000; i++) {
      String address = "198.18." + i / 250 + "." + i % 250;
      rig.operator.with(
          new Sentence(
              "sshd",
              Offender.parse(address),
              Rig.CLOCK.instant(),
              Rig.CLOCK.instant().plusSeconds(600),
              Sentence.Origin.LOG,
              "",
              List.of()));
    }
    try (Client client = rig.client().ask("banned")) {
      assertThat(client.status()).isEqualTo(Commands.OK);
      assertThat(client.out().lines()).hasSize(5001);
    }
  }

  @Test
  void halfARequestHoldsNobodyUp() throws IOException {
    try (Client half = rig.client()) {
      half.raw((byte) Wire.REQUEST, (byte) 0, (byte) 0, (byte) 1);
      assertThatOthersAreServed();
    }
  }

  @Test
  void clientThatDoesNotReadHoldsNobodyUp() throws IOException {
    String line = "x".repeat(20_000);
    for (int i = 0; i < 200; i++) {
      rig.operator.withWrong(line);
    }
    try (Client deaf = rig.client().ask("reload")) {
      assertThatOthersAreServed();
      assertThat(rig.socket.clients()).isPositive();
      assertThat(deaf.next()).isEqualTo(Wire.ERR);
    }
  }

  @Test
  void garbageIsRefusedInOneLine() throws IOException {
    try (Client client = rig.client()) {
      client.raw("GET / HTTP/1.1\r\nHost: example.com\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      assertThat(client.status()).isEqualTo(Commands.REFUSED);
      assertThat(client.err()).startsWith("gaoler: a frame of ").hasLineCount(1);
    }
    try (Client client = rig.client()) {
      client.send(Wire.REQUEST, (byte) 'N', (byte) 'O', (byte) 'P', (byte) 'E', (byte) 1);
      assertThat(client.status()).isEqualTo(Commands.REFUSED);
      assertThat(client.err()).isEqualTo("gaoler: this is no request of the gaoler command\n");
    }
    try (Client client = rig.client()) {
      client.send(Wire.INPUT, (byte) 'x');
      assertThat(client.status()).isEqualTo(Commands.REFUSED);
    }
    assertThatOthersAreServed();
  }

  @Test
  void requestThatIsCutShortIsRefused() throws IOException {
    byte[] whole = new Request(80, 24, true, false, "xterm", List.of("status")).encode();
    for (int length = 0; length < whole.length; length++) {
      byte[] part = java.util.Arrays.copyOf(whole, length);
      try (Client client = rig.client()) {
        client.send(Wire.REQUEST, part);
        assertThat(client.status()).isEqualTo(Commands.REFUSED);
      }
    }
  }

  @Test
  void oversizeRequestIsRefused() throws IOException {
    try (Client client = rig.client()) {
      client.raw((byte) Wire.REQUEST, (byte) 0, (byte) 1, (byte) 0, (byte) 1);
      assertThat(client.status()).isEqualTo(Commands.REFUSED);
      assertThat(client.err()).contains("a frame of 65537 bytes; at most 65536 are taken");
    }
  }

  @Test
  void anotherVersionIsToldWhichOneIsSpoken() throws IOException {
    byte[] request = new Request(80, 24, true, false, "xterm", List.of("status")).encode();
    request[4] = 9;
    try (Client client = rig.client()) {
      client.send(Wire.REQUEST, request);
      assertThat(client.status()).isEqualTo(Commands.REFUSED);
      assertThat(client.err()).contains("version 9", "version 1").hasLineCount(1);
    }
  }

  @Test
  void manyAtOnceAreAllAnswered() throws IOException {
    List<Client> clients = new ArrayList<>();
    try {
      for (int i = 0; i < Clients.AT_MOST; i++) {
        clients.add(rig.client());
      }
      for (Client client : clients) {
        client.ask("version");
      }
      for (Client client : clients) {
        assertThat(client.status()).isEqualTo(Commands.OK);
      }
    } finally {
      closeAll(clients);
    }
  }

  @Test
  void oneTooManyIsTurnedAwayInOneLine() throws IOException {
    List<Client> clients = new ArrayList<>();
    try {
      for (int i = 0; i < Clients.AT_MOST; i++) {
        clients.add(rig.client().ask("watch"));
      }
      Eventually.await(
          "all are watching", Rig.SOON, () -> rig.operator.listeners() == Clients.AT_MOST);
      try (Client late = rig.client()) {
        assertThat(late.status()).isEqualTo(Commands.REFUSED);
        assertThat(late.err()).contains("32 clients are connected already").hasLineCount(1);
      }
    } finally {
      closeAll(clients);
    }
    Eventually.await("all places are free", Rig.SOON, () -> rig.socket.clients() == 0);
    assertThatOthersAreServed();
  }

  @Test
  void watcherSeesEventsAndIsForgottenWhenItGoes() throws IOException {
    try (Client watcher = rig.client().ask("watch")) {
      Eventually.await("a listener", Rig.SOON, () -> rig.operator.listeners() == 1);
      rig.operator.happen(
          new Event(Rig.CLOCK.instant(), "sshd", Event.Kind.BAN, "2001:db8::7 for 10m"));
      while (!watcher.out().endsWith("\n")) {
        assertThat(watcher.next()).isEqualTo(Wire.OUT);
      }
      assertThat(watcher.out()).isEqualTo("10:00:00 BAN    sshd: 2001:db8::7 for 10m\n");
      assertThatOthersAreServed();
    }
    Eventually.await("no listener", Rig.SOON, () -> rig.operator.listeners() == 0);
    Eventually.await("no client", Rig.SOON, () -> rig.socket.clients() == 0);
  }

  @Test
  void closingSendsEverybodyAway() throws IOException {
    try (Client watcher = rig.client().ask("watch")) {
      Eventually.await("a listener", Rig.SOON, () -> rig.operator.listeners() == 1);
      rig.close();
      assertThat(watcher.status()).isEqualTo(-1);
      Eventually.await("no listener", Rig.SOON, () -> rig.operator.listeners() == 0);
    }
    assertThat(rig.path).doesNotExist();
  }

  private void assertThatOthersAreServed() throws IOException {
    try (Client other = rig.client().ask("version")) {
      assertThat(other.status()).isEqualTo(Commands.OK);
      assertThat(other.out()).startsWith("gaoler 0.1.0");
    }
  }

  private static void closeAll(List<Client> clients) throws IOException {
    for (Client client : clients) {
      client.close();
    }
  }
}
