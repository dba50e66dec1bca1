package org.gaoler.action.iptables;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.gaoler.api.Ban;
import org.gaoler.api.Enforcer;
import org.gaoler.api.EnforcerFactory.Order;
import org.gaoler.api.Offender;
import org.gaoler.api.Teardown;
import org.gaoler.testkit.NetworkNamespace;
import org.gaoler.testkit.Root;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Many bans of one jail stand on pages: chains that the jail's own chain leads into. */
@Tag("root")
final class PagesTest {

  private static final Instant UNTIL = Instant.parse("2027-01-01T00:00:00Z");
  private static final int MANY = 600;

  private final List<Enforcer> made = new ArrayList<>();
  private NetworkNamespace namespace;

  @BeforeEach
  void makeNamespace() {
    Root.required();
    namespace = new NetworkNamespace();
  }

  @AfterEach
  void removeNamespace() {
    made.forEach(Enforcer::close);
    namespace.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"iptables-nft", "iptables-legacy"})
  void manyAreBannedOnSeveralPagesAndPagesGoWithTheirLastBan(String program) throws Exception {
    Enforcer enforcer = open(program, "sshd");
    enforcer.apply(bans(IntStream.range(0, MANY).boxed().toList()), List.of());
    assertThat(chains(program)).hasSize(3);
    assertThat(jumps(program)).hasSize(2);
    assertThat(who(enforcer)).hasSize(2 * MANY);
    assertThat(enforcer.locate(offender4(MANY - 1))).isPresent();
    assertThat(enforcer.traffic()).hasSize(2 * MANY);

    enforcer.apply(List.of(), offenders(IntStream.range(0, 500).boxed().toList()));

    assertThat(who(enforcer))
        .containsExactlyInAnyOrderElementsOf(
            offenders(IntStream.range(500, MANY).boxed().toList()));
    assertThat(chains(program)).hasSize(2);
    assertThat(jumps(program)).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"iptables-nft", "iptables-legacy"})
  void nextLifeFindsEveryPageAndRewritesNothing(String program) throws Exception {
    open(program, "sshd").apply(bans(IntStream.range(0, MANY).boxed().toList()), List.of());
    String before = Firewall.saved(namespace, program);

    Enforcer next = open(program, "sshd");

    assertThat(Firewall.saved(namespace, program)).isEqualTo(before);
    next.apply(bans(List.of(MANY)), List.of(offender4(3), offender6(3)));
    assertThat(who(next)).hasSize(2 * MANY).contains(offender4(MANY)).doesNotContain(offender6(3));
    next.apply(List.of(new Ban(offender4(7), UNTIL.plusSeconds(60))), List.of());
    assertThat(next.inForce()).contains(new Ban(offender4(7), UNTIL.plusSeconds(60)));
    assertThat(who(next)).hasSize(2 * MANY);
  }

  @ParameterizedTest
  @ValueSource(strings = {"iptables-nft", "iptables-legacy"})
  void pageThatNoPacketReachesIsNotInForceAndIsPutRight(String program) throws Exception {
    Enforcer enforcer = open(program, "sshd");
    enforcer.apply(bans(IntStream.range(0, MANY).boxed().toList()), List.of());
    namespace.run(
        program,
        "-D",
        "gaoler-sshd",
        "-m",
        "comment",
        "--comment",
        "gaoler:sshd",
        "-j",
        "gaoler-sshd/1");
    assertThat(who(enforcer)).hasSize(2 * MANY - 250);

    enforcer.open();

    assertThat(who(enforcer)).hasSize(2 * MANY);
  }

  @ParameterizedTest
  @ValueSource(strings = {"iptables-nft", "iptables-legacy"})
  void rulesOfOthersStayWhicheverPageTheyAreOn(String program) throws Exception {
    Enforcer enforcer = open(program, "sshd");
    enforcer.apply(bans(IntStream.range(0, MANY).boxed().toList()), List.of());
    namespace.run(program, "-I", "gaoler-sshd", "-s", "203.0.113.1/32", "-j", "RETURN");
    namespace.run(program, "-I", "gaoler-sshd/2", "-s", "203.0.113.2/32", "-j", "RETURN");

    enforcer.apply(List.of(), offenders(IntStream.range(0, MANY).boxed().toList()));

    assertThat(who(enforcer)).isEmpty();
    assertThat(Firewall.saved(namespace, program))
        .containsOnlyOnce("-s 203.0.113.1/32 -j RETURN")
        .containsOnlyOnce("-s 203.0.113.2/32 -j RETURN");
  }

  @ParameterizedTest
  @ValueSource(strings = {"iptables-nft", "iptables-legacy"})
  void recipeRemovesEveryPageAndNobodyElses(String program) throws Exception {
    Enforcer cut = open(program, "abcdefghijklmnopqrstuvwxyz");
    cut.apply(bans(IntStream.range(0, 300).boxed().toList()), List.of());
    Enforcer twin = open(program, "abcdefghijkl");
    String before = Firewall.saved(namespace, program);
    twin.apply(bans(IntStream.range(0, MANY).boxed().toList()), List.of());
    Teardown recipe = twin.open();
    assertThat(chains(program)).allMatch(chain -> chain.length() <= 28).hasSize(2 + 3);

    for (int round = 0; round < 2; round++) {
      for (Teardown.Step step : recipe.steps()) {
        new ProcessBuilder(step.arguments()).redirectErrorStream(true).start().waitFor();
      }
    }

    assertThat(chains(program)).hasSize(2);
    assertThat(Firewall.saved(namespace, program).lines())
        .containsExactlyElementsOf(
            before
                .lines()
                .filter(line -> !line.contains("gaoler:abcdefghijkl\""))
                .filter(line -> !line.contains("gaoler-abcdefghijkl "))
                .toList());
  }

  private Enforcer open(String program, String jail) throws Exception {
    Enforcer enforcer =
        Firewall.factory(namespace, program)
            .enforcer(new Order(jail, "iptables-allports", Map.of()));
    made.add(enforcer);
    enforcer.open();
    return enforcer;
  }

  private List<String> chains(String program) {
    return namespace
        .run(program, "-S")
        .lines()
        .filter(line -> line.startsWith("-N gaoler-"))
        .map(line -> line.substring(3))
        .toList();
  }

  private List<String> jumps(String program) {
    return namespace
        .run(program, "-S", "gaoler-sshd")
        .lines()
        .filter(line -> line.contains("-j gaoler-sshd/"))
        .toList();
  }

  private static Collection<Offender> who(Enforcer enforcer) throws Exception {
    return enforcer.inForce().stream().map(Ban::offender).toList();
  }

  private static List<Ban> bans(List<Integer> numbers) {
    return offenders(numbers).stream().map(each -> new Ban(each, UNTIL)).toList();
  }

  private static List<Offender> offenders(List<Integer> numbers) {
    List<Offender> offenders = new ArrayList<>();
    for (int number : numbers) {
      offenders.add(offender4(number));
      offenders.add(offender6(number));
    }
    return offenders;
  }

  private static Offender offender4(int number) {
    return Offender.parse("198.18.%d.%d".formatted(number >> 8, number & 255));
  }

  private static Offender offender6(int number) {
    return Offender.parse("2001:db8:%x::1".formatted(number));
  }
}
