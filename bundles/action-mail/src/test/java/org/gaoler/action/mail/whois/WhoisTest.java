package org.gaoler.action.mail.whois;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.gaoler.api.IpBlock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whois servers on loopback that answer, refer, hang, flood and lie. */
final class WhoisTest {

  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-21T12:00:00Z"), ZoneOffset.UTC);
  private static final Duration SHORT = Duration.ofMillis(300);
  private static final Duration LONG = Duration.ofSeconds(20);

  private static Whois whois(WhoisDouble first, Duration limit, int most) {
    return whois(first, limit, most, CLOCK);
  }

  private static Whois whois(WhoisDouble first, Duration limit, int most, Clock clock) {
    Server server = Server.parse(first.address()).orElseThrow();
    return new Whois(
        new Whois.Settings(server, limit, Duration.ofDays(1), most),
        (address, port) -> address.isLoopbackAddress(),
        clock);
  }

  private static IpBlock block(String text) {
    return IpBlock.parse(text).orElseThrow();
  }

  private static String ask(Whois whois, String about) throws InterruptedException {
    return whois.ask(List.of(block(about))).get(block(about));
  }

  @ParameterizedTest
  @CsvSource({
    "192.0.2.1,192.0.2.1",
    "2001:db8::1,2001:db8::1",
    "198.51.100.0/24,198.51.100.0",
    "2001:db8:1::/64,2001:db8:1::"
  })
  void answerIsToldWithTheServerThatGaveIt(String about, String asked) throws Exception {
    try (WhoisDouble server = WhoisDouble.saying("netname: EXAMPLE\r\ncountry: ZZ\r\n")) {
      assertThat(ask(whois(server, LONG, 10), about))
          .isEqualTo("  (" + server.address() + ")\n  netname: EXAMPLE\n  country: ZZ\n");
      assertThat(server.questions).containsExactly(asked);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"refer: ", "ReferralServer: whois://", "whois:        "})
  void referralsAreFollowed(String referral) throws Exception {
    try (WhoisDouble registry = WhoisDouble.saying("netname: EXAMPLE\n");
        WhoisDouble first =
            WhoisDouble.saying("% root\n\n" + referral + registry.address() + "\n")) {
      assertThat(ask(whois(first, LONG, 10), "192.0.2.1"))
          .contains("(" + registry.address() + ")", "  netname: EXAMPLE")
          .doesNotContain("% root");
      assertThat(registry.questions).containsExactly("192.0.2.1");
    }
  }

  @Test
  void referralsInACircleEnd() throws Exception {
    String[] other = new String[1];
    try (WhoisDouble first =
            new WhoisDouble(
                (out, closing) ->
                    out.write(("refer: " + other[0]).getBytes(StandardCharsets.US_ASCII)));
        WhoisDouble second = WhoisDouble.saying("refer: " + first.address() + "\n")) {
      other[0] = second.address();
      assertThat(ask(whois(first, LONG, 10), "192.0.2.1")).contains(second.address());
      assertThat(first.questions).hasSize(1);
      assertThat(second.questions).hasSize(1);
    }
  }

  @Test
  void referralInsideIsNotFollowed() throws Exception {
    for (String inside :
        List.of("127.0.0.1", "10.0.0.1", "169.254.169.254", "100.64.0.1", "::1", "fd00::1")) {
      assertThat(Guard.PUBLIC.allows(InetAddress.getByName(inside), 43)).as(inside).isFalse();
    }
    assertThat(Guard.PUBLIC.allows(InetAddress.getByName("192.0.2.43"), 43)).isTrue();
    assertThat(Guard.PUBLIC.allows(InetAddress.getByName("192.0.2.43"), 25)).isFalse();

    try (WhoisDouble victim = WhoisDouble.saying("never\n");
        WhoisDouble first = WhoisDouble.saying("x: y\nrefer: " + victim.address() + "\n")) {
      Whois.Settings settings =
          new Whois.Settings(
              Server.parse(first.address()).orElseThrow(), LONG, Duration.ofDays(1), 10);
      assertThat(ask(new Whois(settings, Guard.PUBLIC, CLOCK), "192.0.2.1"))
          .contains(
              "  x: y\n", "whois: no answer from " + victim.address(), "no public whois server");
      assertThat(victim.questions).isEmpty();
    }
  }

  @Test
  void hangingServerCostsTheLimitOnceForAllQuestions() throws Exception {
    try (WhoisDouble server = WhoisDouble.hanging()) {
      Whois whois = whois(server, SHORT, 10);
      Map<IpBlock, String> told =
          whois.ask(List.of(block("192.0.2.1"), block("192.0.2.2"), block("2001:db8::1")));
      assertThat(told.values())
          .hasSize(3)
          .allMatch(text -> text.equals("whois: no answer within 0.3 s\n"));
      assertThat(ask(whois, "192.0.2.1")).isEqualTo("whois: no answer within 0.3 s\n");
      assertThat(server.questions).filteredOn("192.0.2.1"::equals).hasSize(1);
    }
  }

  @Test
  void registryThatHangsAfterAReferralIsGivenUp() throws Exception {
    try (WhoisDouble registry = WhoisDouble.hanging();
        WhoisDouble first = WhoisDouble.saying("refer: " + registry.address() + "\n")) {
      assertThat(ask(whois(first, SHORT, 10), "192.0.2.1"))
          .startsWith("whois: no answer within 0.3 s");
    }
  }

  @Test
  void missingServerIsNamed() throws Exception {
    WhoisDouble gone = WhoisDouble.hanging();
    gone.close();
    assertThat(ask(whois(gone, LONG, 10), "192.0.2.1"))
        .startsWith("whois: no answer from " + gone.address())
        .contains("refused");
  }

  @Test
  void floodIsCut() throws Exception {
    try (WhoisDouble server = WhoisDouble.flooding()) {
      assertThat(ask(whois(server, LONG, 10), "192.0.2.1"))
          .hasSizeLessThan(20_000)
          .contains("  spam: and more of it\n", "more lines are left out");
    }
  }

  @Test
  void manyHangingQuestionsLeaveNoMoreThreadsThanEight() throws Exception {
    try (WhoisDouble server = WhoisDouble.hanging()) {
      List<IpBlock> crowd = IntStream.range(0, 20).mapToObj(i -> block("192.0.2." + i)).toList();
      Map<IpBlock, String> told = whois(server, SHORT, 100).ask(crowd);
      assertThat(told.values()).filteredOn(text -> text.contains("no answer within")).hasSize(8);
      assertThat(told.values()).filteredOn(text -> text.contains("not asked")).hasSize(12);
    }
  }

  @Test
  void hostileAnswerBecomesPlainLines() throws Exception {
    byte[] hostile =
        "~!touch /tmp/gaoler-kit\n~r /etc/passwd\r\n.\r\n\u001b[2J\u0007\u202ebell\nBcc: x@example.com\n"
            .getBytes(StandardCharsets.UTF_8);
    try (WhoisDouble server = WhoisDouble.saying(hostile)) {
      assertThat(ask(whois(server, LONG, 10), "192.0.2.1"))
          .isEqualTo(
              "  ("
                  + server.address()
                  + ")\n  ~!touch /tmp/gaoler-kit\n  ~r /etc/passwd\n  .\n  ?[2J??bell\n"
                  + "  Bcc: x@example.com\n");
    }
  }

  @Test
  void latinTextIsRead() throws Exception {
    try (WhoisDouble server =
        WhoisDouble.saying("descr: Müller\n".getBytes(StandardCharsets.ISO_8859_1))) {
      assertThat(ask(whois(server, LONG, 10), "192.0.2.1")).contains("descr: Müller");
    }
  }

  @Test
  void answersAreRememberedForAWhileAndNotTooMany() throws Exception {
    MovingClock clock = new MovingClock(CLOCK.instant());
    try (WhoisDouble server = WhoisDouble.saying("netname: EXAMPLE\n")) {
      Whois whois = whois(server, LONG, 2, clock);
      ask(whois, "192.0.2.1");
      ask(whois, "192.0.2.1");
      assertThat(server.questions).hasSize(1);
      ask(whois, "192.0.2.2");
      ask(whois, "192.0.2.3");
      ask(whois, "192.0.2.3");
      assertThat(server.questions).hasSize(3);
      ask(whois, "192.0.2.1");
      assertThat(server.questions).hasSize(4);
      clock.now = clock.now.plus(Duration.ofDays(1));
      ask(whois, "192.0.2.1");
      assertThat(server.questions).hasSize(5);
    }
  }

  @Test
  void connectionThatBreaksOffIsNoTrouble() throws Exception {
    try (WhoisDouble server = WhoisDouble.saying("")) {
      assertThat(ask(whois(server, LONG, 10), "192.0.2.1"))
          .isEqualTo("  (" + server.address() + ")\n");
    }
  }

  private static final class MovingClock extends Clock {

    private Instant now;

    MovingClock(Instant now) {
      this.now = now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return now;
    }
  }
}
