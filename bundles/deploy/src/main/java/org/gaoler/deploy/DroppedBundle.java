package org.gaoler.deploy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ScheduledExecutorService;
import org.gaoler.api.operate.Installed;
import org.gaoler.api.operate.Installed.State;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Version;
import org.osgi.framework.wiring.BundleWiring;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The life of one dropped jar as a bundle: installed, updated, started, stopped and uninstalled on
 * a thread of its own, since all of that runs code of the bundle.
 */
final class DroppedBundle implements Keeper.Work<Errand> {

  private static final Logger LOG = LoggerFactory.getLogger("gaoler.deploy");

  /** So long a bundle may take to start or stop. */
  static final Duration LIMIT = Duration.ofSeconds(10);

  /** So long it may go on after it was interrupted. */
  static final Duration GRACE = Duration.ofSeconds(2);

  private final Path file;
  private final BundleContext context;
  private final Components components;
  private final Runnable changed;
  private final Keeper<Errand> keeper;
  private volatile Optional<Bundle> bundle = Optional.empty();
  private volatile Installed told;

  /**
   * Begins with nothing installed.
   *
   * @param file the dropped jar
   * @param context installs
   * @param components knows what became of a bundle's components
   * @param timer for deadlines
   * @param changed called after each change, on any thread; must not block
   */
  DroppedBundle(
      Path file,
      BundleContext context,
      Components components,
      ScheduledExecutorService timer,
      Runnable changed) {
    this.file = file;
    this.context = context;
    this.components = components;
    this.changed = changed;
    this.keeper =
        new Keeper<>(
            "gaoler-deploy-" + file.getFileName(),
            timer,
            LIMIT,
            GRACE,
            this,
            errand -> errand.copy().ifPresent(DroppedJar::forget));
    this.told = new Installed(file, fileName(), "", OptionalLong.empty(), State.STARTING, "");
  }

  private String fileName() {
    return file.getFileName().toString();
  }

  /** Has something done, behind what is being done. */
  void order(Errand errand) {
    keeper.order(errand);
  }

  /** The file cannot be used; what was installed from it before stays. */
  void refused(String reason) {
    LOG.warn("{}", reason);
    boolean before = bundle.isPresent() && told.state() == State.ACTIVE;
    told =
        new Installed(
            file,
            told.name(),
            told.version(),
            told.bundle(),
            State.REFUSED,
            before ? reason + "; the bundle as it was before stays in use" : reason);
  }

  /** What became of it. */
  Installed outcome() {
    Installed now = told;
    Optional<String> waits =
        now.state() == State.ACTIVE ? bundle.flatMap(components::waiting) : Optional.empty();
    return waits.map(why -> with(now, State.UNRESOLVED, why)).orElse(now);
  }

  private static Installed with(Installed before, State state, String reason) {
    return new Installed(
        before.file(), before.name(), before.version(), before.bundle(), state, reason);
  }

  /** Whether it waits for something that another bundle may bring. */
  boolean unresolved() {
    return told.state() == State.UNRESOLVED;
  }

  /** Whether that is its bundle. */
  boolean is(long number) {
    return bundle.filter(installed -> installed.getBundleId() == number).isPresent();
  }

  @Override
  public void carryOut(Errand errand) {
    try {
      if (errand instanceof Errand.Use use) {
        install(use.jar());
        start();
      } else if (errand instanceof Errand.Start && bundle.isPresent()) {
        start();
      } else if (errand instanceof Errand.Remove) {
        remove();
      } else if (errand instanceof Errand.Quarantine quarantine) {
        quarantine(quarantine.reason());
      }
    } catch (BundleException | IOException | RuntimeException | LinkageError broken) {
      failed(broken);
    } finally {
      errand.copy().ifPresent(DroppedJar::forget);
    }
    if (keeper.lost()) {
      undo();
    } else {
      changed.run();
    }
  }

  private void install(DroppedJar jar) throws BundleException, IOException {
    Optional<Bundle> before = bundle;
    boolean same = before.filter(old -> jar.name().equals(old.getSymbolicName())).isPresent();
    if (before.isPresent() && !same) {
      before.get().uninstall();
    }
    unique(jar, same ? before : Optional.empty());
    try (InputStream bytes = Files.newInputStream(jar.copy())) {
      if (same) {
        before.get().stop();
        before.get().update(bytes);
      } else {
        bundle = Optional.of(context.installBundle(location(), bytes));
      }
    }
    told =
        new Installed(
            file,
            jar.name(),
            bundle.get().getVersion().toString(),
            OptionalLong.of(bundle.get().getBundleId()),
            State.STARTING,
            "");
  }

  /** Of two files with the same bundle in the same version the first is used. */
  private void unique(DroppedJar jar, Optional<Bundle> before) throws BundleException {
    for (Bundle each : context.getBundles()) {
      boolean twin =
          jar.name().equals(each.getSymbolicName())
              && Version.parseVersion(jar.version()).equals(each.getVersion());
      if (twin && before.filter(each::equals).isEmpty()) {
        throw new BundleException(
            "bundle "
                + jar.name()
                + " "
                + jar.version()
                + " is there already, from "
                + each.getLocation().replaceFirst("^file:(//(?=/))?", "")
                + "; remove one of the two, or give one another version",
            BundleException.DUPLICATE_BUNDLE_ERROR);
      }
    }
  }

  /** Another one as long as a bundle hangs there that could not be uninstalled. */
  private String location() {
    String location = file.toUri().toString();
    for (int i = 2; context.getBundle(location) != null; i++) {
      location = file.toUri() + "#" + i;
    }
    return location;
  }

  private void start() throws BundleException {
    Bundle ours = bundle.orElseThrow();
    boolean waited = told.state() == State.UNRESOLVED;
    if (ours.getHeaders("").get("Fragment-Host") == null) {
      run(ours);
    }
    if (keeper.lost()) {
      return;
    }
    Optional<String> broken = components.broken(ours);
    if (broken.isPresent()) {
      quarantine(broken.get());
    } else if (Thread.interrupted()) {
      quarantine("it took longer than " + LIMIT.toSeconds() + " s to start");
    } else {
      told = with(told, State.ACTIVE, "");
      LOG.info(
          "{}: bundle {} {} is in use{}",
          file,
          told.name(),
          told.version(),
          waited ? ", now that it has what it waited for" : "");
    }
  }

  /** Threads that it starts are known for its own by their class loader. */
  private static void run(Bundle bundle) throws BundleException {
    Thread me = Thread.currentThread();
    ClassLoader before = me.getContextClassLoader();
    try {
      BundleWiring wiring = bundle.adapt(BundleWiring.class);
      if (wiring != null) {
        me.setContextClassLoader(wiring.getClassLoader());
      }
      bundle.start(Bundle.START_TRANSIENT | Bundle.START_ACTIVATION_POLICY);
    } finally {
      me.setContextClassLoader(before);
    }
  }

  private void remove() throws BundleException {
    if (bundle.isPresent()) {
      bundle.get().uninstall();
      LOG.info("{}: bundle {} {} is removed", file, told.name(), told.version());
    }
    bundle = Optional.empty();
  }

  private void quarantine(String reason) throws BundleException {
    String line =
        file
            + ": bundle "
            + told.name()
            + " "
            + told.version()
            + " is left alone until the file changes: "
            + reason;
    LOG.error("{}", line);
    told = with(told, State.QUARANTINED, line);
    if (bundle.isPresent()) {
      bundle.get().stop();
    }
  }

  private void failed(Throwable broken) {
    if (keeper.lost()) {
      return;
    }
    if (broken instanceof BundleException refused
        && refused.getType() == BundleException.RESOLVE_ERROR
        && bundle.isPresent()) {
      String why = Unresolved.told(refused, context);
      String line = file + ": bundle " + told.name() + " " + told.version() + " " + why;
      if (!line.equals(told.reason())) {
        LOG.warn("{}", line);
      }
      told = with(told, State.UNRESOLVED, line);
      return;
    }
    Throwable root = broken;
    while (root.getCause() != null && root.getCause() != root) {
      root = root.getCause();
    }
    String why = root == broken ? "" + root.getMessage() : root.toString();
    if (told.state() == State.QUARANTINED) {
      LOG.error("{}: it cannot be stopped either: {}", file, why);
    } else if (bundle.isEmpty()) {
      refused(file + " is not installed: " + why);
    } else {
      String line =
          file
              + ": bundle "
              + told.name()
              + " "
              + told.version()
              + " is left alone until the file changes: it broke when it was started: "
              + why;
      LOG.error("{}", line);
      told = with(told, State.QUARANTINED, line);
    }
  }

  @Override
  public void givenUp(Errand errand) {
    String line =
        file
            + ": bundle "
            + told.name()
            + " "
            + told.version()
            + " is left alone until the file changes: it did not start or stop in "
            + LIMIT.plus(GRACE).toSeconds()
            + " s and cannot be interrupted";
    LOG.error("{}", line);
    told = with(told, State.QUARANTINED, line);
    bundle = Optional.empty();
    changed.run();
  }

  /** Who comes back when nobody waited any more shall not stay. */
  private void undo() {
    LOG.info("{}: a bundle that was given up came back and is uninstalled", file);
    for (Bundle each : context.getBundles()) {
      boolean other = bundle.filter(each::equals).isEmpty();
      String location = file.toUri().toString();
      boolean ours =
          each.getLocation().equals(location) || each.getLocation().startsWith(location + "#");
      if (other && ours) {
        try {
          each.uninstall();
        } catch (BundleException | IllegalStateException failed) {
          LOG.warn("{}: it cannot be uninstalled: {}", file, failed.toString());
        }
      }
    }
  }
}
