package org.gaoler.itests.netns;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** People and other programs are told of bans, whatever happens meanwhile; real processes. */
@Tag("daemon")
@NeedsRoot
class NoticesTest {

  private static final String ATTACKER = "198.51.100.7";
  private static final String ATTACKER6 = "2001:db8:7::1";
  private static final Duration LATE = Duration.ofSeconds(30);

  private GuardedHost host;
  private MailDrop mail;

  @BeforeEach
  void guard() throws IOException {
    host = new GuardedHost();
    mail = new MailDrop(host.folder.resolve("mail"));
    Files.writeString(
        host.gaoler.base().resolve("etc/org.gaoler.action.mail.cfg"),
        "mta = "
            + mail.program()
            + "\nhostname = server.example.com\nwhois = no\n"
            + "emailheader = [rack 7]\n");
  }

  @AfterEach
  void leave() {
    host.close();
  }

  @Test
  void mailTellsWhoWasBannedAndWhatHeDid() {
    start("nftables, mail-whois-lines[dest=\"admin@example.com\"]");

    host.log.failures(ATTACKER, 3);
    String told = awaitMail("banned " + ATTACKER);
    assertThat(told)
        .contains("To: admin@example.com", "Subject: [rack 7] sshd: banned " + ATTACKER)
        .contains("Failed password for root from " + ATTACKER);

    host.log.failures(ATTACKER6, 3);
    assertThat(awaitMail("banned 2001:db8:7:"))
        .contains("Failed password for root from 2001:db8:7");
    assertThat(mail.mails("started")).hasSize(1);
  }

  @Test
  void mailSystemThatWasDownHearsOfEveryBanOnceAlsoAfterAKill() {
    mail.goDown();
    Process daemon = start("nftables, mail[startstop=no]");
    host.log.failures(ATTACKER, 3);
    host.awaitTurnedAway(ATTACKER);
    host.gaoler.awaitState(daemon, "sshd", "DEGRADED");
    assertThat(host.gaoler.client("status", "sshd").run().all()).contains("down", "mail");
    host.gaoler.kill(daemon);

    mail.comeBack();
    daemon = host.start();
    host.log.failures(ATTACKER6, 3);

    awaitTold(ATTACKER);
    awaitTold("2001:db8:7:");
    host.gaoler.stop(daemon);
    host.start();
    host.log.failures("198.51.100.8", 3);
    awaitTold("198.51.100.8");
    assertThat(ids()).hasSize(3).doesNotHaveDuplicates();
  }

  @Test
  void thousandBansMakeTwoMails() {
    Map<String, String> settings = host.settings();
    settings.put("maxretry", "1");
    settings.put("action", "nftables-allports, mail[startstop=no, digest=8s]");
    host.gaoler.jail("sshd", settings);
    host.start();
    host.log.crowd(1000);

    Await.until("all are told of", LATE, () -> told().size() == 1000, this::evidence);

    assertThat(mail.mails("")).hasSizeLessThanOrEqualTo(2);
  }

  @Test
  void listIsKeptInStepAndObeyedWhenEditedByHand() throws IOException {
    Path list = host.folder.resolve("ip.blocklist.sshd");
    start("nftables-allports, blocklist[path=\"" + list + "\"]");
    host.log.failures(ATTACKER, 3);
    host.log.failures(ATTACKER6, 3);
    Await.until(
        "both are listed",
        GuardedHost.SOON,
        () -> listed(list, ATTACKER) && listed(list, "2001:db8:7:"),
        this::evidence);

    Files.writeString(list, Files.readString(list) + "203.0.113.99 # by hand\n");
    host.awaitTurnedAway("203.0.113.99");
    Files.writeString(
        list,
        Files.readString(list)
            .lines()
            .filter(line -> !line.startsWith(ATTACKER))
            .map(line -> line + "\n")
            .reduce("", String::concat));
    host.awaitLetIn(ATTACKER);

    Files.writeString(list, Files.readString(list) + "192.0.2.300 # mistyped\n");
    host.gaoler.awaitState(host.daemon(), "sshd", "DEGRADED");
    assertThat(host.gaoler.client("status", "sshd").run().all())
        .contains(list + " line", "192.0.2.300");
    Files.writeString(list, Files.readString(list).replace("192.0.2.300 # mistyped\n", ""));
    host.gaoler.awaitState(host.daemon(), "sshd", "WATCHING");

    assertThat(host.banned()).contains("203.0.113.99").doesNotContain(ATTACKER);
    assertThat(host.hosts.turnsAway(ATTACKER6)).isTrue();
  }

  @Test
  void commandsOfOnesOwnRunForEachBanAndItsEnd() {
    Path ran = host.folder.resolve("ran");
    start(
        "nftables, command[ban=\"echo <emailheader> ban <ip> <failures> >>"
            + ran
            + "\", unban=\"echo unban <ip> >>"
            + ran
            + "\"]");
    host.log.failures(ATTACKER, 3);
    Await.until(
        "it ran",
        GuardedHost.SOON,
        () -> read(ran).contains("[rack 7] ban " + ATTACKER + " 3"),
        this::evidence);
    host.gaoler.client("unban", ATTACKER).must();

    Await.until(
        "it ran again",
        GuardedHost.SOON,
        () -> read(ran).contains("unban " + ATTACKER),
        this::evidence);
  }

  private Process start(String action) {
    Map<String, String> settings = host.settings();
    settings.put("action", action);
    host.gaoler.jail("sshd", settings);
    return host.start();
  }

  private String awaitMail(String subject) {
    Await.until(
        "a mail with " + subject, LATE, () -> !mail.mails(subject).isEmpty(), this::evidence);
    return mail.mails(subject).get(0);
  }

  private Set<String> told() {
    Set<String> told = new HashSet<>();
    Matcher address =
        Pattern.compile("198\\.18\\.\\d+\\.\\d+").matcher(String.join("\n", mail.mails("")));
    while (address.find()) {
      told.add(address.group());
    }
    return told;
  }

  private void awaitTold(String address) {
    Await.until(
        address + " is told of",
        LATE,
        () -> mail.mails("").stream().anyMatch(each -> each.contains(" " + address)),
        this::evidence);
  }

  /** Of every event in every mail. */
  private List<String> ids() {
    return mail.mails("").stream()
        .map(each -> each.replaceAll("\\r?\\n[ \t]+", " "))
        .flatMap(String::lines)
        .filter(line -> line.startsWith("X-Gaoler-Event:"))
        .flatMap(line -> Stream.of(line.substring(line.indexOf(':') + 1).split(",")))
        .map(String::strip)
        .toList();
  }

  private static boolean listed(Path list, String address) {
    return read(list).lines().anyMatch(line -> line.startsWith(address));
  }

  private static String read(Path file) {
    return Files.exists(file) ? Places.read(file) : "";
  }

  private String evidence() {
    return String.join("\n--\n", mail.mails(""))
        + host.gaoler.client("status", "-v").run().all()
        + host.gaoler.said();
  }
}
