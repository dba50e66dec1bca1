package org.gaoler.core;

import java.util.Map;
import org.gaoler.core.settings.SettingsReader;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;

/**
 * One {@code org.gaoler.jail} configuration: hands what it says to the gaol and holds nothing, so
 * that it may come and go.
 */
@Component(
    service = {},
    immediate = true,
    configurationPid = "org.gaoler.jail",
    configurationPolicy = ConfigurationPolicy.REQUIRE)
public final class JailConfiguration {

  /** The reason code of the Declarative Services specification, 112.5.18. */
  private static final int CONFIGURATION_DELETED = 4;

  private final RunningGaol gaol;
  private final String jail;

  /**
   * Takes up a configuration.
   *
   * @param gaol what runs the jails
   * @param properties as Config Admin holds them
   */
  @Activate
  public JailConfiguration(@Reference RunningGaol gaol, Map<String, Object> properties) {
    this.gaol = gaol;
    this.jail = name(properties);
    modified(properties);
  }

  @Modified
  void modified(Map<String, Object> properties) {
    gaol.gaol().configure(jail, SettingsReader.read(jail, properties));
  }

  @Deactivate
  void deactivate(int reason) {
    if (reason == CONFIGURATION_DELETED) {
      gaol.gaol().delete(jail);
    }
  }

  private static String name(Map<String, Object> properties) {
    String pid = String.valueOf(properties.get("service.pid"));
    return pid.substring(pid.indexOf('~') + 1);
  }
}
