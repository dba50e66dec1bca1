package org.gaoler.core;

import java.time.Clock;
import org.gaoler.api.BanStore;
import org.gaoler.api.FilterSource;
import org.gaoler.core.jail.Gaol;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** Starts the gaol as soon as there is a store, and stops it with the bundle. */
@Component(service = RunningGaol.class, immediate = true)
public final class RunningGaol {

  private final Gaol gaol;
  private final InstalledParts parts;
  private final ServiceRegistration<FilterSource.FilterListener> listener;

  /**
   * Starts the gaol.
   *
   * @param store where everything is kept
   * @param parts what the installed bundles offer
   * @param context for the framework's properties
   */
  @Activate
  public RunningGaol(
      @Reference BanStore store, @Reference InstalledParts parts, BundleContext context) {
    boolean rehearsal =
        Boolean.parseBoolean(context.getProperty("gaoler.dryrun"))
            || Boolean.parseBoolean(context.getProperty("gaoler.check"));
    this.parts = parts;
    this.gaol = new Gaol(store, parts, Clock.systemUTC(), rehearsal, new Exit(Exit.ANEW));
    parts.onChange(gaol::partsChanged);
    // Registered here and not as a component, since the filter bundle in turn waits for listeners.
    this.listener =
        context.registerService(
            FilterSource.FilterListener.class, name -> gaol.partsChanged(), null);
    gaol.partsChanged();
  }

  Gaol gaol() {
    return gaol;
  }

  @Deactivate
  void stop() {
    listener.unregister();
    parts.onChange(() -> {});
    gaol.close();
  }
}
