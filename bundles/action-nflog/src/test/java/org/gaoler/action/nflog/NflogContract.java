package org.gaoler.action.nflog;

import org.gaoler.api.EnforcerFactory;
import org.gaoler.testkit.EnforcerKit;
import org.gaoler.testkit.NetworkNamespace;
import org.gaoler.testkit.Root;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;

/** The contract of enforcers, against one of the two kinds of iptables. */
@Tag("root")
abstract class NflogContract extends EnforcerKit {

  private final String program;
  private NetworkNamespace namespace;

  NflogContract(String program) {
    this.program = program;
  }

  @Override
  protected final EnforcerFactory factory() {
    Root.required();
    namespace = new NetworkNamespace();
    Firewall.both(program).forEach(tool -> namespace.run(tool, "-w", "-N", "neighbour"));
    return Firewall.factory(namespace, program);
  }

  @AfterEach
  final void removeNamespace() {
    if (namespace != null) {
      namespace.close();
    }
  }

  @Override
  protected final String action() {
    return "nflog";
  }

  @Override
  protected final String outside() {
    return Firewall.saved(namespace, program);
  }

  @Override
  protected final void wipe() {
    for (String tool : Firewall.both(program)) {
      namespace.run(tool, "-w", "-F");
      namespace.run(tool, "-w", "-X");
    }
  }
}
