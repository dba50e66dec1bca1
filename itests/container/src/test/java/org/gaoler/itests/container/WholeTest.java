package org.gaoler.itests.container;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import javax.inject.Inject;
import org.apache.karaf.features.FeaturesService;
import org.gaoler.api.operate.JailStatus.State;
import org.gaoler.api.operate.Operator;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.junit.PaxExam;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;

/** The assembled bundles start and work together. */
@RunWith(PaxExam.class)
public class WholeTest {

  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("MMM ppd HH:mm:ss", Locale.ENGLISH);

  @Inject private BundleContext context;

  @Test
  public void everyBundleIsActive() {
    Container container = new Container(context);
    container.awaitState("sshd", State.WATCHING);

    List<String> idle =
        container.ours().stream()
            .filter(bundle -> bundle.getState() != Bundle.ACTIVE)
            .map(Bundle::getSymbolicName)
            .toList();

    assertTrue("not active: " + idle, idle.isEmpty());
    assertTrue("too few bundles: " + container.ours(), container.ours().size() >= 13);
  }

  @Test
  public void failuresInTheLogEndInASentence() throws IOException {
    Container container = new Container(context);
    container.awaitState("sshd", State.WATCHING);
    Path log = Path.of(context.getProperty("gaoler.base"), "auth.log");
    String stamp = LocalDateTime.now(ZoneId.systemDefault()).format(STAMP);
    for (String address : List.of("198.51.100.5", "2001:db8::5")) {
      String line =
          stamp + " server sshd[7]: Failed password for root from " + address + " port 9 ssh2\n";
      Files.writeString(log, line.repeat(3), StandardOpenOption.APPEND);
    }

    Operator operator = container.service(Operator.class);
    Container.await(
        "both are sentenced",
        () ->
            List.of("198.51.100.5", "2001:db8::5")
                .equals(
                    operator.banned().stream()
                        .map(sentence -> sentence.offender().toString())
                        .filter(address -> address.endsWith("5"))
                        .sorted()
                        .toList()));
  }

  @Test
  public void featuresOfferEveryBundleAndInstallingOneLeavesTheOthersRunning() throws Exception {
    Container container = new Container(context);
    container.awaitState("sshd", State.WATCHING);
    FeaturesService features = container.service(FeaturesService.class);
    long core = container.bundle("org.gaoler.core").getLastModified();

    features.installFeature("gaoler");

    assertTrue(features.isInstalled(features.getFeature("gaoler-core")));
    assertEquals(core, container.bundle("org.gaoler.core").getLastModified());
    container.awaitState("sshd", State.WATCHING);
  }
}
