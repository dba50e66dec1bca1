package org.gaoler.core;

import java.time.Clock;
import java.util.Hashtable;
import org.gaoler.api.operate.Deployments;
import org.gaoler.api.operate.Operator;
import org.gaoler.core.operate.Examination;
import org.gaoler.core.operate.Limits;
import org.gaoler.core.operate.OperatorDesk;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.framework.Version;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;

/** Opens the operator's desk of the running gaol to other bundles. */
@Component(
    service = {},
    configurationPid = CoreSettings.PID,
    immediate = true)
@Designate(ocd = CoreSettings.class)
public final class OperatorService {

  private final ServiceRegistration<Operator> registration;

  /**
   * Opens the desk.
   *
   * @param gaol the running system
   * @param parts what the installed bundles offer
   * @param plugins what is installed
   * @param deployed who watches the configuration
   * @param settings limits
   * @param context whose version is told
   */
  @Activate
  public OperatorService(
      @Reference RunningGaol gaol,
      @Reference InstalledParts parts,
      @Reference PluginInventory plugins,
      @Reference Deployed deployed,
      CoreSettings settings,
      BundleContext context) {
    Version version = context.getBundle().getVersion();
    OperatorDesk desk =
        new OperatorDesk(
            gaol.gaol(),
            new Examination(parts, deployed::now),
            plugins,
            () -> deployed.ask(Deployments::reread),
            new Limits(settings.widest4(), settings.widest6()),
            new Exit(Exit.WANTED),
            Clock.systemUTC(),
            version.getMajor() + "." + version.getMinor() + "." + version.getMicro());
    this.registration = context.registerService(Operator.class, desk, new Hashtable<>());
  }

  @Deactivate
  void close() {
    registration.unregister();
  }
}
