package org.gaoler.action.dnsbl;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.gaoler.api.Ban;
import org.gaoler.api.Enforcer;
import org.gaoler.api.EnforcerFactory.Order;
import org.gaoler.api.Fault;
import org.gaoler.api.Offender;
import org.gaoler.testkit.Eventually;
import org.gaoler.testkit.Shell;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Written files as a real BIND and a real rbldnsd read them when the reload command tells them. */
final class WrittenZoneTest {

  private static final Instant UNTIL = Instant.parse("2027-01-01T00:00:00Z");

  @TempDir private Path folder;

  private static Enforcer enforcer(Path file, String format, String zone, String reload)
      throws Fault {
    Map<String, String> options =
        Map.of("file", file.toString(), "format", format, "zone", zone, "reload", reload);
    Map<String, String> defaults =
        Map.of("answer", "127.0.0.7", "ttl", "1m", "txt", "<ip> costs $5");
    return new DnsblEnforcerFactory(defaults, new Sweep("dig", "nsupdate"), Clock.systemUTC())
        .enforcer(new Order("sshd", "dnsbl-zonefile", options));
  }

  private static List<Ban> bans(String... whom) {
    return Stream.of(whom).map(who -> new Ban(Offender.parse(who), UNTIL)).toList();
  }

  @Test
  void bindAnswersAfterEachReload() throws Exception {
    try (Bind bind = new Bind(folder)) {
      Path file = folder.resolve("written.zone");
      String reload = "kill -HUP " + bind.pid();
      Enforcer enforcer = enforcer(file, "bind", "written.example.org", reload);
      enforcer.open();
      enforcer.apply(bans("192.0.2.1", "2001:db8:1::/64"), List.of());
      String ipv6 = Listing.relative(Offender.parse("2001:db8:1::77")) + ".written.example.org";
      answers(() -> bind.dig("1.2.0.192.written.example.org"), "127.0.0.7");
      answers(() -> bind.dig(ipv6, "TXT"), "\"2001:db8:1::/64 costs $5\"");

      enforcer.apply(List.of(), List.of(Offender.parse("192.0.2.1")));
      answers(() -> bind.dig("1.2.0.192.written.example.org"), "");
      answers(() -> bind.dig(ipv6), "127.0.0.7");
    }
  }

  @Test
  void rbldnsdAnswersAfterEachReloadForNetworksOfAnyLength() throws Exception {
    Path file = folder.resolve("bl");
    enforcer(file, "rbldnsd", "bl.example.org", "").open();
    try (Rbldnsd rbldnsd = new Rbldnsd(file)) {
      String reload = "kill -HUP " + rbldnsd.pid();
      Enforcer enforcer = enforcer(file, "rbldnsd", "bl.example.org", reload);
      enforcer.apply(bans("192.0.2.1", "198.51.100.32/27", "2001:db8:1::/52"), List.of());
      answers(() -> ask(rbldnsd, "192.0.2.1", "A"), "127.0.0.7");
      answers(() -> ask(rbldnsd, "198.51.100.63", "TXT"), "\"198.51.100.32/27 costs $5\"");
      answers(() -> ask(rbldnsd, "2001:db8:1:fff::1", "A"), "127.0.0.7");
      answers(() -> ask(rbldnsd, "2001:db8:1:1000::1", "A"), "");
      answers(() -> ask(rbldnsd, "127.0.0.2", "A"), "127.0.0.2");

      enforcer.apply(List.of(), List.of(Offender.parse("198.51.100.32/27")));
      answers(() -> ask(rbldnsd, "198.51.100.63", "A"), "");
      answers(() -> ask(rbldnsd, "192.0.2.1", "TXT"), "\"192.0.2.1 costs $5\"");
    }
  }

  private static String ask(Rbldnsd rbldnsd, String address, String type) throws Exception {
    String name = Listing.relative(Offender.parse(address)) + ".bl.example.org";
    List<String> command =
        Unpacked.packages("bind", "bind9", "bind9-dnsutils")
            .command(
                "dig", "@127.0.0.1", "-p", Integer.toString(rbldnsd.port()), "+short", name, type);
    return Shell.run(command.toArray(String[]::new)).strip();
  }

  private interface Question {
    String answer() throws Exception;
  }

  /** A name server reads in its own time. */
  private static void answers(Question question, String expected) {
    String[] last = new String[1];
    Eventually.await(
        () -> "answer " + expected + ", not " + last[0],
        Duration.ofSeconds(10),
        () -> {
          last[0] = question.answer();
          return last[0].equals(expected);
        });
    assertThat(last[0]).isEqualTo(expected);
  }
}
