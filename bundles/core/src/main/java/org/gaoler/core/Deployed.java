package org.gaoler.core;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.gaoler.api.operate.Deployments;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** Knows who watches the folders of configurations and bundles; perhaps nobody does. */
@Component(service = Deployed.class)
public final class Deployed {

  private final AtomicReference<Deployments> deployments = new AtomicReference<>();

  @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
  void setDeployments(Deployments found) {
    deployments.set(found);
  }

  void unsetDeployments(Deployments gone) {
    deployments.compareAndSet(gone, null);
  }

  /** Who watches now. */
  Optional<Deployments> now() {
    return Optional.ofNullable(deployments.get());
  }

  /** Asks for lines; there are none if nobody watches. */
  List<String> ask(Function<Deployments, List<String>> question) {
    return now().map(question).orElse(List.of());
  }
}
