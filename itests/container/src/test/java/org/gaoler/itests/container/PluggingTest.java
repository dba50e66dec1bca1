package org.gaoler.itests.container;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import javax.inject.Inject;
import org.gaoler.api.EnforcerFactory;
import org.gaoler.api.IgnoreRule;
import org.gaoler.api.operate.Deployments;
import org.gaoler.api.operate.Installed;
import org.gaoler.api.operate.JailStatus.State;
import org.gaoler.itests.container.plugin.HangingFactory;
import org.gaoler.itests.container.plugin.HangingStart;
import org.gaoler.itests.container.plugin.ThrowingStart;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.junit.PaxExam;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Version;

/**
 * Jars and configurations are dropped, replaced and removed while a thousand lines a second flow.
 */
@RunWith(PaxExam.class)
public class PluggingTest {

  private static final String JAIL = "plugged";
  private static final int LINES_AT_ONCE = 10;
  private static final int EACH_FAILURE = 10;
  private static final long PAUSE_NANOS = 10_000_000;

  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("MMM ppd HH:mm:ss", Locale.ENGLISH);

  @Inject private BundleContext context;

  private Container container;
  private Path deploy;
  private Path log;
  private Path configuration;
  private Thread writer;
  private volatile boolean closing;
  private final AtomicLong failures = new AtomicLong();

  @Before
  public void writeLines() throws IOException {
    container = new Container(context);
    container.awaitState("sshd", State.WATCHING);
    Path base = Path.of(context.getProperty("gaoler.base"));
    deploy = base.resolve("deploy");
    log = base.resolve("plugged.log");
    Files.deleteIfExists(log);
    Files.createFile(log);
    configuration = base.resolve("etc/org.gaoler.jail-" + JAIL + ".cfg");
    writer = new Thread(this::write, "writer");
    writer.start();
  }

  @After
  public void clear() throws Exception {
    stopWriting();
    System.clearProperty(HangingStart.RELEASE);
    for (String name : new String[] {"pack", "action", "backend", "hostile", "sound"}) {
      Files.deleteIfExists(file(name));
    }
    Files.deleteIfExists(configuration);
    Container.await("the jail is gone", () -> container.jail(JAIL).isEmpty());
  }

  private void stopWriting() throws InterruptedException {
    closing = true;
    writer.join();
  }

  private void write() {
    long number = 0;
    while (!closing) {
      StringBuilder text = new StringBuilder();
      String stamp = LocalDateTime.now(ZoneId.systemDefault()).format(STAMP);
      for (int i = 0; i < LINES_AT_ONCE; i++, number++) {
        String what =
            number % EACH_FAILURE == 0
                ? "Failed password for root from 198.51.100." + number % 250
                : "Accepted password for root from 198.51.100.9";
        text.append(stamp + " server sshd[" + number + "]: " + what + " port 9 ssh2\n");
      }
      failures.addAndGet(LINES_AT_ONCE / EACH_FAILURE);
      try {
        Files.writeString(log, text, StandardOpenOption.APPEND);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  private Path file(String name) {
    return deploy.resolve("com.example." + name + ".jar");
  }

  private void drop(String name, SampleJar jar) throws IOException {
    Files.write(file(name), jar.bytes());
  }

  private static SampleJar pack() throws IOException {
    return SampleJar.recast(
        "org.gaoler.filters.ssh", "com.example.pack", "filters/", "sshd.conf", "plugged.conf");
  }

  private static SampleJar action() throws IOException {
    return SampleJar.recast(
        "org.gaoler.action.blocklist",
        "com.example.action",
        "OSGI-INF/org.gaoler",
        "blocklist\nhostsdeny",
        "plugged");
  }

  private static SampleJar backend() throws IOException {
    return SampleJar.recast(
        "org.gaoler.backend.inotify",
        "com.example.backend",
        "OSGI-INF/org.gaoler",
        "value=\"inotify\"",
        "value=\"plugged\"");
  }

  private void configure(String action) throws IOException {
    Files.writeString(
        configuration,
        "filter = plugged\nbackend = plugged\nmaxretry = 100000\nfindtime = 1d\naction = "
            + action
            + "\nlogpath = "
            + log
            + "\n");
  }

  private Optional<Installed> outcome(String name) {
    return container.service(Deployments.class).installed().stream()
        .filter(each -> each.file().equals(file(name)))
        .findFirst();
  }

  private Installed awaitOutcome(String name, Installed.State state, String reason) {
    Container.await(
        name + " is " + state + " with " + reason,
        () ->
            outcome(name)
                .filter(each -> each.state() == state && each.reason().contains(reason))
                .isPresent());
    return outcome(name).orElseThrow();
  }

  private void awaitReason(String part) {
    Container.await(
        part + " is a reason of " + container.jail(JAIL),
        () ->
            container.jail(JAIL).stream()
                .flatMap(jail -> jail.reasons().stream())
                .anyMatch(reason -> reason.contains(part)));
  }

  @Test
  public void everyKindIsAddedReplacedRemovedAndRefusedWithoutLosingALine() throws Exception {
    configure("plugged");
    container.awaitState(JAIL, State.WAITING);
    drop("pack", pack());
    awaitReason("backend = plugged");
    drop("backend", backend());
    container.awaitState(JAIL, State.DEGRADED);
    drop("action", action());
    container.awaitState(JAIL, State.WATCHING);

    for (String name : new String[] {"pack", "backend", "action"}) {
      byte[] jar = Files.readAllBytes(file(name));
      replace(name, jar);
      breakAndMend(name, jar);
      removeAndAdd(name, jar);
    }

    stopWriting();
    Container.await(
        failures + " failures are counted in " + container.jail(JAIL),
        () -> container.jail(JAIL).orElseThrow().failures() >= failures.get());
    assertEquals(failures.get(), container.jail(JAIL).orElseThrow().failures());
  }

  private void replace(String name, byte[] jar) throws IOException {
    long before = container.bundle("com.example." + name).getLastModified();
    Files.write(file(name), jar);
    Container.await(
        name + " is updated",
        () -> container.bundle("com.example." + name).getLastModified() > before);
    awaitOutcome(name, Installed.State.ACTIVE, "");
    container.awaitState(JAIL, State.WATCHING);
  }

  private void breakAndMend(String name, byte[] jar) throws IOException {
    Files.write(file(name), Arrays.copyOf(jar, jar.length / 2));
    awaitOutcome(name, Installed.State.REFUSED, "it is no whole jar");
    container.awaitState(JAIL, State.WATCHING);
    Files.write(file(name), jar);
    awaitOutcome(name, Installed.State.ACTIVE, "");
  }

  private void removeAndAdd(String name, byte[] jar) throws IOException {
    Files.delete(file(name));
    container.awaitState(JAIL, name.equals("action") ? State.DEGRADED : State.WAITING);
    Files.write(file(name), jar);
    container.awaitState(JAIL, State.WATCHING);
  }

  @Test
  public void bundleThatBreaksWhenItStartsIsNamedAndMended() throws Exception {
    drop(
        "hostile",
        SampleJar.named("com.example.hostile")
            .component(ThrowingStart.class, IgnoreRule.class, ""));
    awaitOutcome("hostile", Installed.State.QUARANTINED, "no licence file");

    drop("hostile", action());
    awaitOutcome("hostile", Installed.State.ACTIVE, "");
  }

  @Test
  public void bundleThatLacksAPackageWaitsForIt() throws Exception {
    drop("hostile", backend().header("Import-Package", "org.gaoler.api;version=\"[99,100)\""));
    awaitOutcome(
        "hostile", Installed.State.UNRESOLVED, "org.gaoler.api [99,100), this Gaoler has 1.");

    drop("hostile", backend().header("Import-Package", "com.example.late,org.gaoler.api"));
    awaitOutcome("hostile", Installed.State.UNRESOLVED, "com.example.late");

    SampleJar late = pack().header("Bundle-SymbolicName", "com.example.sound");
    drop("sound", late.header("Export-Package", "com.example.late"));
    Container.await(
        "what it waited for has come",
        () -> !outcome("hostile").orElseThrow().reason().contains("com.example.late"));
  }

  @Test
  public void bundleThatHangsWhenItStartsIsGivenUpAndHoldsUpNobody() throws Exception {
    drop(
        "hostile",
        SampleJar.named("com.example.hostile").component(HangingStart.class, IgnoreRule.class, ""));
    awaitOutcome("hostile", Installed.State.STARTING, "");
    drop("pack", pack());
    drop("backend", backend());
    drop("action", action());
    configure("plugged");
    container.awaitState(JAIL, State.WATCHING);

    awaitOutcome("hostile", Installed.State.QUARANTINED, "cannot be interrupted");
    container.awaitState("sshd", State.WATCHING);

    drop("hostile", pack().header("Bundle-SymbolicName", "com.example.hostile"));
    awaitOutcome("hostile", Installed.State.ACTIVE, "");
    System.setProperty(HangingStart.RELEASE, "now");
    Container.await(
        "the bundle that comes back is uninstalled",
        () -> Arrays.stream(context.getBundles()).noneMatch(PluggingTest::hung));
  }

  private static boolean hung(Bundle bundle) {
    return bundle.getSymbolicName().equals("com.example.hostile")
        && bundle.getVersion().equals(Version.valueOf("1.0.0"));
  }

  @Test
  public void actionThatHangsWhenAJailAsksForItIsLeftAlone() throws Exception {
    drop("pack", pack());
    drop("backend", backend());
    drop(
        "hostile",
        SampleJar.named("com.example.hostile")
            .component(
                HangingFactory.class,
                EnforcerFactory.class,
                "<property name=\"action\" value=\"hanging\"/>"));
    awaitOutcome("hostile", Installed.State.ACTIVE, "");

    configure("hanging");

    awaitOutcome("hostile", Installed.State.QUARANTINED, "took longer than");
    container.awaitState(JAIL, State.DEGRADED);
    assertTrue(container.jail("sshd").orElseThrow().state() == State.WATCHING);
  }
}
