package org.gaoler.action.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.mail.internet.InternetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.gaoler.action.mail.text.Clean;
import org.gaoler.api.Fault;
import org.gaoler.api.Notice;
import org.gaoler.api.Notifier;
import org.gaoler.api.Offender;
import org.gaoler.api.Sentence;
import org.gaoler.api.TimeSpan;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What mails say, to whom they go and when. */
final class MailTest {

  @TempDir Path folder;

  private final SmtpDouble server = new SmtpDouble();
  private final Configured configured = new Configured().smtp(server.port());

  @AfterEach
  void stopServer() {
    server.close();
  }

  private Received only() {
    assertThat(server.received).hasSize(1);
    return server.received.get(0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"192.0.2.1", "2001:db8::1", "198.51.100.0/24", "2001:db8:1::/64"})
  void banIsToldWithWhoWhenWhyAndTheEvent(String offender) throws Exception {
    configured.notifier("mail").tell(List.of(Notices.ban("b-1", offender, "a line")));

    Received mail = only();
    assertThat(mail.to()).containsExactly("root");
    assertThat(mail.subject())
        .isEqualTo("[Fail2Ban] sshd: banned " + offender + " from web-07.example.com");
    assertThat(mail.header("From")).isEqualTo("Gaoler <root@web-07.example.com>");
    assertThat(mail.header("X-Gaoler-Event")).isEqualTo("b-1");
    assertThat(mail.header("Auto-Submitted")).isEqualTo("auto-generated");
    assertThat(mail.header("Date")).isEqualTo("Sat, 21 Nov 2026 12:00:00 GMT");
    assertThat(mail.text())
        .contains(offender, "5 failures", "alice", "2026-11-21 12:10:00 +0000", "event b-1")
        .doesNotContain("a line", "whois");
    assertThat(server.commands).contains("EHLO web-07.example.com");
  }

  @Test
  void sameEventHasTheSameMessageIdHoweverOftenItIsTold() throws Exception {
    Notice ban = Notices.ban("b-7", "192.0.2.7");
    configured.notifier("mail").tell(List.of(ban));
    configured.notifier("mail").tell(List.of(ban));

    assertThat(server.received).hasSize(2);
    for (Received mail : server.received) {
      assertThat(mail.header("Message-ID")).isEqualTo("<b-7.gaoler@web-07.example.com>");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mail-whois-lines",
        "sendmail-whois-lines",
        "sendmail-geoip-lines",
        "sendmail-whois-matches"
      })
  void matchedLinesAreShownWhereTheActionAsksForThem(String action) throws Exception {
    configured.with("whois", "no");
    configured
        .notifier(action, Map.of("lines", "2"))
        .tell(List.of(Notices.ban("b-1", "192.0.2.1", "first", "second", "third")));

    assertThat(only().text())
        .contains("Matched lines of 192.0.2.1 (the latest 2 of 3):\n\n  second\n  third\n")
        .doesNotContain("  first\n");
  }

  @Test
  void startStopAndUnbanAreToldIfWanted() throws Exception {
    Notifier notifier = configured.notifier("sendmail", Map.of("unban", "yes"));
    assertThat(notifier.kinds()).containsExactlyInAnyOrder(Notice.Kind.values());
    notifier.tell(List.of(Notices.of(Notice.Kind.START, "s-1")));
    notifier.tell(List.of(Notices.of(Notice.Kind.STOP, "s-2")));
    notifier.tell(List.of(Notices.unban("u-3", "2001:db8::3")));

    assertThat(server.received)
        .extracting(Received::subject)
        .containsExactly(
            "[Fail2Ban] sshd: started on web-07.example.com",
            "[Fail2Ban] sshd: stopped on web-07.example.com",
            "[Fail2Ban] sshd: unbanned 2001:db8::3 from web-07.example.com");
    assertThat(configured.notifier("mail", Map.of("startstop", "no")).kinds())
        .containsExactly(Notice.Kind.BAN);
  }

  @Test
  void headerOfSubjectsIsSetOnceForAllAndOverriddenByJails() throws Exception {
    configured.with("emailheader", "[<host> <jail> <ip>]");
    configured.notifier("mail").tell(List.of(Notices.ban("b-1", "192.0.2.1")));
    configured
        .notifier("mail", Map.of("emailheader", "[Grün]", "name", "SSH"))
        .tell(List.of(Notices.ban("b-2", "192.0.2.2")));

    assertThat(server.received.get(0).subject())
        .startsWith("[web-07.example.com sshd 192.0.2.1] sshd: banned");
    assertThat(server.received.get(1).subject()).startsWith("[Grün] sshd: banned");
    assertThat(server.received.get(1).raw()).contains("=?UTF-8?");
  }

  @Test
  void thousandBansAtOnceAreOneMailThatListsThemAll() throws Exception {
    List<Notice> bans =
        IntStream.range(0, 1000)
            .mapToObj(
                i -> Notices.ban("event-" + i, "198.18." + i / 256 + "." + i % 256, "line of " + i))
            .toList();
    configured.with("whois", "no").notifier("mail-whois-lines").tell(bans);

    Received mail = only();
    assertThat(mail.subject()).isEqualTo("[Fail2Ban] sshd: 1000 bans from web-07.example.com");
    String text = mail.text();
    for (int i = 0; i < 1000; i++) {
      assertThat(text)
          .contains("ban 198.18." + i / 256 + "." + i % 256 + ", until 2026-11-21 12:10:00 +0000, ")
          .contains("event event-" + i + "\n")
          .contains("  line of " + i + "\n");
    }
    assertThat(mail.header("X-Gaoler-Event")).startsWith("event-0, event-1,").contains("event-49");
    assertThat(mail.raw().length()).isLessThan(400_000);
  }

  @Test
  void linesBeyondTheLargestMailAreCountedTruly() throws Exception {
    List<Notice> bans =
        IntStream.range(0, 40)
            .mapToObj(i -> Notices.ban("e-" + i, "192.0.2." + i, longLines()))
            .toList();
    configured.with("whois", "no").notifier("mail-whois-lines").tell(bans);

    String text = only().text();
    long shown = text.lines().filter(line -> line.startsWith("Matched lines of ")).count();
    assertThat(shown).isBetween(5L, 15L);
    assertThat(text)
        .contains("The matched lines of " + (40 - shown) + " more bans are left out.")
        .contains("ban 192.0.2.39, ");
  }

  private static String[] longLines() {
    String[] lines = new String[50];
    Arrays.fill(lines, "x".repeat(1500));
    return lines;
  }

  @Test
  void digestAndLimitSayHowLongNoticesAreGathered() throws Exception {
    assertThat(configured.notifier("mail").gather()).isZero();
    assertThat(configured.notifier("mail", Map.of("digest", "1h")).gather()).hasHours(1);
    assertThat(configured.notifier("mail", Map.of("limit", "6")).gather()).hasMinutes(10);
    assertThat(configured.notifier("mail", Map.of("limit", "6", "digest", "30m")).gather())
        .hasMinutes(30);
    assertThat(configured.notifier("sendmail-buffered", Map.of("lines", "5")).gather()).hasHours(1);
    assertThat(configured.notifier("mail-buffered", Map.of("digest", "5m")).gather())
        .isEqualTo(Duration.ofMinutes(5));
  }

  @Test
  void htmlShowsValuesAndNeverTakesThemForMarkup() throws Exception {
    Notice ban =
        Notices.ban("b-1", "192.0.2.1", Map.of("user", "<b>&\"'"), "<script>alert(1)</script>");
    configured
        .with("whois", "no")
        .with("html", "yes")
        .notifier("mail-whois-lines")
        .tell(List.of(ban));

    assertThat(only().message().getContentType()).startsWith("multipart/alternative");
    assertThat(only().text()).contains("<b>&\"'", "<script>alert(1)</script>");
    assertThat(only().html())
        .contains("<b>192.0.2.1</b>", "&lt;b&gt;&amp;&quot;&#39;", "&lt;script&gt;")
        .doesNotContain("<script>");
  }

  @Test
  void templatesOfTheAdministratorAreUsedWithTheirTags() throws Exception {
    Files.writeString(
        folder.resolve("ban.txt"),
        "Subject: <name> <ip> <failures> <bantime>\n\n<F-USER>|<F-RHOST>|<matches>|<nonsense>|<time>\n");
    Files.writeString(folder.resolve("ban.html"), "<p><ip> <F-USER></p>\n");
    Notice ban = Notices.ban("b-1", "192.0.2.1", Map.of("user", "<ip>&"), "the <ip> line");
    configured
        .notifier(
            "mail-whois-lines",
            Map.of("templates", folder.toString(), "html", "yes", "whois", "no", "name", "SSH"))
        .tell(List.of(ban));

    assertThat(only().subject()).isEqualTo("SSH 192.0.2.1 5 600");
    assertThat(only().text())
        .startsWith("<ip>&||Matched lines of 192.0.2.1 (1):\n\n  the <ip> line\n")
        .contains("|<nonsense>|2026-11-21 12:00:00 +0000");
    assertThat(only().html()).startsWith("<p>192.0.2.1 &lt;ip&gt;&amp;</p>");
  }

  @Test
  void templateThatCannotBeReadIsNamed() throws Exception {
    Path template = folder.resolve("ban.txt");
    Files.write(template, new byte[] {(byte) 0xff, (byte) 0xfe, (byte) 0xc0});
    Notifier notifier = configured.notifier("mail", Map.of("templates", folder.toString()));

    assertThatThrownBy(() -> notifier.tell(List.of(Notices.ban("b-1", "192.0.2.1"))))
        .isInstanceOf(Fault.class)
        .hasMessageContainingAll(template.toString(), "UTF-8", "mend or remove");
    assertThat(server.received).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "dest|root, -oQ/tmp|mail addresses",
        "dest|a b<c@example.com>|mail addresses",
        "dest|@example.com|mail addresses",
        "sender|nobody@|mail addresses",
        "digest|soon|accepted",
        "limit|-1|0 to 3600",
        "startstop|perhaps|yes and no",
        "html|2|yes and no",
        "lines|many|0 to 10000",
        "whois|ja|yes and no",
        "name|a b|letters, digits",
        "templates|/no/such/folder|folders that exist",
        "mailcmd|mail -s x|accepted are actname, chain, dest"
      })
  void wrongOptionIsNamedWithItsValueAndWhatIsAccepted(String option, String value, String what) {
    assertThatThrownBy(() -> configured.notifier("mail-whois-lines", Map.of(option, value)))
        .isInstanceOf(Fault.class)
        .hasMessageContainingAll("action mail-whois-lines", option + " = ", what);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "mta|sendmail|/usr/sbin/sendmail",
        "smtphost|mail.example.com:25|smtpport",
        "smtpport|0|1 to 65535",
        "tls|ssl|none, starttls, tls and auto",
        "timeout|1m|1s to 40s",
        "user|gaoler|passwordfile",
        "whoisserver|whois example|host:port",
        "whoistimeout|1m|1s to 20s",
        "whoiscachesize|x|0 to 100000"
      })
  void wrongConfigurationIsNamedWithItsFile(String option, String value, String what) {
    configured.with(option, value);
    assertThatThrownBy(() -> configured.notifier("mail"))
        .isInstanceOf(Fault.class)
        .hasMessageContainingAll("in org.gaoler.action.mail.cfg", what);
  }

  @Test
  void passwordNeverGoesToAnotherMachineInTheClear() {
    configured.with("smtphost", "mail.example.com").with("tls", "none");
    configured.with("user", "gaoler").with("passwordfile", "/etc/gaoler/password");
    assertThatThrownBy(() -> configured.notifier("mail"))
        .isInstanceOf(Fault.class)
        .hasMessageContainingAll("tls = none", "mail.example.com");
  }

  @ParameterizedTest
  @ValueSource(strings = {"root@<host>", "root@<fq-hostname>", "root@web-07.example.com"})
  void senderMayNameThisMachine(String sender) throws Exception {
    configured
        .notifier("sendmail", Map.of("sender", sender, "sendername", "Wächter\nBcc: x@example.com"))
        .tell(List.of(Notices.ban("b-1", "192.0.2.1")));

    assertThat(only().message().getFrom())
        .containsExactly(
            new InternetAddress("root@web-07.example.com", "Wächter Bcc: x@example.com", "UTF-8"));
    assertThat(server.commands).contains("MAIL FROM:<root@web-07.example.com>");
    Plain.check(only());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "root\r\nBcc: victim@example.com\r\n\r\nbody",
        "$(touch /tmp/gaoler-kit)`touch /tmp/gaoler-kit`;|&",
        "~!touch /tmp/gaoler-kit",
        "a\u0000\u001b[2J\u202e\"'<script>alert(1)</script>"
      })
  void hostileIdentityIsPlainTextInTheSubjectToo(String identity) throws Exception {
    Notice ban = Notices.ban("b-1", identity, identity);
    configured.with("html", "yes").with("whois", "no").with("emailheader", "<ip>");
    configured.notifier("mail-whois-lines").tell(List.of(ban));
    configured.notifier("mail").tell(List.of(ban, Notices.ban("b-2", identity + "x")));

    assertThat(server.received).hasSize(2);
    for (Received mail : server.received) {
      Plain.check(mail);
      assertThat(mail.to()).containsExactly("root");
    }
    assertThat(server.received.get(0).text())
        .contains("has banned " + Clean.line(identity, 500) + ": 5 failures in 10m.");
  }

  @Test
  void banByHandTellsNoFailures() throws Exception {
    Sentence sentence =
        new Sentence(
            "sshd",
            Offender.parse("2001:db8::1"),
            Notices.NOON,
            TimeSpan.FOREVER,
            Sentence.Origin.MANUAL,
            "by hand",
            List.of());
    Notice ban = new Notice("b-1", Notices.NOON, "sshd", Notice.Kind.BAN, Optional.of(sentence));
    configured.notifier("mail-whois-lines", Map.of("whois", "no")).tell(List.of(ban));

    assertThat(only().text())
        .contains("has banned 2001:db8::1: by hand.", ", for ever")
        .doesNotContain("failure", "Matched lines");
  }

  @Test
  void refusedRecipientIsGivenUpWhenItWouldKeepTheOthersWaiting() throws Exception {
    server.refusals.put("RCPT TO:<gone@example.com>", "550 5.1.1 no such user");
    Notifier notifier =
        configured.notifier("mail", Map.of("dest", "gone@example.com one@example.com"));
    List<Notice> full =
        IntStream.range(0, 1000).mapToObj(i -> Notices.ban("b-" + i, "192.0.2.1")).toList();

    notifier.tell(full);
    assertThat(only().to()).containsExactly("one@example.com");

    server.refusals.put("RCPT TO:<one@example.com>", "550 5.1.1 no such user");
    assertThatThrownBy(() -> notifier.tell(full)).isInstanceOf(Fault.class);
  }

  @Test
  void everyRecipientGetsEachEventOnceWhileOneOfThemIsRefused() throws Exception {
    server.refusals.put("RCPT TO:<gone@example.com>", "550 5.1.1 no such user");
    Notifier notifier =
        configured.notifier("mail", Map.of("dest", "gone@example.com, one@example.com"));
    List<Notice> notices = new ArrayList<>(List.of(Notices.ban("b-1", "192.0.2.1")));

    assertThatThrownBy(() -> notifier.tell(notices))
        .isInstanceOf(Fault.class)
        .hasMessageContainingAll(
            "gone@example.com", "127.0.0.1:" + server.port(), "550 5.1.1 no such user", "dest");
    notices.add(Notices.ban("b-2", "192.0.2.2"));
    assertThatThrownBy(() -> notifier.tell(notices)).isInstanceOf(Fault.class);
    assertThat(server.received)
        .extracting(Received::subject)
        .containsExactly(
            "[Fail2Ban] sshd: banned 192.0.2.1 from web-07.example.com",
            "[Fail2Ban] sshd: banned 192.0.2.2 from web-07.example.com");

    server.refusals.clear();
    notifier.tell(notices);
    assertThat(server.received).hasSize(3);
    assertThat(server.received.get(2).to()).containsExactly("gone@example.com");
    assertThat(server.received.get(2).header("X-Gaoler-Event")).isEqualTo("b-1, b-2");
  }
}
