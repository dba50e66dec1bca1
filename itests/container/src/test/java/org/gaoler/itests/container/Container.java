package org.gaoler.itests.container;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.gaoler.api.operate.JailStatus;
import org.gaoler.api.operate.Operator;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.ServiceReference;

/** The framework from inside, as the tests ask it. */
final class Container {

  private static final long LIMIT_NANOS = 30_000_000_000L;
  private static final long LOOK_AGAIN_NANOS = 20_000_000;

  private final BundleContext context;

  Container(BundleContext context) {
    this.context = context;
  }

  Bundle bundle(String name) {
    for (Bundle bundle : context.getBundles()) {
      if (name.equals(bundle.getSymbolicName())) {
        return bundle;
      }
    }
    throw new AssertionError("no bundle " + name);
  }

  List<Bundle> ours() {
    return List.of(context.getBundles()).stream()
        .filter(bundle -> bundle.getSymbolicName().startsWith("org.gaoler."))
        .filter(bundle -> !bundle.getSymbolicName().contains("itests"))
        .toList();
  }

  <T> T service(Class<T> type) {
    await(
        type + " is there",
        () -> Optional.ofNullable(context.getServiceReference(type)).isPresent());
    ServiceReference<T> reference = context.getServiceReference(type);
    return context.getService(reference);
  }

  Optional<JailStatus> jail(String name) {
    return service(Operator.class).jails(false).stream()
        .filter(jail -> jail.name().equals(name))
        .findFirst();
  }

  JailStatus awaitState(String jail, JailStatus.State state) {
    await(
        "jail " + jail + " is " + state + ", not " + jail(jail),
        () -> jail(jail).map(found -> found.state() == state).orElse(false));
    return jail(jail).orElseThrow();
  }

  /** Runs something while a bundle is stopped. */
  void without(String bundle, Runnable work) throws BundleException {
    Bundle stopped = bundle(bundle);
    stopped.stop();
    try {
      work.run();
    } finally {
      stopped.start();
    }
  }

  static void await(String what, Supplier<Boolean> condition) {
    long end = System.nanoTime() + LIMIT_NANOS;
    while (!condition.get()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("waited in vain: " + what);
      }
      LockSupport.parkNanos(LOOK_AGAIN_NANOS);
    }
  }
}
