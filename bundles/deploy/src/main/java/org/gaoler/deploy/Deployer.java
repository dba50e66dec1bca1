package org.gaoler.deploy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.gaoler.api.operate.Deployments;
import org.gaoler.api.operate.Installed;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.FrameworkListener;
import org.osgi.framework.startlevel.FrameworkStartLevel;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.cm.ConfigurationEvent;
import org.osgi.service.cm.ConfigurationListener;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes up what lies in the folders of configurations and bundles, and what comes, changes and goes
 * there. Bundles wait until the daemon itself has come up, so that none can hold it up.
 */
@Component(
    service = {Deployments.class, ConfigurationListener.class},
    immediate = true)
public final class Deployer implements Deployments, ConfigurationListener {

  private static final Logger LOG = LoggerFactory.getLogger("gaoler.deploy");

  private final BundleContext context;
  private final List<Path> folders;
  private final ConfigurationFiles configurations;
  private final Components components;
  private final DroppedBundles bundles;
  private final Delivery delivery;
  private final FolderWatch watch;
  private final FrameworkListener risen;
  private final Map<Long, Installed> condemned = new ConcurrentHashMap<>();
  private final Map<Path, String> distrusted = new ConcurrentHashMap<>();
  private Set<Path> known = new TreeSet<>();
  private boolean closed;

  /**
   * Begins to look.
   *
   * @param admin takes configurations
   * @param runtime knows components
   * @param context for the framework's properties, and to install
   */
  @Activate
  public Deployer(
      @Reference ConfigurationAdmin admin,
      @Reference ServiceComponentRuntime runtime,
      BundleContext context) {
    this.context = context;
    this.folders =
        List.of(
            folder("gaoler.etc", "/etc/gaoler"), folder("gaoler.deploy", "/var/lib/gaoler/deploy"));
    this.components = new Components(runtime);
    this.bundles = new DroppedBundles(context, components);
    this.delivery =
        new Delivery(
            bundles.timer(), DroppedBundle.LIMIT, DroppedBundle.GRACE, this::hangsWhenChanged);
    this.configurations = new ConfigurationFiles(admin, context::getProperty, delivery::changed);
    this.watch = new FolderWatch(folders, open -> look(open, false));
    this.risen = this::risen;
    context.addFrameworkListener(risen);
    watch.start();
  }

  private Path folder(String property, String usual) {
    String set = context.getProperty(property);
    return Path.of(set == null ? usual : set).toAbsolutePath().normalize();
  }

  private void risen(FrameworkEvent event) {
    if (event.getType() == FrameworkEvent.STARTLEVEL_CHANGED && risen()) {
      watch.ring();
    }
  }

  /** Whether the daemon has come up as far as dropped bundles may start. */
  private boolean risen() {
    FrameworkStartLevel level = context.getBundle(0).adapt(FrameworkStartLevel.class);
    return level.getStartLevel() >= level.getInitialBundleStartLevel();
  }

  private synchronized void look(Set<Path> open, boolean again) {
    if (closed) {
      return;
    }
    Set<Path> seen = new TreeSet<>();
    folders.forEach(folder -> seen.addAll(list(folder)));
    for (Path file : known) {
      if (!seen.contains(file) && ConfigurationFiles.named(file)) {
        configurations.absent(file);
      } else if (!seen.contains(file)) {
        bundles.absent(file);
      }
    }
    known = seen;
    boolean risen = risen();
    for (Path file : seen) {
      boolean ready = !open.contains(file) && !distrusted.containsKey(file.getParent());
      if (ready && ConfigurationFiles.named(file)) {
        configurations.present(file, again);
      } else if (ready && risen) {
        bundles.present(file);
      }
    }
  }

  /** What is in a folder; as before if it cannot be told or trusted. */
  private Set<Path> list(Path folder) {
    Optional<String> distrust =
        Trust.objection(folder)
            .map(why -> "what changes in " + folder + " is not taken up: " + why);
    Set<Path> files = new TreeSet<>();
    if (distrust.isEmpty()) {
      try (Stream<Path> all = Files.list(folder)) {
        all.filter(file -> ConfigurationFiles.named(file) || jar(folder, file)).forEach(files::add);
      } catch (IOException e) {
        distrust = Optional.of("what changes in " + folder + " is not taken up: " + e);
      }
    }
    if (distrust.isPresent()) {
      if (!distrust.get().equals(distrusted.put(folder, distrust.get()))) {
        LOG.warn("{}", distrust.get());
      }
      known.stream().filter(file -> file.getParent().equals(folder)).forEach(files::add);
    } else {
      distrusted.remove(folder);
    }
    return files;
  }

  /** Bundles are taken from the last folder alone. */
  private boolean jar(Path folder, Path file) {
    return folder.equals(folders.get(folders.size() - 1)) && DroppedBundles.named(file);
  }

  @Override
  public synchronized List<Installed> installed() {
    Map<Path, Installed> all = new TreeMap<>();
    configurations.outcomes().forEach(each -> all.put(each.file(), each));
    bundles.outcomes().forEach(each -> all.put(each.file(), each));
    List<Installed> installed = new ArrayList<>(all.values());
    condemned.keySet().removeIf(this::changed);
    condemned.values().stream()
        .sorted(Comparator.comparing(Installed::file))
        .forEach(installed::add);
    return installed;
  }

  private boolean changed(long number) {
    Bundle bundle = context.getBundle(number);
    return bundle == null || bundle.getState() == Bundle.ACTIVE;
  }

  @Override
  public List<String> troubles() {
    List<String> troubles = new ArrayList<>(new TreeMap<>(distrusted).values());
    watch.trouble().ifPresent(troubles::add);
    delivery.trouble().ifPresent(troubles::add);
    return troubles;
  }

  @Override
  public List<String> reread() {
    look(Set.of(), true);
    List<String> wrong = new ArrayList<>(distrusted.values());
    installed().stream()
        .filter(each -> each.state() == Installed.State.REFUSED)
        .map(Installed::reason)
        .forEach(wrong::add);
    return wrong;
  }

  @Override
  public void quarantine(long bundle, String reason) {
    if (!bundles.quarantine(bundle, reason)) {
      Optional.ofNullable(context.getBundle(bundle)).ifPresent(each -> condemn(each, reason));
    }
  }

  @Override
  public void configurationEvent(ConfigurationEvent event) {
    delivery.heard();
  }

  private Optional<String> hangsWhenChanged(List<StackTraceElement> stack) {
    Optional<ComponentDescriptionDTO> culprit = components.atWork(stack);
    culprit.ifPresent(
        each ->
            quarantine(
                each.bundle.id,
                "component " + each.name + " hangs when its configuration is changed"));
    return culprit.map(each -> "component " + each.name + " of bundle " + each.bundle.symbolicName);
  }

  private void condemn(Bundle bundle, String reason) {
    Path name = Path.of(bundle.getSymbolicName());
    String line =
        "bundle "
            + name
            + " "
            + bundle.getVersion()
            + " is left alone until it is updated or the daemon is started anew: "
            + reason;
    Installed outcome =
        new Installed(
            name,
            name.toString(),
            bundle.getVersion().toString(),
            OptionalLong.of(bundle.getBundleId()),
            Installed.State.QUARANTINED,
            line);
    if (condemned.putIfAbsent(bundle.getBundleId(), outcome) == null) {
      LOG.error("{}", line);
      Thread stopping = new Thread(() -> stop(bundle), "gaoler-deploy-" + name);
      stopping.setDaemon(true);
      stopping.start();
    }
  }

  private static void stop(Bundle bundle) {
    try {
      bundle.stop(Bundle.STOP_TRANSIENT);
    } catch (BundleException | IllegalStateException failed) {
      LOG.error("bundle {} cannot be stopped: {}", bundle.getSymbolicName(), failed.toString());
    }
  }

  @Deactivate
  void close() {
    context.removeFrameworkListener(risen);
    watch.close();
    synchronized (this) {
      closed = true;
    }
    bundles.close();
  }
}
