package org.gaoler.action.dnsbl;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.gaoler.api.Ban;
import org.gaoler.api.Enforcer;
import org.gaoler.api.EnforcerFactory.Order;
import org.gaoler.api.Fault;
import org.gaoler.api.Offender;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A real BIND for all tests of a class, whose jails list nobody any more after each. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class PublishedByBind {

  static final Instant UNTIL = Instant.parse("2027-01-01T00:00:00Z");

  @TempDir static Path folder;

  final List<Enforcer> made = new ArrayList<>();
  Bind bind;

  @BeforeAll
  void start() throws Exception {
    bind = new Bind(folder);
  }

  @AfterAll
  void stop() {
    bind.close();
  }

  @AfterEach
  void liftAll() throws Exception {
    for (Enforcer each : made) {
      each.apply(List.of(), each.inForce().stream().map(Ban::offender).toList());
    }
    made.clear();
  }

  Enforcer open(String jail, String... options) throws Exception {
    Enforcer enforcer = enforcer(jail, options);
    enforcer.open();
    made.add(enforcer);
    return enforcer;
  }

  Enforcer enforcer(String jail, String... options) throws Fault {
    return bind.factory().enforcer(new Order(jail, "dnsbl", map(options)));
  }

  static Map<String, String> map(String... options) {
    Map<String, String> map = new HashMap<>();
    for (int i = 0; i < options.length; i += 2) {
      map.put(options[i], options[i + 1]);
    }
    return map;
  }

  static List<Ban> bans(String... whom) {
    return Stream.of(whom).map(who -> new Ban(Offender.parse(who), UNTIL)).toList();
  }

  String answers(String name) {
    return bind.dig(name + "." + Bind.ZONE, "A");
  }

  String texts(String name) {
    return bind.dig(name + "." + Bind.ZONE, "TXT");
  }

  static Offender who(String text) {
    return Offender.parse(text);
  }
}
