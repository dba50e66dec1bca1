package org.gaoler.action.nflog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.gaoler.api.Ban;
import org.gaoler.api.Enforcer;
import org.gaoler.api.EnforcerFactory.Order;
import org.gaoler.api.Fault;
import org.gaoler.api.Offender;
import org.gaoler.testkit.Eventually;
import org.gaoler.testkit.NetworkNamespace;
import org.gaoler.testkit.Root;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Chains as asked for, and real packets that a real listener hears of. */
@Tag("root")
final class NflogTest {

  private static final Instant UNTIL = Instant.parse("2027-01-01T00:00:00Z");
  private static final Duration SOON = Duration.ofSeconds(10);
  private static final List<String> BANNED = List.of("127.0.0.2", "::1");

  @TempDir Path folder;
  private NetworkNamespace namespace;
  private final List<Enforcer> made = new ArrayList<>();

  @BeforeEach
  void makeNamespace() {
    Root.required();
    namespace = new NetworkNamespace();
  }

  @AfterEach
  void removeNamespace() {
    made.forEach(Enforcer::close);
    if (namespace != null) {
      namespace.close();
    }
  }

  private Enforcer open(String program, Map<String, String> options) throws Exception {
    Enforcer enforcer =
        Firewall.factory(namespace, program).enforcer(new Order("sshd", "nflog", options));
    made.add(enforcer);
    enforcer.open();
    return enforcer;
  }

  private static List<Ban> bans(List<String> whom) {
    return whom.stream().map(who -> new Ban(Offender.parse(who), UNTIL)).toList();
  }

  private List<String> rules(String tool, String chain) {
    return namespace
        .run(tool, "-w", "-S", chain)
        .lines()
        .map(line -> line.replace("\"", "").replaceAll(" +", " "))
        .toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"iptables-nft", "iptables-legacy"})
  void chainsAreThoseThatAreAskedForInBothFamilies(String program) throws Exception {
    Firewall.both(program)
        .forEach(tool -> namespace.run(tool, "-w", "-A", "INPUT", "-j", "ACCEPT"));
    Enforcer enforcer = open(program, Map.of("port", "ssh,80", "protocol", "tcp"));
    enforcer.apply(bans(BANNED), List.of());

    for (String tool : Firewall.both(program)) {
      assertThat(rules(tool, "INPUT").get(1))
          .isEqualTo(
              "-A INPUT -p tcp -m multiport --dports 22,80 -m comment --comment gaoler:sshd"
                  + " -j gaoler-sshd");
      assertThat(rules(tool, "gaoler-sshd"))
          .anyMatch(rule -> rule.endsWith("-j gaoler-sshd-nflog"));
      assertThat(rules(tool, "gaoler-sshd-nflog").get(1))
          .contains("--limit 6/min", "--limit-burst 2", "--nflog-group 10")
          .contains("--nflog-prefix gaoler-sshd:DROP");
      assertThat(rules(tool, "gaoler-sshd-nflog").get(2)).isEqualTo("-A gaoler-sshd-nflog -j DROP");
    }
  }

  @Test
  void groupPrefixLimitAndBurstAreOptions() throws Exception {
    open("iptables-nft", Map.of("group", "7", "prefix", "away ", "limit", "3/hour", "burst", "9"));
    assertThat(rules("iptables-nft", "gaoler-sshd-nflog").get(1))
        .contains("--limit 3/hour", "--limit-burst 9", "--nflog-group 7", "--nflog-prefix away");
  }

  @Test
  void namesStayWithinTheKernelsLimitAndThePrefixIsCut() throws Exception {
    String jail = "a-very-long-name-of-a-jail-of-somebody";
    for (String name : List.of(jail + "1", jail + "2")) {
      Enforcer enforcer =
          Firewall.factory(namespace, "iptables-nft").enforcer(new Order(name, "nflog", Map.of()));
      made.add(enforcer);
      enforcer.open();
    }
    List<String> chains =
        namespace
            .run("iptables-nft", "-S")
            .lines()
            .filter(line -> line.startsWith("-N "))
            .map(line -> line.substring(3))
            .toList();
    assertThat(chains).hasSize(4).allMatch(chain -> chain.length() <= 28);
    assertThat(chains.stream().filter(chain -> chain.endsWith("-nflog"))).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "group|70000",
        "group|ten",
        "limit|often",
        "burst|0",
        "prefix|a\"b",
        "kill|maybe",
        "port|nosuchport"
      })
  void wrongOptionIsNamedWithItsValue(String option, String value) {
    assertThatThrownBy(() -> open("iptables-nft", Map.of(option, value)))
        .isInstanceOf(Fault.class)
        .hasMessageContainingAll("nflog", option, value);
  }

  @ParameterizedTest
  @ValueSource(strings = {"iptables-nft", "iptables-legacy"})
  void chainThatLogsIsMadeAgainWhenSomebodyEmptiesIt(String program) throws Exception {
    Enforcer enforcer = open(program, Map.of());
    enforcer.apply(bans(BANNED), List.of());
    namespace.run(program, "-w", "-F", "gaoler-sshd-nflog");
    assertThat(enforcer.inForce())
        .extracting(ban -> ban.offender().toString())
        .doesNotContain("127.0.0.2");

    enforcer.open();

    assertThat(enforcer.inForce()).hasSize(2);
    assertThat(rules(program, "gaoler-sshd-nflog")).hasSize(3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"iptables-nft", "iptables-legacy"})
  void listenerHearsOfDroppedPacketsWithThePrefixAndNobodyGetsIn(String program) throws Exception {
    Enforcer enforcer = open(program, Map.of("protocol", "all"));
    Path heard = folder.resolve("heard");
    Process listener = listen(heard);
    try {
      Eventually.await("the listener listens", SOON, () -> text(heard).contains("listening"));
      assertThat(answers("127.0.0.2")).isTrue();
      enforcer.apply(bans(BANNED), List.of());

      assertThat(answers("127.0.0.2")).isFalse();
      assertThat(answers("::1")).isFalse();
      Eventually.await(
          "packets of both families are heard of",
          SOON,
          () -> text(heard).contains("127.0.0.2.") && text(heard).contains("::1."));
      assertThat(
              Files.readString(folder.resolve("raw"), java.nio.charset.StandardCharsets.ISO_8859_1))
          .contains("gaoler-sshd:DROP ");
    } finally {
      listener.descendants().forEach(ProcessHandle::destroyForcibly);
      listener.destroyForcibly();
    }
  }

  /** Prints what it hears, and keeps the raw messages, which hold the prefix. */
  private Process listen(Path heard) throws IOException {
    String raw = folder.resolve("raw").toString();
    String command = "tcpdump -i nflog:10 -U -w - | tee " + raw + " | tcpdump -n -l -r -";
    List<String> words = new ArrayList<>(namespace.prefix());
    words.addAll(List.of("sh", "-c", command));
    return new ProcessBuilder(words)
        .redirectErrorStream(true)
        .redirectOutput(heard.toFile())
        .start();
  }

  private static String text(Path file) throws IOException {
    return Files.exists(file) ? Files.readString(file) : "";
  }

  /**
   * Nobody listens at that port: a kernel that is reached refuses, one that is not says nothing.
   */
  private boolean answers(String whence) {
    String knock =
        """
        import socket, sys
        try:
            socket.create_connection((sys.argv[2], 9), 0.5, (sys.argv[1], 0))
        except ConnectionRefusedError:
            print("yes")
        except OSError:
            print("no")
        """;
    String target = whence.contains(":") ? "::1" : "127.0.0.1";
    return namespace.run("python3", "-c", knock, whence, target).contains("yes");
  }
}
