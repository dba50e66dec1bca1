package org.gaoler.core;

import java.time.Clock;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.gaoler.api.BanStore;
import org.gaoler.api.FilterSource;
import org.gaoler.api.operate.Event;
import org.gaoler.core.jail.Gaol;
import org.gaoler.core.rehearsal.Rehearsal;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts the gaol as soon as there is a store, and stops it with the bundle. */
@Component(service = RunningGaol.class, immediate = true)
public final class RunningGaol {

  private static final Logger LOG = LoggerFactory.getLogger(RunningGaol.class);

  /** What one filter has warmed need not be warmed by many others. */
  private static final int REHEARSED = 2;

  private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(2);

  private final Gaol gaol;
  private final InstalledParts parts;
  private final ServiceRegistration<FilterSource.FilterListener> listener;
  private final AtomicBoolean rehearsed = new AtomicBoolean();
  private volatile AutoCloseable watching = () -> {};

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
    if (!rehearsal) {
      this.watching = gaol.listen(this::happened);
    }
  }

  private void happened(Event event) {
    boolean watching = event.kind() == Event.Kind.STATE && event.text().startsWith("WATCHING");
    if (watching && rehearsed.compareAndSet(false, true)) {
      new Thread(this::rehearse, "gaoler-rehearsal").start();
    }
  }

  /** Warms the way from line to ban; what goes wrong with made-up lines is nobody's trouble. */
  private void rehearse() {
    try {
      watching.close();
      for (FilterSource source : parts.filters().stream().toList()) {
        long end = System.nanoTime() + LONGEST_NANOS;
        BooleanSupplier enough = () -> attacked() || System.nanoTime() > end;
        Rehearsal play = new Rehearsal(source, Clock.systemUTC(), enough);
        gaol.filters().stream().limit(REHEARSED).forEach(play::play);
      }
    } catch (Exception broken) {
      LOG.warn("the rehearsal after the start broke, the first bans may take longer", broken);
    }
  }

  private boolean attacked() {
    return gaol.remembered().stream().anyMatch(jail -> jail.counts().failures() > 0);
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
