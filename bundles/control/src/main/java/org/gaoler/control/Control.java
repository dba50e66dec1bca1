package org.gaoler.control;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.gaoler.api.Fault;
import org.gaoler.commands.Commands;
import org.gaoler.commands.InteractiveShell;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the control socket open as long as there are commands to serve. */
@Component(
    name = "org.gaoler.control",
    service = {})
public final class Control {

  private static final Logger LOG = LoggerFactory.getLogger(Control.class);
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Optional<ControlSocket> socket;

  /** Needs Karaf, which may not be there; comes and goes while the socket stays open. */
  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  private volatile InteractiveShell shell;

  /**
   * Opens the socket in the folder {@code gaoler.run}.
   *
   * @param context knows the framework's properties
   * @param commands runs verbs
   */
  @Activate
  public Control(BundleContext context, @Reference Commands commands) {
    String run = Optional.ofNullable(context.getProperty("gaoler.run")).orElse("/run/gaoler");
    Path path = Path.of(run).toAbsolutePath().normalize().resolve("gaoler.sock");
    this.socket = open(path, commands);
  }

  private Optional<ControlSocket> open(Path path, Commands commands) {
    try {
      return Optional.of(
          new ControlSocket(path, PATIENCE, commands, () -> Optional.ofNullable(shell)));
    } catch (Fault fault) {
      LOG.error(fault.getMessage());
      return Optional.empty();
    }
  }

  /** Closes the socket. */
  @Deactivate
  public void close() {
    socket.ifPresent(ControlSocket::close);
  }
}
