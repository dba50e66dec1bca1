package org.gaoler.action.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.gaoler.action.mail.whois.WhoisDouble;
import org.gaoler.api.EnforcerFactory.Order;
import org.gaoler.api.Notice;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Mails with whois. */
final class WhoisMailTest {

  private final SmtpDouble server = new SmtpDouble();

  @AfterEach
  void stopServer() {
    server.close();
  }

  private Configured asking(String whoisServer) {
    return new Configured().smtp(server.port()).with("whoisserver", whoisServer);
  }

  @ParameterizedTest
  @ValueSource(strings = {"mail-whois", "sendmail-whois", "sendmail-geoip-lines"})
  void answerOfWhoisIsPartOfTheMail(String action) throws Exception {
    try (WhoisDouble whois = WhoisDouble.saying("netname: EXAMPLE\n~!touch /tmp/gaoler-kit\n")) {
      asking(whois.address())
          .with("html", "yes")
          .notifier(action)
          .tell(List.of(Notices.ban("b-1", "2001:db8::1", "a line")));

      Received mail = server.received.get(0);
      assertThat(mail.text()).contains("Whois of 2001:db8::1:\n\n  (", "  netname: EXAMPLE\n");
      Plain.check(mail);
    }
  }

  @Test
  void mailGoesWithoutWhoisIfThatHangsOrIsMissing() throws Exception {
    try (WhoisDouble whois = new WhoisDouble((out, closing) -> closing.await())) {
      asking(whois.address())
          .with("whoistimeout", "1s")
          .notifier("mail-whois")
          .tell(List.of(Notices.ban("b-1", "192.0.2.1")));
    }
    asking("127.0.0.1:1").notifier("mail-whois").tell(List.of(Notices.ban("b-2", "192.0.2.2")));

    assertThat(server.received.get(0).text()).contains("whois: no answer within 1 s");
    assertThat(server.received.get(1).text()).contains("whois: no answer from 127.0.0.1:1");
  }

  @Test
  void whoisIsNotAskedWhereItIsNotWanted() throws Exception {
    try (WhoisDouble whois = WhoisDouble.saying("netname: EXAMPLE\n")) {
      Notice ban = Notices.ban("b-1", "192.0.2.1");
      asking(whois.address()).notifier("mail").tell(List.of(ban));
      asking(whois.address()).notifier("mail-whois", Map.of("whois", "no")).tell(List.of(ban));
      asking(whois.address()).notifier("mail-whois").tell(List.of(Notices.ban("b-2", "somebody")));

      assertThat(server.received).hasSize(3);
      assertThat(whois.questions).isEmpty();
    }
  }

  @Test
  void digestAsksAboutTheFirstFewAndCountsTheRest() throws Exception {
    try (WhoisDouble whois = WhoisDouble.saying("netname: EXAMPLE\n")) {
      List<Notice> bans =
          IntStream.range(0, 12).mapToObj(i -> Notices.ban("b-" + i, "192.0.2." + i)).toList();
      asking(whois.address()).notifier("mail-whois").tell(bans);

      assertThat(server.received.get(0).text())
          .contains("Whois of 192.0.2.4:", "whois: not asked about 7 more")
          .doesNotContain("Whois of 192.0.2.5:");
      assertThat(whois.questions).hasSize(5);
    }
  }

  @Test
  void allJailsShareOneMemoryOfAnswers() throws Exception {
    try (WhoisDouble whois = WhoisDouble.saying("netname: EXAMPLE\n")) {
      MailNotifierFactory factory = asking(whois.address()).factory();
      for (String jail : List.of("sshd", "web")) {
        factory
            .notifier(new Order(jail, "mail-whois", Map.of()))
            .tell(List.of(Notices.ban("b-" + jail, "192.0.2.1")));
      }
      assertThat(server.received).hasSize(2);
      assertThat(whois.questions).containsExactly("192.0.2.1");
    }
  }
}
