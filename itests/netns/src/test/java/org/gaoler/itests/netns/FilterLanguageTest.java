package org.gaoler.itests.netns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Filters as administrators write them, from file to firewall: several lines, host names, repeat
 * counts, and every kind of mistake, all in one daemon.
 */
@Tag("daemon")
@NeedsRoot
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FilterLanguageTest {

  private static final String HOSTS =
      """
      127.0.0.1 localhost
      198.51.100.130 one.example.com
      198.51.100.131 both.example.com
      2001:db8:131::1 both.example.com
      """;

  private final GuardedHost host = new GuardedHost();
  private final Path names = host.folder.resolve("hosts");
  private final Instance gaoler =
      host.instance(
          "named",
          "unshare",
          "-m",
          "sh",
          "-c",
          "mount --bind " + names + " /etc/hosts && exec \"$0\" \"$@\"");

  /** Filter, its file's text, what the one line of its jail must say. */
  static Stream<Arguments> mistakes() {
    return Stream.of(
        arguments(
            "include",
            "[INCLUDES]\nbefore = nowhere.conf\n[Definition]\nfailregex = ^x <HOST>$\n",
            List.of("include.conf", "line 2", "nowhere.conf")),
        arguments(
            "selfref",
            "[Definition]\nfailregex = <again> <HOST>\nagain = a<again>\n",
            List.of("selfref.conf", "again")),
        arguments(
            "unknown",
            "[Definition]\nfailregex = ^%(__nothing)s <HOST>$\n",
            List.of("unknown.conf", "line 2", "__nothing")),
        arguments(
            "expression",
            "[Definition]\nfailregex = ^good <HOST>$\n            ^(bad <HOST>$\n",
            List.of("expression.conf", "line 3", "(bad")),
        arguments(
            "nobody",
            "[Definition]\nfailregex = ^somebody failed$\n",
            List.of("nobody.conf", "line 2", "somebody failed", "<HOST>")),
        arguments(
            "duplicate",
            "[Definition]\nfailregex = ^x <HOST>$\nmode = a\nmode = b\n",
            List.of("duplicate.conf", "line 4", "mode")),
        arguments(
            "empty", "[Definition]\nignoreregex = ^x$\n", List.of("empty.conf", "failregex")));
  }

  @BeforeAll
  void start() throws IOException {
    Files.writeString(names, HOSTS);
    Files.createDirectories(gaoler.base().resolve("etc/filter.d"));
    gaoler.jail("sshd", host.settings());
    mistakes().map(Arguments::get).forEach(wrong -> jail(wrong[0].toString(), wrong[1].toString()));
    jail(
        "twolines",
        """
        [Definition]
        failregex = ^ \\S+ gated: visitor <HOST>$<SKIPLINES>^ \\S+ gated: turned away$
        maxlines = 5
        """);
    jail(
        "named",
        """
        [Definition]
        failregex = ^ \\S+ named: refused <HOST>$
        """);
    jail(
        "repeated",
        """
        [Definition]
        failregex = ^ \\S+ repeatd: failure from <HOST>, <F-COUNT>\\d+</F-COUNT> times$
        """);
    Process daemon = gaoler.start();
    for (String jail : List.of("sshd", "twolines", "named", "repeated")) {
      gaoler.awaitState(daemon, jail, "WATCHING");
    }
  }

  @AfterAll
  void leave() {
    host.close();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("mistakes")
  void mistakeInAFilterHoldsItsJailWithOneLineThatNamesThePlace(
      String jail, String text, List<String> named) {
    Await.until(
        jail + " waits",
        GuardedHost.SOON,
        () -> gaoler.jail(jail).map(found -> !isWatching(found)).orElse(false),
        gaoler::said);

    List<?> reasons = (List<?>) gaoler.jail(jail).orElseThrow().get("reasons");

    assertThat(reasons)
        .as(text)
        .anySatisfy(reason -> assertThat(reason.toString()).contains(named).doesNotContain("\n"));
  }

  @ParameterizedTest
  @MethodSource("attackers")
  void failureThatSpansLinesBansAlthoughOthersStandBetween(String address) {
    for (int i = 0; i < 3; i++) {
      host.log.line("server gated: visitor " + address);
      host.log.line("server other: hello");
      host.log.line("server gated: turned away");
    }

    host.awaitTurnedAway(address);
  }

  static Stream<String> attackers() {
    return Stream.of("198.51.100.135", "2001:db8:135::1");
  }

  @Test
  void nameIsLookedUpAndAllItsAddressesAreBanned() {
    for (int i = 0; i < 3; i++) {
      host.log.line("server named: refused one.example.com");
      host.log.line("server named: refused both.example.com");
    }

    host.awaitTurnedAway("198.51.100.130");
    host.awaitTurnedAway("198.51.100.131");
    host.awaitTurnedAway("2001:db8:131::1");
  }

  @Test
  void nameThatDoesNotResolveHoldsNobodyUpAndIsToldOnce() {
    for (int i = 0; i < 20; i++) {
      host.log.line("server named: refused nowhere" + i % 2 + ".invalid");
    }
    for (int i = 0; i < 3; i++) {
      host.log.line("server named: refused 198.51.100.132");
    }

    host.awaitTurnedAway("198.51.100.132");
    Await.until(
        "it is told",
        GuardedHost.SOON,
        () -> gaoler.said().contains("nowhere1.invalid"),
        gaoler::said);
    assertThat(Places.read(gaoler.base().resolve("log/gaoler.log")).lines())
        .filteredOn(line -> line.contains("nowhere1.invalid"))
        .hasSize(1);
  }

  @Test
  void numberInTheLineCountsThatMany() {
    host.log.line("server repeatd: failure from 198.51.100.133, 2 times");
    host.log.line("server repeatd: failure from 198.51.100.134, 7 times");

    host.awaitTurnedAway("198.51.100.134");
    assertThat(host.hosts.turnsAway("198.51.100.133")).isFalse();
  }

  @Test
  void hostileLinesStopNobody() {
    host.log.line("server gated: visitor " + "198.51.100.1 ".repeat(80_000));
    host.log.line("server sshd[1]: Failed password for " + "x from ".repeat(9_000));
    host.log.line("\0\0\u0001 \uFFFF from 198.51.100.136");

    host.log.failures("198.51.100.137", 3);

    host.awaitTurnedAway("198.51.100.137");
    assertThat(host.hosts.turnsAway("198.51.100.136")).isFalse();
    assertThat(host.hosts.turnsAway("198.51.100.1")).isFalse();
  }

  private void jail(String name, String filter) {
    try {
      Files.writeString(gaoler.base().resolve("etc/filter.d/" + name + ".conf"), filter);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    Map<String, String> settings = host.settings();
    settings.put("filter", name);
    gaoler.jail(name, settings);
  }

  private static boolean isWatching(Map<?, ?> jail) {
    return "WATCHING".equals(jail.get("state"));
  }
}
