package org.gaoler.action.webhook;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.gaoler.api.EnforcerFactory.Order;
import org.gaoler.api.Fault;
import org.gaoler.api.Notifier;
import org.gaoler.api.NotifierFactory;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes notifiers that tell programs elsewhere by requests over HTTPS. */
@Component(configurationPid = WebhookNotifierFactory.PID, property = "action=webhook")
@Designate(ocd = Defaults.class)
public final class WebhookNotifierFactory implements NotifierFactory {

  static final String PID = "org.gaoler.action.webhook";

  private static final Logger LOG = LoggerFactory.getLogger(WebhookNotifierFactory.class);
  private static final Path KERNELS = Path.of("/proc/sys/kernel/hostname");

  private static final List<String> OPTIONS =
      List.of(
          "cafile",
          "chain",
          "digest",
          "events",
          "headers",
          "lines",
          "markup",
          "method",
          "name",
          "port",
          "protocol",
          "proxy",
          "secretfile",
          "template",
          "timeout",
          "type",
          "url");

  private final Options defaults;
  private final String host;
  private final Clock clock;

  /**
   * Takes the defaults; connects nowhere.
   *
   * @param defaults as configured
   */
  @Activate
  public WebhookNotifierFactory(Defaults defaults) {
    this(Options.of(defaults), Clock.systemUTC());
  }

  WebhookNotifierFactory(Options defaults, Clock clock) {
    this.defaults = defaults;
    this.host = defaults.given("hostname").orElseGet(WebhookNotifierFactory::own);
    this.clock = clock;
  }

  private static String own() {
    try {
      return Files.readString(KERNELS).strip();
    } catch (IOException hidden) {
      LOG.debug("{} tells no name: {}", KERNELS, hidden.toString());
      return "localhost";
    }
  }

  @Override
  public Notifier notifier(Order order) throws Fault {
    try {
      order.check(OPTIONS);
      Hook hook = new Hook(defaults.with(order.options()));
      Courier courier = new Courier(hook.proxy(), clock);
      return new WebhookNotifier(hook, host, order.name(), courier, clock);
    } catch (Fault fault) {
      throw new Fault("action " + order.action() + ": " + fault.getMessage(), fault);
    }
  }
}
