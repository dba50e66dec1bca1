package org.gaoler.action.ipset;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.gaoler.api.Ban;
import org.gaoler.api.Enforcer;
import org.gaoler.api.EnforcerFactory.Order;
import org.gaoler.api.Fault;
import org.gaoler.api.Offender;
import org.gaoler.api.Teardown;
import org.gaoler.testkit.NetworkNamespace;
import org.gaoler.testkit.Root;
import org.gaoler.testkit.Shell;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;

/** A namespace, a clock, and enforcers that are closed in the end. */
@Tag("root")
abstract class IpsetRig {

  static final String NFT = "iptables-nft";
  static final String LEGACY = "iptables-legacy";
  static final Offender ADDRESS = Offender.parse("192.0.2.1");
  static final Offender ADDRESS6 = Offender.parse("2001:db8::1");

  final ManualClock clock = new ManualClock();
  private final List<Enforcer> made = new ArrayList<>();
  NetworkNamespace namespace;

  @BeforeEach
  final void makeNamespace() {
    Root.required();
    namespace = new NetworkNamespace();
  }

  @AfterEach
  final void removeNamespace() {
    made.forEach(Enforcer::close);
    if (namespace != null) {
      namespace.close();
    }
  }

  final IpsetEnforcerFactory factory(String program) {
    return Firewall.factory(namespace, program, clock);
  }

  final Enforcer made(IpsetEnforcerFactory factory, String jail, Map<String, String> options)
      throws Fault {
    Enforcer enforcer = factory.enforcer(new Order(jail, "ipset", options));
    made.add(enforcer);
    return enforcer;
  }

  final Enforcer open(String program, String jail, Map<String, String> options) throws Exception {
    Enforcer enforcer = made(factory(program), jail, options);
    enforcer.open();
    return enforcer;
  }

  final Instant in(long seconds) {
    return clock.instant().plusSeconds(seconds);
  }

  final Ban ban(Offender offender, long seconds) {
    return new Ban(offender, in(seconds));
  }

  static List<Offender> offenders(List<Ban> bans) {
    return bans.stream().map(Ban::offender).toList();
  }

  final List<String> input(String program) {
    return namespace.run(program, "-S", "INPUT").lines().filter(l -> l.startsWith("-A")).toList();
  }

  /** The line of an element in a set. */
  final String element(String set, Offender offender) {
    return namespace
        .run("ipset", "list", set)
        .lines()
        .filter(line -> line.startsWith(offender + " "))
        .findFirst()
        .orElse("");
  }

  /** Seconds that an element has left; -1 if there is none. */
  final long remaining(String set, Offender offender) {
    String line = element(set, offender);
    return line.isEmpty()
        ? -1
        : Long.parseLong(line.replaceFirst(".* timeout (\\d+).*", "$1").strip());
  }

  static void tearDown(Teardown teardown) {
    teardown.steps().forEach(step -> Shell.result(step.arguments(), step.input()));
  }
}
