package org.gaoler.itests.netns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

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
 * Each mistake in a jail's configuration costs that jail alone: one daemon runs with all of them at
 * once, beside a jail that is right.
 */
@Tag("daemon")
@NeedsRoot
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BadInputTest {

  private final GuardedHost host = new GuardedHost();

  /** Jail, option, wrong value, what the line must say of it. */
  static Stream<Arguments> mistakes() {
    return Stream.of(
        arguments("time", "findtime", "10q", List.of("findtime", "10q", "10m")),
        arguments("ban", "bantime", "soon", List.of("bantime", "soon", "1h")),
        arguments("cidr", "ignoreip", "192.0.2.0/33", List.of("ignoreip", "192.0.2.0/33", "/24")),
        arguments(
            "cidr6", "ignoreip", "2001:db8::/129", List.of("ignoreip", "2001:db8::/129", "/32")),
        arguments("retry", "maxretry", "0", List.of("maxretry", "0", "1")),
        arguments("port", "port", "nosuchport", List.of("port", "nosuchport", "/etc/services")),
        arguments("filter", "filter", "sshdd", List.of("filter", "sshdd")),
        arguments("option", "maxretries", "3", List.of("maxretries", "maxretry")));
  }

  @BeforeAll
  void startWithAllOfThem() {
    mistakes()
        .map(Arguments::get)
        .forEach(
            mistake -> {
              Map<String, String> settings = host.settings();
              settings.put(mistake[1].toString(), mistake[2].toString());
              host.gaoler.jail(mistake[0].toString(), settings);
            });
    host.start();
  }

  @AfterAll
  void leave() {
    host.close();
  }

  @ParameterizedTest(name = "{1} = {2}")
  @MethodSource("mistakes")
  void statusShowsTheMistakeInOneLineWithWhatIsAccepted(
      String jail, String option, String value, List<String> named) {
    Await.until(
        jail + " is found wrong",
        GuardedHost.SOON,
        () -> host.gaoler.jail(jail).map(BadInputTest::isHeld).orElse(false),
        host.gaoler::said);

    List<?> reasons = (List<?>) host.gaoler.jail(jail).orElseThrow().get("reasons");

    assertThat(reasons)
        .as("%s = %s", option, value)
        .anySatisfy(reason -> assertThat(reason.toString()).contains(named).doesNotContain("\n"));
  }

  @ParameterizedTest(name = "{1} = {2}")
  @MethodSource("mistakes")
  void checkNamesFileOptionAndValueInOneLineAndFails(
      String jail, String option, String value, List<String> named) {
    Instance alone = new Instance(host.folder.resolve("check-" + jail), host.hosts::onServer);
    Map<String, String> settings = host.settings();
    settings.put(option, value);
    alone.jail(jail, settings);

    Command.Outcome check = alone.gaolerd("--check").run();

    assertThat(check.exit()).as(check.all()).isEqualTo(1);
    assertThat(check.err().strip().lines())
        .as(check.err())
        .anySatisfy(
            line -> assertThat(line).contains(named).contains(alone.jailFile(jail).toString()));
  }

  @Test
  void jailThatIsRightGoesOnGuarding() {
    host.log.failures("198.51.100.30", 3);
    host.log.failures("2001:db8:30::1", 3);

    host.awaitTurnedAway("198.51.100.30");
    host.awaitTurnedAway("2001:db8:30::1");
  }

  @Test
  void mendedFileIsTakenUpWithoutARestart() {
    Map<String, String> settings = host.settings();
    settings.put("maxretry", "0");
    settings.put("logpath", new AuthLog(host.folder.resolve("log/mended.log")).file().toString());
    host.gaoler.jail("mended", settings);
    awaitState("mended", "STOPPED");

    settings.put("maxretry", "1");
    host.gaoler.jail("mended", settings);

    awaitState("mended", "WATCHING");
  }

  private void awaitState(String jail, String state) {
    Await.until(
        jail + " is " + state,
        GuardedHost.SOON,
        () -> host.gaoler.jail(jail).map(found -> state.equals(found.get("state"))).orElse(false),
        () -> host.gaoler.client("status").run().all());
  }

  private static boolean isHeld(Map<?, ?> jail) {
    return !"WATCHING".equals(jail.get("state")) && !((List<?>) jail.get("reasons")).isEmpty();
  }
}
