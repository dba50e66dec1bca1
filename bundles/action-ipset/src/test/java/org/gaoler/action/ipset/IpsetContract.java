package org.gaoler.action.ipset;

import java.time.Clock;
import org.gaoler.api.EnforcerFactory;
import org.gaoler.testkit.EnforcerKit;
import org.gaoler.testkit.NetworkNamespace;
import org.gaoler.testkit.Root;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;

/** The contract of enforcers, in a namespace where others have sets and rules too. */
@Tag("root")
abstract class IpsetContract extends EnforcerKit {

  private final String program;
  private NetworkNamespace namespace;

  IpsetContract(String program) {
    this.program = program;
  }

  @Override
  protected final EnforcerFactory factory() {
    Root.required();
    namespace = new NetworkNamespace();
    Firewall.neighbours(namespace, program);
    return Firewall.factory(namespace, program, Clock.systemUTC());
  }

  @AfterEach
  final void removeNamespace() {
    if (namespace != null) {
      namespace.close();
    }
  }

  @Override
  protected final String action() {
    return "ipset";
  }

  @Override
  protected final String outside() {
    return Firewall.saved(namespace, program);
  }

  @Override
  protected final void wipe() {
    Firewall.wipe(namespace, program);
  }
}
