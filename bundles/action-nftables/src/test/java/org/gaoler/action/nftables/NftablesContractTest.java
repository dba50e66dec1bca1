package org.gaoler.action.nftables;

import org.gaoler.api.EnforcerFactory;
import org.gaoler.testkit.EnforcerKit;
import org.gaoler.testkit.NetworkNamespace;
import org.gaoler.testkit.Root;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;

/** The contract of enforcers, in a namespace where others have tables too. */
@Tag("root")
final class NftablesContractTest extends EnforcerKit {

  private NetworkNamespace namespace;

  @Override
  protected EnforcerFactory factory() {
    Root.required();
    namespace = new NetworkNamespace();
    Firewall.neighbours(namespace);
    return Firewall.factory(namespace);
  }

  @AfterEach
  void removeNamespace() {
    if (namespace != null) {
      namespace.close();
    }
  }

  @Override
  protected String action() {
    return "nftables-multiport";
  }

  @Override
  protected String outside() {
    return Firewall.listed(namespace);
  }

  @Override
  protected void wipe() {
    namespace.run("nft", "flush", "ruleset");
  }
}
