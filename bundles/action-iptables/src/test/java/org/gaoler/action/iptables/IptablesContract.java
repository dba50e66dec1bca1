package org.gaoler.action.iptables;

import org.gaoler.api.EnforcerFactory;
import org.gaoler.testkit.EnforcerKit;
import org.gaoler.testkit.NetworkNamespace;
import org.gaoler.testkit.Root;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;

/** The contract of enforcers, against one of the two kinds of iptables. */
@Tag("root")
abstract class IptablesContract extends EnforcerKit {

  private final String program;
  private NetworkNamespace namespace;
  private IptablesEnforcerFactory factory;

  IptablesContract(String program) {
    this.program = program;
  }

  @Override
  protected final EnforcerFactory factory() {
    Root.required();
    namespace = new NetworkNamespace();
    Firewall.neighbours(namespace, program);
    factory = Firewall.factory(namespace, program);
    return factory;
  }

  @AfterEach
  final void removeNamespace() {
    if (namespace != null) {
      namespace.close();
    }
  }

  @Override
  protected final String action() {
    return "iptables-multiport";
  }

  @Override
  protected final String outside() {
    return Firewall.saved(namespace, program);
  }

  @Override
  protected final void wipe() {
    for (String tool : Firewall.both(program)) {
      namespace.run(tool, "-F");
      namespace.run(tool, "-X");
    }
  }
}
