package org.gaoler.deploy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.gaoler.api.Fault;
import org.gaoler.api.operate.Installed;
import org.gaoler.api.operate.Installed.State;
import org.osgi.framework.BundleContext;

/** All dropped jars as bundles; looks at them on one thread at a time. */
final class DroppedBundles {

  private final BundleContext context;
  private final Components components;
  private final ScheduledThreadPoolExecutor timer;
  private final Map<Path, Stamp> stamps = new HashMap<>();
  private final Map<Path, DroppedBundle> bundles = new ConcurrentHashMap<>();

  DroppedBundles(BundleContext context, Components components) {
    this.context = context;
    this.components = components;
    this.timer = new ScheduledThreadPoolExecutor(1, work -> daemon(work));
    timer.setRemoveOnCancelPolicy(true);
    timer.setKeepAliveTime(1, TimeUnit.SECONDS);
    timer.allowCoreThreadTimeOut(true);
  }

  /** On which deadlines are looked at; its thread is gone when there are none. */
  ScheduledExecutorService timer() {
    return timer;
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "gaoler-deploy-timer");
    thread.setDaemon(true);
    return thread;
  }

  /** Whether that is a name of one. */
  static boolean named(Path file) {
    String name = file.getFileName().toString();
    return name.endsWith(".jar") && !name.startsWith(".");
  }

  /** A file is there. */
  void present(Path file) {
    Optional<Stamp> stamp = Stamp.of(file);
    if (stamp.isEmpty()) {
      absent(file);
    } else if (!stamp.get().equals(stamps.get(file))) {
      stamps.put(file, stamp.get());
      DroppedBundle bundle = bundles.computeIfAbsent(file, this::bundle);
      try {
        bundle.order(new Errand.Use(DroppedJar.of(file)));
      } catch (Fault refused) {
        bundle.refused(refused.getMessage());
      }
    }
  }

  private DroppedBundle bundle(Path file) {
    return new DroppedBundle(file, context, components, timer, () -> changed(file));
  }

  /** What came may be what others wait for. */
  private void changed(Path file) {
    Optional<DroppedBundle> cause = Optional.ofNullable(bundles.get(file));
    if (cause.filter(each -> each.outcome().state() == State.ACTIVE).isPresent()) {
      bundles.forEach(
          (other, bundle) -> {
            if (!other.equals(file) && bundle.unresolved()) {
              bundle.order(new Errand.Start());
            }
          });
    }
  }

  /** A file is no longer there. */
  void absent(Path file) {
    stamps.remove(file);
    Optional.ofNullable(bundles.remove(file))
        .ifPresent(bundle -> bundle.order(new Errand.Remove()));
  }

  /** What became of each file. */
  List<Installed> outcomes() {
    List<Installed> outcomes = new ArrayList<>();
    new TreeMap<>(bundles).values().forEach(each -> outcomes.add(each.outcome()));
    return outcomes;
  }

  /**
   * Stops one.
   *
   * @return false if it is none of these
   */
  boolean quarantine(long number, String reason) {
    Optional<DroppedBundle> culprit =
        bundles.values().stream().filter(each -> each.is(number)).findFirst();
    culprit
        .filter(each -> each.outcome().state() != State.QUARANTINED)
        .ifPresent(each -> each.order(new Errand.Quarantine(reason)));
    return culprit.isPresent();
  }

  /** Starts and stops nothing any more. */
  void close() {
    timer.shutdownNow();
  }
}
