package org.gaoler.shell;

import java.util.List;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Function;
import org.apache.karaf.shell.api.console.Session;

/**
 * Ends a session where Karaf's own {@code exit} stays: outside of any subshell. Kept as a variable
 * of the session, which the shell prefers to a command of that name.
 *
 * @param session to end
 */
record Exit(Session session) implements Function {

  static final String NAME = "exit";

  @Override
  public Object execute(CommandSession ignored, List<Object> arguments) throws Exception {
    if (String.valueOf(session.get(Session.SUBSHELL)).isEmpty()) {
      session.close();
      return null;
    }
    return session.getRegistry().getCommand(Session.SCOPE_GLOBAL, NAME).execute(session, arguments);
  }
}
