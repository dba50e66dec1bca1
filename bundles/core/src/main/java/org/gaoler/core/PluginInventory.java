package org.gaoler.core;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.gaoler.api.FilterSource;
import org.gaoler.api.operate.Deployments;
import org.gaoler.api.operate.Plugin;
import org.gaoler.core.inventory.InstalledBundles;
import org.gaoler.core.inventory.Inventory;
import org.gaoler.core.inventory.OfferedServices;
import org.gaoler.core.inventory.PackTrial;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.component.runtime.ServiceComponentRuntime;

/** Knows the plugins of the running framework. */
@Component(service = PluginInventory.class)
public final class PluginInventory implements Function<Boolean, List<Plugin>> {

  private final Inventory inventory;
  private final PackTrial trial;
  private final ServiceRegistration<FilterSource.FilterListener> listener;

  /** Whoever watches folders; everything else is known without. */
  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  private volatile Deployments deployments;

  /**
   * Begins to look.
   *
   * @param gaol whose jails use plugins
   * @param parts what the installed bundles offer
   * @param components tells which components of plugins work
   * @param context of the core bundle
   */
  @Activate
  public PluginInventory(
      @Reference RunningGaol gaol,
      @Reference InstalledParts parts,
      @Reference ServiceComponentRuntime components,
      BundleContext context) {
    InstalledBundles bundles = new InstalledBundles(context, components);
    this.trial =
        new PackTrial(
            parts::filters, bundles::added, name -> Inventory.filtering(gaol.gaol(), name));
    this.inventory =
        new Inventory(
            gaol.gaol(),
            bundles,
            new OfferedServices(context),
            () -> Optional.ofNullable(deployments),
            parts::finding,
            trial::fault);
    // Registered here and not as a component, since the filter bundle in turn waits for listeners.
    this.listener = context.registerService(FilterSource.FilterListener.class, trial, null);
  }

  @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
  void addFilters(FilterSource source) {
    source.packed().stream().map(FilterSource.Packed::name).forEach(trial::filterChanged);
  }

  void removeFilters(FilterSource source) {
    source.packed().stream().map(FilterSource.Packed::name).forEach(trial::filterChanged);
  }

  @Override
  public List<Plugin> apply(Boolean all) {
    return inventory.plugins(all);
  }

  @Deactivate
  void close() {
    listener.unregister();
    trial.close();
  }
}
