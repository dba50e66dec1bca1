package org.gaoler.action.dnsbl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.gaoler.api.Enforcer;
import org.gaoler.api.EnforcerFactory.Order;
import org.gaoler.api.Fault;
import org.gaoler.testkit.Eventually;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Section;

/** Whoever else may answer in a name server's place: silence, lies and noise. */
final class FalseServerTest {

  private static final Name ZONE = Name.fromConstantString("bl.example.org.");
  private static final String KEY =
      "key \"gaoler\" { algorithm hmac-sha256; secret \"c29tZXRoaW5nIHNlY3JldA==\"; };";

  @TempDir private Path folder;

  private ServerSocket socket;

  @BeforeEach
  void listen() throws IOException {
    socket = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
  }

  @AfterEach
  void close() throws IOException {
    socket.close();
  }

  private Enforcer enforcer() throws Exception {
    Path key = Files.writeString(folder.resolve("key"), KEY);
    Map<String, String> options =
        Map.of(
            "zone", "bl.example.org",
            "server", "127.0.0.1:" + socket.getLocalPort(),
            "keyfile", key.toString(),
            "owner", "here",
            "answer", "127.0.0.2",
            "ttl", "5m");
    return new DnsblEnforcerFactory(Map.of(), new Sweep("dig", "nsupdate"), Clock.systemUTC())
        .enforcer(new Order("sshd", "dnsbl", options));
  }

  private interface Answer {
    byte[] to(Message question) throws IOException;
  }

  /** Answers one question and closes the connection. */
  private void answer(Answer answer) {
    CompletableFuture.runAsync(
        () -> {
          try (Socket client = socket.accept()) {
            DataInputStream in = new DataInputStream(client.getInputStream());
            byte[] question = new byte[in.readUnsignedShort()];
            in.readFully(question);
            byte[] wire = answer.to(new Message(question));
            DataOutputStream out = new DataOutputStream(client.getOutputStream());
            out.writeShort(wire.length);
            out.write(wire);
            out.flush();
          } catch (IOException failed) {
            throw new CompletionException(failed);
          }
        });
  }

  @Test
  void answerWithoutSignatureIsNotBelieved() throws Exception {
    answer(
        question -> {
          Message message = new Message(question.getHeader().getID());
          message.getHeader().setFlag(Flags.QR);
          message.getHeader().setFlag(Flags.AA);
          message.addRecord(question.getQuestion(), Section.QUESTION);
          message.addRecord(
              new SOARecord(ZONE, DClass.IN, 60, ZONE, ZONE, 1, 1, 1, 1, 1), Section.ANSWER);
          return message.toWire();
        });
    assertThatThrownBy(enforcer()::open)
        .isInstanceOf(Fault.class)
        .hasMessageContainingAll("not signed with key gaoler", "not believed");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "no DNS at all, but long enough for a header"})
  void noiseIsOneLineWithWhatToDo(String noise) throws Exception {
    answer(question -> noise.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    assertThatThrownBy(enforcer()::open)
        .isInstanceOf(Fault.class)
        .hasMessageContainingAll("bl.example.org on 127.0.0.1", "server's log");
  }

  @Test
  void connectionThatIsClosedIsOneLineWithWhatToDo() throws Exception {
    CompletableFuture.runAsync(
        () -> {
          try {
            socket.accept().close();
          } catch (IOException failed) {
            throw new CompletionException(failed);
          }
        });
    assertThatThrownBy(enforcer()::open)
        .isInstanceOf(Fault.class)
        .hasMessageContainingAll("bl.example.org on 127.0.0.1", "tried again");
  }

  @Test
  void interruptionEndsTheWaitForASilentServer() throws Exception {
    Enforcer enforcer = enforcer();
    CountDownLatch interrupted = new CountDownLatch(1);
    Thread caller =
        new Thread(
            () -> {
              try {
                enforcer.open();
              } catch (InterruptedException expected) {
                interrupted.countDown();
              } catch (Fault fault) {
                throw new IllegalStateException(fault);
              }
            });
    caller.start();
    try (Socket silent = socket.accept()) {
      Eventually.await(
          "the question arrives",
          Duration.ofSeconds(10),
          () -> silent.getInputStream().available() > 0);
      caller.interrupt();
      assertThat(interrupted.await(5, TimeUnit.SECONDS)).isTrue();
    }
  }
}
