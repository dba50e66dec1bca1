package org.gaoler.itests.container;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.inject.Inject;
import org.gaoler.api.operate.JailStatus;
import org.gaoler.api.operate.Operator;
import org.gaoler.api.operate.Plugin;
import org.gaoler.api.operate.Plugin.Offer;
import org.gaoler.api.operate.Plugin.State;
import org.junit.After;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.junit.PaxExam;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;

/** Operators are told of each plugin what becomes of it, and why. */
@RunWith(PaxExam.class)
public class PluginsTest {

  private static final String NAME = "org.example.gate";

  @Inject private BundleContext context;

  private final List<Bundle> installed = new ArrayList<>();

  @After
  public void uninstall() throws BundleException {
    for (Bundle bundle : installed) {
      bundle.uninstall();
    }
  }

  private Container container() {
    return new Container(context);
  }

  private Bundle install(String file, SampleJar jar) throws Exception {
    Bundle bundle =
        context.installBundle("file:/srv/example/" + file, new ByteArrayInputStream(jar.bytes()));
    installed.add(bundle);
    return bundle;
  }

  private Bundle start(String file, SampleJar jar) throws Exception {
    Bundle bundle = install(file, jar);
    bundle.start();
    return bundle;
  }

  private Plugin plugin(String name) {
    return container().service(Operator.class).plugins(true).stream()
        .filter(each -> each.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no plugin " + name));
  }

  private static Offer offer(Plugin plugin, String name) {
    return plugin.offers().stream()
        .filter(each -> each.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError(name + " is not among " + plugin.offers()));
  }

  private static void assertReason(String part, Plugin plugin) {
    assertTrue(
        part + " is not told in " + plugin.reasons(),
        plugin.reasons().stream().anyMatch(reason -> reason.contains(part)));
  }

  private void awaitReason(String plugin, String part) {
    Container.await(
        plugin + " is told of: " + part,
        () -> plugin(plugin).reasons().stream().anyMatch(each -> each.contains(part)));
  }

  @Test
  public void whatCameWithGaolerIsListedWithTheJailsThatUseIt() {
    container().awaitState("sshd", JailStatus.State.WATCHING);
    Plugin action = plugin("org.gaoler.action.iptables");
    assertEquals(State.IN_USE, action.state());
    assertTrue(action.toString(), action.shipped() && !action.troubled());
    assertTrue(
        action.toString(),
        action.offers().stream().anyMatch(each -> each.jails().contains("sshd")));
    assertEquals(List.of("sshd"), offer(plugin("org.gaoler.backend.polling"), "polling").jails());
    assertEquals(List.of("sshd"), offer(plugin("org.gaoler.filters.ssh"), "sshd").jails());
    assertEquals(State.IN_USE, plugin("org.gaoler.store.sqlite").state());
    assertEquals(State.IDLE, offer(plugin("org.gaoler.action.route"), "route").state());
  }

  @Test
  public void bundleForALaterApiSaysWhichItNeedsAndWhichThereIs() throws Exception {
    install(
        "later.jar",
        SampleJar.named(NAME).header("Import-Package", "org.gaoler.api;version=\"[2,3)\""));
    Plugin later = plugin(NAME);
    assertEquals(State.BROKEN, later.state());
    assertEquals("/srv/example/later.jar", later.file());
    assertReason("needs org.gaoler.api [2,3), this Gaoler has 1.", later);
    assertReason("update Gaoler", later);
  }

  @Test
  public void bundleWaitsForThePackageThatItImports() throws Exception {
    install("needy.jar", SampleJar.named(NAME).header("Import-Package", "org.example.hinge"));
    assertEquals(State.WAITING, plugin(NAME).state());
    assertReason("waits for package org.example.hinge, which no bundle exports", plugin(NAME));
  }

  @Test
  public void bundleForALaterJavaSaysSo() throws Exception {
    install(
        "java.jar",
        SampleJar.named(NAME)
            .header("Require-Capability", "osgi.ee;filter:=\"(&(osgi.ee=JavaSE)(version=99))\""));
    assertEquals(State.BROKEN, plugin(NAME).state());
    assertReason("needs Java 99, this is Java ", plugin(NAME));
  }

  @Test
  public void ofTwoWithOneNameTheHigherRankedIsUsedAndTheOtherNamesIt() throws Exception {
    start("low.jar", SampleJar.named(NAME).action("gate", "Gate", 0));
    assertEquals(State.IDLE, offer(plugin(NAME), "gate").state());

    Bundle better = start("high.jar", SampleJar.named(NAME + ".better").action("gate", "Gate", 7));
    assertEquals(State.SHADOWED, plugin(NAME).state());
    assertReason(
        "action gate: shadowed by org.example.gate.better 1.0.0, whose service.ranking is 7",
        plugin(NAME));
    assertTrue(plugin(NAME).troubled());

    better.stop();
    assertEquals(State.IDLE, plugin(NAME).state());
    assertEquals(State.STOPPED, plugin(NAME + ".better").state());
  }

  @Test
  public void componentThatBreaksIsToldWithItsCauseAndShadowsNobody() throws Exception {
    start("good.jar", SampleJar.named(NAME).action("gate", "Gate", 0));
    start("bad.jar", SampleJar.named(NAME + ".bad").action("gate", "Shattered", 7));
    awaitReason(NAME + ".bad", "the hinge is missing");
    assertEquals(State.BROKEN, plugin(NAME + ".bad").state());
    assertEquals(State.IDLE, plugin(NAME).state());
    container().awaitState("sshd", JailStatus.State.WATCHING);
  }

  @Test
  public void brokenFilterOfAPackIsToldBeforeAnyJailNamesIt() throws Exception {
    start(
        "pack.jar",
        SampleJar.named(NAME)
            .header("Gaoler-Filters", "filters")
            .file("filters/door.conf", "[Definition]\nfailregex = ^wrong ( from <HOST>$\n")
            .file("filters/gate.conf", "[Definition]\nfailregex = ^wrong from <HOST>$\n"));
    awaitReason(NAME, "filter door: ");
    assertReason("filters/door.conf", plugin(NAME));
    assertEquals(State.BROKEN, offer(plugin(NAME), "door").state());
    assertEquals(State.IDLE, offer(plugin(NAME), "gate").state());
    assertTrue(plugin(NAME).troubled());
  }

  @Test
  public void administratorsFilterComesBeforeThatOfAPack() throws Exception {
    Path folder = Files.createDirectories(Path.of(context.getProperty("gaoler.etc"), "filter.d"));
    Path edited =
        Files.writeString(
            folder.resolve("door.conf"), "[Definition]\nfailregex = ^mine from <HOST>$\n");
    try {
      start(
          "pack.jar",
          SampleJar.named(NAME)
              .header("Gaoler-Filters", "filters")
              .file("filters/door.conf", "[Definition]\nfailregex = ^theirs from <HOST>$\n"));
      assertReason("filter door: shadowed by " + edited, plugin(NAME));
      assertEquals(State.SHADOWED, plugin(NAME).state());
    } finally {
      Files.delete(edited);
    }
  }

  @Test
  public void twoPacksWithOneFilterDoNotSwap() throws Exception {
    start(
        "pack.jar",
        SampleJar.named(NAME)
            .header("Gaoler-Filters", "filters")
            .file("filters/sshd.conf", "[Definition]\nfailregex = ^wrong from <HOST>$\n"));
    assertReason("filter sshd: shadowed by org.gaoler.filters.ssh:", plugin(NAME));
    assertEquals(List.of("sshd"), offer(plugin("org.gaoler.filters.ssh"), "sshd").jails());
  }
}
