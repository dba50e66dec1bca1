package org.gaoler.action.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.gaoler.api.EnforcerFactory.Order;
import org.gaoler.api.Fault;
import org.gaoler.api.Notice;
import org.gaoler.api.Notifier;
import org.gaoler.api.Offender;
import org.gaoler.api.Sentence;
import org.gaoler.api.TimeSpan;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is told, how it is written, and what servers answer. */
final class WebhookTest {

  private static final Instant NOW = Instant.parse("2026-11-21T08:00:00Z");

  @TempDir Path folder;
  private final List<Notifier> made = new ArrayList<>();
  private Receiver receiver;

  @BeforeEach
  void openReceiver() throws IOException {
    receiver = Receiver.plain();
  }

  @AfterEach
  void close() throws IOException {
    made.forEach(Notifier::close);
    receiver.close();
  }

  private Notifier notifier(String... options) throws Fault {
    Map<String, String> given = new HashMap<>();
    given.put("url", receiver.url());
    for (int i = 0; i < options.length; i += 2) {
      given.put(options[i], options[i + 1]);
    }
    Notifier notifier =
        WebhookContractTest.factory(Map.of()).notifier(new Order("sshd", "webhook", given));
    made.add(notifier);
    return notifier;
  }

  private static Notice ban(String id, String who, Instant until, String user, String... lines) {
    Sentence sentence =
        new Sentence(
            "sshd",
            Offender.parse(who),
            NOW,
            until,
            Sentence.Origin.LOG,
            "5 failures within 10m",
            List.of(lines),
            5,
            user.isEmpty() ? Map.of() : Map.of("user", user));
    return new Notice(id, NOW, "sshd", Notice.Kind.BAN, Optional.of(sentence));
  }

  private static Notice ban(String id) {
    return ban(id, "192.0.2.1", NOW.plusSeconds(600), "root", "a line");
  }

  @Test
  void eventIsOneObjectAndLinesStayHereUnlessWanted() throws Exception {
    notifier().tell(List.of(ban("e-1")));
    assertThat(receiver.last().body())
        .isEqualTo(
            "{\"event\": \"e-1\", \"kind\": \"ban\", \"time\": \"2026-11-21T08:00:00Z\", \"host\":"
                + " \"web-07\", \"jail\": \"sshd\", \"ip\": \"192.0.2.1\", \"family\": 4,"
                + " \"since\": \"2026-11-21T08:00:00Z\", \"until\": \"2026-11-21T08:10:00Z\","
                + " \"origin\": \"log\", \"reason\": \"5 failures within 10m\", \"failures\": 5,"
                + " \"fields\": {\"user\": \"root\"}, \"lines\": []}");
    assertThat(receiver.last().method()).isEqualTo("POST");
    assertThat(receiver.last().headers().get("Content-Type"))
        .isEqualTo("application/json; charset=utf-8");
    assertThat(receiver.last().headers().get("Idempotency-Key")).isEqualTo("e-1");

    notifier("lines", "2")
        .tell(List.of(ban("e-2", "2001:db8::/64", TimeSpan.FOREVER, "", "1", "2", "3")));
    Map<String, Object> told = Json.object(receiver.last().body());
    assertThat(told)
        .containsEntry("ip", "2001:db8::/64")
        .containsEntry("family", 6L)
        .containsEntry("until", "null")
        .containsEntry("lines", List.of("2", "3"));
  }

  @Test
  void templateOfAFileIsFilledInEachTimeAnew() throws Exception {
    Path template =
        Receiver.file(
            folder,
            "t",
            "{\"n\": <failures>, \"t\": \"<kind> <ip> <jail> <user> <F-USER> <F-MAIL> <b>\"}");
    Notifier notifier = notifier("template", template.toString());
    notifier.tell(List.of(ban("e-1", "2001:db8::1", NOW, "\"<ip>\\\n")));
    assertThat(Json.object(receiver.last().body()))
        .containsEntry("n", 5L)
        .containsEntry("t", "ban 2001:db8::1 sshd \"<ip>\\\n \"<ip>\\\n  <b>");

    Files.writeString(template, "{\"id\": \"<event>\"}");
    notifier.tell(List.of(ban("e-2")));
    assertThat(receiver.last().body()).isEqualTo("{\"id\": \"e-2\"}");
  }

  @Test
  void formIsEncodedAndSoAreTagsInTheUrl() throws Exception {
    Path template = Receiver.file(folder, "t", "ip=<ip>&categories=18,22&comment=<user>");
    notifier(
            "template",
            template.toString(),
            "type",
            "form",
            "method",
            "PUT",
            "url",
            receiver.url() + "rooms/x/send/<event>?u=<user>")
        .tell(List.of(ban("e-1", "2001:db8::1", NOW, "a&b=c #?/\r\n\u00e4")));
    assertThat(receiver.last().body())
        .isEqualTo(
            "ip=2001%3Adb8%3A%3A1&categories=18,22&comment=a%26b%3Dc%20%23%3F%2F%0D%0A%C3%A4");
    assertThat(receiver.last().method()).isEqualTo("PUT");
    assertThat(receiver.last().uri())
        .isEqualTo(URI.create("/rooms/x/send/e-1?u=a%26b%3Dc%20%23%3F%2F%0D%0A%C3%A4"));
    assertThat(receiver.last().headers().get("Content-Type"))
        .isEqualTo("application/x-www-form-urlencoded");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      value = {
        "none!<@all> [x](y) *&* @here",
        "html!&lt;@all&gt; [x](y) *&amp;* @here",
        "markdown!\\<@\u200ball\\> \\[x\\]\\(y\\) \\*&\\* @\u200bhere"
      })
  void valuesMentionNobodyAndLinkNowhere(String markup, String expected) throws Exception {
    Path template = Receiver.file(folder, "t", "{\"text\": \"<!channel> *<user>*\"}");
    notifier("template", template.toString(), "markup", markup)
        .tell(List.of(ban("e-1", "192.0.2.1", NOW, "<@all> [x](y) *&* @here")));
    assertThat(Json.object(receiver.last().body()))
        .containsEntry("text", "<!channel> *" + expected + "*");
  }

  @Test
  void chatIsOneTextAndADigestOneRequest() throws Exception {
    Notifier notifier = notifier("template", "chat", "digest", "10m", "events", "ban unban start");
    assertThat(notifier.gather()).isEqualTo(Duration.ofMinutes(10));
    assertThat(notifier.kinds())
        .containsExactlyInAnyOrder(Notice.Kind.BAN, Notice.Kind.UNBAN, Notice.Kind.START);
    List<Notice> many = IntStream.range(0, 60).mapToObj(i -> ban("e-" + i)).toList();
    notifier.tell(many);

    assertThat(receiver.requests()).hasSize(1);
    assertThat(Json.object(receiver.last().body()).get("text").toString())
        .startsWith(
            "sshd on web-07 banned 192.0.2.1 until 2026-11-21T08:10:00Z: 5 failures within 10m\n")
        .endsWith("\nand 10 more")
        .satisfies(text -> assertThat(text.lines()).hasSize(51));
  }

  @Test
  void digestTellsAllEventsAndIsKnownByThem() throws Exception {
    Notifier notifier = notifier("digest", "10m");
    List<Notice> two = List.of(ban("e-1"), ban("e-2"));
    receiver.once(500, "", Map.of());
    assertThatThrownBy(() -> notifier.tell(two)).hasMessageContaining("2 events");
    notifier.tell(two);
    notifier.tell(List.of(ban("e-1"), ban("e-2"), ban("e-3")));

    List<String> ids =
        receiver.requests().stream().map(r -> r.headers().get("X-Gaoler-Event")).toList();
    assertThat(ids.get(0)).isEqualTo(ids.get(1)).isNotEqualTo(ids.get(2)).matches("[0-9a-f]{32}");
    Map<String, Object> told = Json.object(receiver.last().body());
    assertThat(told).containsEntry("count", 3L);
    assertThat((List<?>) told.get("events")).hasSize(3);

    Path template = Receiver.file(folder, "t", "{\"all\": <events>, \"n\": <count>}");
    notifier("digest", "1h", "template", template.toString()).tell(two);
    assertThat((List<?>) Json.object(receiver.last().body()).get("all")).hasSize(2);
  }

  @Test
  void signatureProvesSenderTimeAndBody() throws Exception {
    Path secret = Receiver.file(folder, "secret", "s3cret words\nnot this\n");
    notifier("secretfile", secret.toString()).tell(List.of(ban("e-1")));
    String stamp = receiver.last().headers().get("X-Gaoler-Timestamp");
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec("s3cret words".getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    byte[] signed = (stamp + "." + receiver.last().body()).getBytes(StandardCharsets.UTF_8);
    assertThat(receiver.last().headers().get("X-Gaoler-Signature"))
        .isEqualTo("sha256=" + HexFormat.of().formatHex(mac.doFinal(signed)));
    assertThat(Instant.ofEpochSecond(Long.parseLong(stamp)))
        .isBetween(Instant.now().minusSeconds(60), Instant.now().plusSeconds(1));
  }

  @Test
  void headersAndUrlMayKeepTheirSecretsInFiles() throws Exception {
    Path key = Receiver.file(folder, "key", "0123456789\n");
    Path url = Receiver.file(folder, "url", receiver.url() + "services/T0/secret\n");
    notifier("url", "@" + url, "headers", "Authorization: Bearer @" + key + "| X-One: a:b @ c ")
        .tell(List.of(ban("e-1")));
    assertThat(receiver.last().uri()).isEqualTo(URI.create("/services/T0/secret"));
    assertThat(receiver.last().headers().get("Authorization")).isEqualTo("Bearer 0123456789");
    assertThat(receiver.last().headers().get("X-One")).isEqualTo("a:b @ c");

    receiver.answer(403, "no", Map.of());
    assertThatThrownBy(() -> notifier("url", "@" + url).tell(List.of(ban("e-2"))))
        .hasMessageContaining("403")
        .hasMessageNotContaining("secret\"")
        .hasMessageNotContaining("T0");
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));
    assertThatThrownBy(() -> notifier("headers", "Key: @" + key).tell(List.of(ban("e-3"))))
        .isInstanceOf(Fault.class)
        .hasMessageContainingAll("Key", key.toString(), "chmod 600");
    Files.delete(key);
    assertThatThrownBy(() -> notifier("secretfile", key.toString()).tell(List.of(ban("e-3"))))
        .isInstanceOf(Fault.class)
        .hasMessageContainingAll("secretfile", key.toString(), "does not exist");
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 307, 401, 403, 404, 405, 408, 410, 425, 429, 500, 502, 503, 504})
  void whatMayArriveLaterIsTold(int status) throws Exception {
    Notifier notifier = notifier();
    receiver.once(status, "because \u001b[31m so", Map.of("Location", "http://127.0.0.1:1/"));
    assertThatThrownBy(() -> notifier.tell(List.of(ban("e-1"))))
        .isInstanceOf(Fault.class)
        .hasMessageContainingAll("127.0.0.1", "e-1", "sshd", Integer.toString(status));
    notifier.tell(List.of(ban("e-1")));
    assertThat(receiver.requests()).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 413, 415, 422})
  void whatIsRefusedForGoodHoldsNothingUp(int status) throws Exception {
    Notifier notifier = notifier();
    notifier.tell(List.of(ban("e-1")));
    receiver.once(status, "no such category", Map.of());
    notifier.tell(List.of(ban("e-2"), ban("e-3")));
    assertThat(receiver.requests()).hasSize(3);
  }

  @Test
  void serverThatNeverTookAnythingIsAskedTenTimesBeforeTheEventIsGivenUp() throws Exception {
    Notifier notifier = notifier();
    receiver.answer(400, "wrong template", Map.of());
    for (int i = 1; i < 10; i++) {
      assertThatThrownBy(() -> notifier.tell(List.of(ban("e-1"))))
          .isInstanceOf(Fault.class)
          .hasMessageContainingAll("400", "wrong template", "correct the template");
    }
    notifier.tell(List.of(ban("e-1")));
    assertThat(receiver.requests()).hasSize(10);
  }

  @Test
  void conflictMeansThatTheServerKnowsTheEventAlready() throws Exception {
    receiver.answer(409, "known", Map.of());
    notifier().tell(List.of(ban("e-1")));
    assertThat(receiver.requests()).hasSize(1);
  }

  @Test
  void shortRetryAfterIsWaitedForAndALongOneLeavesTheServerAlone() throws Exception {
    Notifier notifier = notifier();
    receiver.once(429, "", Map.of("Retry-After", "1"));
    long begin = System.nanoTime();
    notifier.tell(List.of(ban("e-1")));
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThan(Duration.ofMillis(900));
    assertThat(receiver.requests()).hasSize(2);

    receiver.once(503, "", Map.of("Retry-After", "600"));
    assertThatThrownBy(() -> notifier.tell(List.of(ban("e-2")))).hasMessageContaining("503");
    assertThatThrownBy(() -> notifier.tell(List.of(ban("e-2"))))
        .isInstanceOf(Fault.class)
        .hasMessageContainingAll("left alone", " s");
    assertThat(receiver.requests()).hasSize(3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Fri, 01 Jan 2100 00:00:00 GMT", "Fri, 01 Jan 2010 00:00:00 GMT", "soon"})
  void retryAfterMayBeADate(String date) throws Exception {
    Notifier notifier = notifier();
    receiver.once(503, "", Map.of("Retry-After", date));
    assertThatThrownBy(() -> notifier.tell(List.of(ban("e-1")))).isInstanceOf(Fault.class);
    if (date.contains("2100")) {
      assertThatThrownBy(() -> notifier.tell(List.of(ban("e-1"))))
          .hasMessageContaining("left alone");
    } else {
      notifier.tell(List.of(ban("e-1")));
    }
    assertThat(receiver.requests()).hasSize(date.contains("2100") ? 1 : 2);
  }

  @Test
  void whatWasTakenIsNotToldAgainWhenALaterOneFails() throws Exception {
    Notifier notifier = notifier();
    List<Notice> three = List.of(ban("e-1"), ban("e-2"), ban("e-3"));
    receiver.once(200, "", Map.of());
    receiver.once(500, "", Map.of());
    assertThatThrownBy(() -> notifier.tell(three)).hasMessageContaining("e-2");
    notifier.tell(three);
    assertThat(receiver.requests())
        .extracting(each -> each.headers().get("X-Gaoler-Event"))
        .containsExactly("e-1", "e-2", "e-2", "e-3");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "H", "HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\nx"})
  void serverThatHangsIsLeftInTime(String beginning) throws Exception {
    try (ServerSocket server = new ServerSocket()) {
      server.bind(new InetSocketAddress(Receiver.loopback(), 0));
      CompletableFuture<Socket> accepted =
          CompletableFuture.supplyAsync(() -> accept(server, beginning));
      Notifier notifier =
          notifier("url", "http://127.0.0.1:" + server.getLocalPort() + "/", "timeout", "1s");
      long begin = System.nanoTime();
      assertThatThrownBy(() -> notifier.tell(List.of(ban("e-1"))))
          .isInstanceOf(Fault.class)
          .hasMessageContainingAll("127.0.0.1", "e-1");
      assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(9));
      accepted.join().close();
    }
  }

  private static Socket accept(ServerSocket server, String beginning) {
    try {
      Socket socket = server.accept();
      socket.getOutputStream().write(beginning.getBytes(StandardCharsets.US_ASCII));
      return socket;
    } catch (IOException failed) {
      throw new AssertionError(failed);
    }
  }

  @Test
  void serverThatDribblesIsLeftInTime() throws Exception {
    try (ServerSocket server = new ServerSocket()) {
      server.bind(new InetSocketAddress(Receiver.loopback(), 0));
      CompletableFuture<Void> dribbling = CompletableFuture.runAsync(() -> dribble(server));
      Notifier notifier =
          notifier("url", "http://127.0.0.1:" + server.getLocalPort() + "/", "timeout", "2s");
      assertThatThrownBy(() -> notifier.tell(List.of(ban("e-1"))))
          .isInstanceOf(Fault.class)
          .hasMessageContaining("no answer within 2 s");
      dribbling.join();
    }
  }

  /** Until the other side has hung up. */
  private static void dribble(ServerSocket server) {
    try (Socket socket = server.accept()) {
      socket.setSoTimeout(100);
      for (int i = 0; i < 600; i++) {
        socket.getOutputStream().write("HTTP/1.1 200 OK\r\nX: ".charAt(Math.min(i, 19)));
        socket.getOutputStream().flush();
        if (hungUp(socket)) {
          return;
        }
      }
      throw new AssertionError("it was never hung up on");
    } catch (IOException gone) {
      assertThat(gone).isNotNull();
    }
  }

  private static boolean hungUp(Socket socket) throws IOException {
    try {
      socket.getInputStream().readNBytes(10_000);
      return true;
    } catch (SocketTimeoutException quiet) {
      return false;
    }
  }

  @Test
  void serverThatIsAwayIsNamedWithItsAddress() throws Exception {
    String url = receiver.url();
    receiver.close();
    assertThatThrownBy(() -> notifier("url", url + "secret").tell(List.of(ban("e-1"))))
        .isInstanceOf(Fault.class)
        .hasMessageContainingAll("127.0.0.1", "refused")
        .hasMessageNotContaining("secret");
  }

  @Test
  void onlyTheServerThatIsVouchedForIsTold() throws Exception {
    Path keys = Receiver.keys(folder, "ip:127.0.0.1");
    Path other = Receiver.keys(folder, "dns:other.example.com");
    try (Receiver secure = Receiver.secure(keys);
        Receiver misnamed = Receiver.secure(other)) {
      String pem = Receiver.certificate(keys).toString();
      notifier("url", secure.url(), "cafile", pem).tell(List.of(ban("e-1"), ban("e-2")));
      assertThat(secure.requests()).hasSize(2);

      assertThatThrownBy(() -> notifier("url", secure.url()).tell(List.of(ban("e-3"))))
          .isInstanceOf(Fault.class)
          .hasMessageContaining("cafile");
      String misnamedPem = Receiver.certificate(other).toString();
      assertThatThrownBy(
              () ->
                  notifier("url", misnamed.url(), "cafile", misnamedPem).tell(List.of(ban("e-4"))))
          .isInstanceOf(Fault.class)
          .hasMessageContaining("127.0.0.1");
      assertThatThrownBy(
              () -> notifier("url", misnamed.url(), "cafile", pem).tell(List.of(ban("e-5"))))
          .isInstanceOf(Fault.class);
      assertThat(secure.requests()).hasSize(2);
      assertThat(misnamed.requests()).isEmpty();
    }
  }

  @Test
  void cafileWithoutCertificatesIsNamed() throws Exception {
    Path empty = Receiver.file(folder, "empty.pem", "nothing\n");
    assertThatThrownBy(() -> notifier("cafile", empty.toString()).tell(List.of(ban("e-1"))))
        .isInstanceOf(Fault.class)
        .hasMessageContainingAll("cafile", empty.toString());
    assertThatThrownBy(() -> notifier("template", "/nowhere/t").tell(List.of(ban("e-1"))))
        .isInstanceOf(Fault.class)
        .hasMessageContainingAll("template", "/nowhere/t", "does not exist");
  }

  @Test
  void proxyIsAskedInstead() throws Exception {
    String proxy = receiver.url().replaceAll("^http://|/$", "");
    notifier("url", "http://127.0.0.1:1/hook", "proxy", proxy).tell(List.of(ban("e-1")));
    assertThat(receiver.last().uri().getPath()).isEqualTo("/hook");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      value = {
        "url!http://192.0.2.1/hook",
        "url!http://localhost.example.com/",
        "url!https://user:pw@192.0.2.1/",
        "url!ftp://192.0.2.1/",
        "url!https:///x",
        "url!https://a b/",
        "url!''",
        "method!GET",
        "method!PATCH",
        "headers!no colon",
        "headers!Näme: x",
        "template!relative",
        "type!xml",
        "markup!bbcode",
        "events!ban, found",
        "digest!-1",
        "digest!1y",
        "lines!101",
        "timeout!0",
        "timeout!1m",
        "secretfile!relative",
        "cafile!relative",
        "proxy!proxy.example.com",
        "proxy!a:99999",
        "name!a b"
      })
  void wrongOptionIsNamedWithItsValueAndWhatIsAccepted(String option, String value) {
    assertThatThrownBy(() -> notifier(option, value))
        .isInstanceOf(Fault.class)
        .hasMessageContainingAll("webhook", option, "accepted")
        .hasMessageNotContaining("pw@");
  }
}
