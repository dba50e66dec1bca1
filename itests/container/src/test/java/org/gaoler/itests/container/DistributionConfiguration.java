package org.gaoler.itests.container;

import static org.ops4j.pax.exam.CoreOptions.vmOption;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.configureConsole;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.configureSecurity;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.doNotModifyLogConfiguration;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.editConfigurationFilePut;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.karafDistributionConfiguration;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.keepRuntimeFolder;

import java.io.File;
import java.util.ArrayList;
import java.util.List;
import org.ops4j.pax.exam.ConfigurationFactory;
import org.ops4j.pax.exam.Option;

/** The one container that all tests run in: the distribution as it was built, rehearsing. */
public final class DistributionConfiguration implements ConfigurationFactory {

  private static final String MAVEN = "etc/org.ops4j.pax.url.mvn.cfg";

  @Override
  public Option[] createConfiguration() {
    List<Option> options = new ArrayList<>();
    options.add(
        karafDistributionConfiguration()
            .frameworkUrl("file:" + System.getProperty("gaoler.exam.archive"))
            .karafVersion(System.getProperty("gaoler.exam.karaf"))
            .name("Gaoler")
            .unpackDirectory(new File(System.getProperty("gaoler.exam.folder"))));
    options.add(keepRuntimeFolder());
    options.add(doNotModifyLogConfiguration());
    options.add(configureConsole().ignoreLocalConsole().ignoreRemoteShell());
    options.add(configureSecurity().disableKarafMBeanServerBuilder());
    // The test's own bundles come from where Maven keeps them, and from nowhere else.
    String repository = System.getProperty("gaoler.exam.repository");
    options.add(
        editConfigurationFilePut(MAVEN, "org.ops4j.pax.url.mvn.localRepository", repository));
    for (String name : List.of("security", "net", "lang", "util")) {
      options.add(vmOption("--add-opens=java.base/java." + name + "=ALL-UNNAMED"));
    }
    return options.toArray(Option[]::new);
  }
}
