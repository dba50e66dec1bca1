package org.gaoler.shell;

import java.util.ArrayList;
import java.util.List;
import org.apache.karaf.shell.api.console.Command;
import org.apache.karaf.shell.api.console.SessionFactory;
import org.gaoler.commands.Commands;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/**
 * Puts every verb into the Karaf shell as {@code jail:VERB}.
 *
 * <p>The verbs are registered as they are instead of being declared again, option by option, as
 * annotated classes: so the shell cannot come to differ from the command line.
 */
@Component(
    name = "org.gaoler.shell.commands",
    service = {})
public final class ShellCommands {

  /** Opens a session; inside one it has no use. */
  private static final String NOT_HERE = "shell";

  private final SessionFactory factory;
  private final List<Command> registered;

  /**
   * Registers the verbs.
   *
   * @param factory whose sessions get them
   * @param commands has them
   */
  @Activate
  public ShellCommands(@Reference SessionFactory factory, @Reference Commands commands) {
    this.factory = factory;
    this.registered = new ArrayList<>();
    for (Commands.Summary verb : commands.verbs()) {
      if (!verb.verb().equals(NOT_HERE)) {
        registered.add(new JailCommand(commands, verb));
      }
    }
    registered.forEach(factory.getRegistry()::register);
  }

  /** Takes the verbs out again. */
  @Deactivate
  public void close() {
    registered.forEach(factory.getRegistry()::unregister);
  }
}
