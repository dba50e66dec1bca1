package org.gaoler.commands.verbs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.io.Writer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.gaoler.api.operate.Event;
import org.gaoler.commands.Commands;
import org.gaoler.commands.Console;
import org.gaoler.testkit.Eventually;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class WatchVerbTest {

  private static final Duration SOON = Duration.ofSeconds(10);

  private final Desk desk = new Desk();
  private final StringWriter err = new StringWriter();

  @Test
  void eventsAreShownAsTheyHappenUntilInterrupted() throws Exception {
    StringWriter out = new StringWriter();
    CompletableFuture<Integer> status = new CompletableFuture<>();
    Thread viewer = watch(out, status);
    Eventually.await("a listener", SOON, () -> desk.operator.listeners() == 1);

    desk.operator.happen(event(Event.Kind.FOUND, "2001:db8::7 1 of 5"));
    desk.operator.happen(event(Event.Kind.BAN, "192.0.2.7 for 10m\u001b[2J"));

    Eventually.await("two lines", SOON, () -> out.toString().lines().count() == 2);
    assertThat(out.toString())
        .isEqualTo(
            """
            10:00:00 FOUND  sshd: 2001:db8::7 1 of 5
            10:00:00 BAN    sshd: 192.0.2.7 for 10m·[2J
            """);
    viewer.interrupt();
    assertThat(status.get(10, TimeUnit.SECONDS)).isEqualTo(Commands.OK);
    assertThat(desk.operator.listeners()).isZero();
  }

  @Test
  void jsonIsOneObjectOnEachLine() throws Exception {
    StringWriter out = new StringWriter();
    Thread viewer = watch(out, new CompletableFuture<>(), "--json");
    Eventually.await("a listener", SOON, () -> desk.operator.listeners() == 1);

    desk.operator.happen(event(Event.Kind.UNBAN, "192.0.2.7"));

    Eventually.await("a line", SOON, () -> out.toString().endsWith("\n"));
    viewer.interrupt();
    assertThat(out.toString())
        .isEqualTo(
            "{\"when\":\"2026-03-01T10:00:00Z\",\"jail\":\"sshd\",\"kind\":\"unban\","
                + "\"text\":\"192.0.2.7\"}\n");
  }

  @Test
  void viewerThatDoesNotReadHoldsNobodyUpAndIsToldWhatItMissed() throws Exception {
    CountDownLatch reading = new CountDownLatch(1);
    CountDownLatch blocked = new CountDownLatch(1);
    StringWriter shown = new StringWriter();
    Writer out =
        new Writer() {
          @Override
          public void write(char[] text, int offset, int length) throws IOException {
            blocked.countDown();
            awaitQuietly(reading);
            shown.write(text, offset, length);
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    Thread viewer = watch(out, new CompletableFuture<>());
    Eventually.await("a listener", SOON, () -> desk.operator.listeners() == 1);
    desk.operator.happen(event(Event.Kind.FOUND, "first"));
    assertThat(blocked.await(10, TimeUnit.SECONDS)).isTrue();

    for (int i = 0; i < 5000; i++) {
      desk.operator.happen(event(Event.Kind.FOUND, "flood"));
    }
    reading.countDown();

    Eventually.await("a complaint", SOON, () -> err.toString().contains("904 events"));
    viewer.interrupt();
  }

  @Test
  void viewerWhoseConsoleBreaksStopsListening() throws Exception {
    CompletableFuture<Integer> status = new CompletableFuture<>();
    Writer broken =
        new Writer() {
          @Override
          public void write(char[] text, int offset, int length) throws IOException {
            throw new IOException("gone");
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    watch(broken, status);
    Eventually.await("a listener", SOON, () -> desk.operator.listeners() == 1);

    desk.operator.happen(event(Event.Kind.BAN, "192.0.2.7"));

    assertThat(status.get(10, TimeUnit.SECONDS)).isEqualTo(Commands.REFUSED);
    assertThat(desk.operator.listeners()).isZero();
  }

  private Thread watch(Writer out, CompletableFuture<Integer> status, String... options) {
    Thread viewer =
        new Thread(
            () -> {
              List<String> words = new java.util.ArrayList<>(List.of(options));
              words.add(0, "watch");
              status.complete(desk.commands.run(words, new Console(out, err, 0, false)));
            });
    viewer.setDaemon(true);
    viewer.start();
    return viewer;
  }

  private static void awaitQuietly(CountDownLatch latch) throws IOException {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IOException("interrupted", e);
    }
  }

  private static Event event(Event.Kind kind, String text) {
    return new Event(Desk.NOW, "sshd", kind, text);
  }
}
