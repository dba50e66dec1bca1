package org.gaoler.core;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.gaoler.api.operate.Deployments;
import org.gaoler.core.jail.Jail;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.startlevel.FrameworkStartLevel;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * With {@code gaoler.check=true}: says on standard error what is wrong with the configuration, one
 * line each, and ends the process with status 0 if nothing is, else 1. Does nothing otherwise.
 */
@Component(
    service = {},
    immediate = true)
public final class ConfigurationCheck {

  private static final Duration PATIENCE = Duration.ofSeconds(15);
  private static final Duration SETTLING = Duration.ofMillis(50);
  private static final String JAILS = "(service.factoryPid=org.gaoler.jail)";

  private final RunningGaol gaol;
  private final Deployments deployments;
  private final ConfigurationAdmin configurations;
  private final BundleContext context;

  /**
   * Begins the check if one was asked for.
   *
   * @param gaol the running system, in rehearsal
   * @param deployments reads the configuration
   * @param configurations knows what was read
   * @param context for the framework's properties
   */
  @Activate
  public ConfigurationCheck(
      @Reference RunningGaol gaol,
      @Reference Deployments deployments,
      @Reference ConfigurationAdmin configurations,
      BundleContext context) {
    this.gaol = gaol;
    this.deployments = deployments;
    this.configurations = configurations;
    this.context = context;
    if (Boolean.parseBoolean(context.getProperty("gaoler.check"))) {
      new Thread(this::check, "gaoler-check").start();
    }
  }

  private void check() {
    List<String> faults = new ArrayList<>(deployments.reread());
    Map<String, Jail> jails = gaol.gaol().warden().jails();
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    List<String> configured = configured(faults);
    while (!jails.keySet().containsAll(configured) && System.nanoTime() < deadline) {
      LockSupport.parkNanos(SETTLING.toNanos());
    }
    while (!arrived() && System.nanoTime() < deadline) {
      LockSupport.parkNanos(SETTLING.toNanos());
    }
    List<String> wrong = objections(jails);
    faults.addAll(wrong);
    if (jails.isEmpty()) {
      faults.add("no jail is configured: there is no file org.gaoler.jail-NAME.cfg");
    }
    tell(faults);
    // Not exit: the platform's own end would replace the status. A check has nothing to save.
    Runtime.getRuntime().halt(faults.isEmpty() ? 0 : 1);
  }

  private List<String> configured(List<String> faults) {
    try {
      Configuration[] found = configurations.listConfigurations(JAILS);
      return Arrays.stream(found == null ? new Configuration[0] : found)
          .map(Configuration::getPid)
          .map(pid -> pid.substring(pid.indexOf('~') + 1))
          .toList();
    } catch (IOException | InvalidSyntaxException failed) {
      faults.add("the configured jails cannot be listed: " + failed.getMessage());
      return List.of();
    }
  }

  /** Whether every bundle of the distribution has been started. */
  private boolean arrived() {
    FrameworkStartLevel level = context.getBundle(0).adapt(FrameworkStartLevel.class);
    return level.getStartLevel() >= level.getInitialBundleStartLevel();
  }

  private List<String> objections(Map<String, Jail> jails) {
    gaol.gaol().warden().settled().join();
    return jails.values().stream()
        .sorted(Comparator.comparing(Jail::name))
        .flatMap(jail -> jail.objections().stream())
        .distinct()
        .toList();
  }

  private static void tell(List<String> faults) {
    PrintWriter console =
        new PrintWriter(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
    faults.forEach(console::println);
    console.flush();
  }
}
