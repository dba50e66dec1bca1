package org.gaoler.itests.container;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.util.Dictionary;
import java.util.Hashtable;
import javax.inject.Inject;
import org.gaoler.api.operate.JailStatus;
import org.gaoler.api.operate.JailStatus.State;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.junit.PaxExam;
import org.osgi.framework.BundleContext;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/** A jail whose bundle is missing says which, waits, and starts by itself when it arrives. */
@RunWith(PaxExam.class)
public class ComingAndGoingTest {

  @Inject private BundleContext context;

  @Test
  public void jailWaitsForItsBackend() throws Exception {
    Container container = new Container(context);
    Configuration[] made = new Configuration[1];

    container.without(
        "org.gaoler.backend.inotify",
        () -> {
          made[0] = jail(container, "late", "inotify");
          JailStatus late = container.awaitState("late", State.WAITING);
          assertNamed("org.gaoler.backend.inotify", late);
          container.awaitState("sshd", State.WATCHING);
        });

    container.awaitState("late", State.WATCHING);
    made[0].delete();
    Container.await("the jail is gone", () -> container.jail("late").isEmpty());
  }

  @Test
  public void jailWaitsForItsFilterPackAndKeepsItsCounts() throws Exception {
    Container container = new Container(context);
    container.awaitState("sshd", State.WATCHING);
    long before = container.jail("sshd").orElseThrow().bannedTotal();

    container.without(
        "org.gaoler.filters.ssh",
        () -> assertNamed("sshd", container.awaitState("sshd", State.WAITING)));

    JailStatus back = container.awaitState("sshd", State.WATCHING);
    assertEquals(before, back.bannedTotal());
  }

  @Test
  public void jailGoesOnWithoutItsActionAndSaysSo() throws Exception {
    Container container = new Container(context);
    container.awaitState("sshd", State.WATCHING);

    container.without(
        "org.gaoler.action.iptables",
        () ->
            assertNamed(
                "org.gaoler.action.iptables", container.awaitState("sshd", State.DEGRADED)));

    container.awaitState("sshd", State.WATCHING);
  }

  @Test
  public void oneBadJailLeavesTheOthersAlone() throws Exception {
    Container container = new Container(context);
    Configuration bad = jail(container, "bad", "nosuchbackend");

    JailStatus status = container.awaitState("bad", State.WAITING);

    assertNamed("nosuchbackend", status);
    container.awaitState("sshd", State.WATCHING);
    bad.delete();
  }

  private Configuration jail(Container container, String name, String backend) {
    Dictionary<String, Object> settings = new Hashtable<>();
    settings.put("filter", "sshd");
    settings.put("backend", backend);
    settings.put("logpath", context.getProperty("gaoler.base") + "/auth.log");
    settings.put("action", "iptables-allports");
    try {
      Configuration made =
          container
              .service(ConfigurationAdmin.class)
              .getFactoryConfiguration("org.gaoler.jail", name, "?");
      made.update(settings);
      return made;
    } catch (java.io.IOException e) {
      throw new AssertionError("cannot configure " + name, e);
    }
  }

  private static void assertNamed(String bundle, JailStatus jail) {
    assertTrue(
        bundle + " is not named in " + jail.reasons(),
        jail.reasons().stream().anyMatch(reason -> reason.contains(bundle)));
  }
}
