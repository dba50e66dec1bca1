package org.gaoler.action.route;

import java.nio.file.Path;
import org.gaoler.api.EnforcerFactory;
import org.gaoler.netlink.Place;
import org.gaoler.testkit.EnforcerKit;
import org.gaoler.testkit.NetworkNamespace;
import org.gaoler.testkit.Root;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;

/** The contract of enforcers, in a namespace where others have routes too. */
@Tag("root")
final class RouteContractTest extends EnforcerKit {

  private NetworkNamespace namespace;

  static EnforcerFactory factory(NetworkNamespace namespace) {
    Place place = Place.of(Path.of("/run/netns", namespace.name()));
    String ip = String.join(" ", namespace.prefix()) + " ip";
    return new RouteEnforcerFactory("blackhole", 254, 222, ip, place);
  }

  @Override
  protected EnforcerFactory factory() {
    Root.required();
    namespace = new NetworkNamespace();
    namespace.run("ip", "route", "add", "blackhole", "203.0.113.0/24");
    namespace.run("ip", "route", "add", "blackhole", "192.0.2.1/32", "metric", "9");
    namespace.run("ip", "-6", "route", "add", "blackhole", "2001:db8:f::/48");
    return factory(namespace);
  }

  @AfterEach
  void removeNamespace() {
    if (namespace != null) {
      namespace.close();
    }
  }

  @Override
  protected String action() {
    return "route";
  }

  @Override
  protected String outside() {
    return namespace.run("ip", "route", "show", "table", "all")
        + namespace.run("ip", "-6", "route", "show", "table", "all");
  }

  @Override
  protected void wipe() {
    namespace.run("ip", "route", "flush", "proto", "222");
    namespace.run("ip", "-6", "route", "flush", "proto", "222");
  }
}
