package org.gaoler.shell;

import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.felix.service.command.Process;
import org.apache.karaf.shell.api.console.Command;
import org.apache.karaf.shell.api.console.Completer;
import org.apache.karaf.shell.api.console.Parser;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.api.console.Terminal;
import org.gaoler.commands.Commands;
import org.gaoler.commands.Console;

/** One verb as a command of the Karaf shell; passes its words on as they are. */
final class JailCommand implements Command {

  static final String SCOPE = "jail";

  private static final int STANDARD_OUTPUT = 1;

  private final Commands commands;
  private final Commands.Summary verb;

  JailCommand(Commands commands, Commands.Summary verb) {
    this.commands = commands;
    this.verb = verb;
  }

  @Override
  public String getScope() {
    return SCOPE;
  }

  @Override
  public String getName() {
    return verb.verb();
  }

  @Override
  public String getDescription() {
    return verb.purpose();
  }

  @Override
  public Completer getCompleter(boolean scoped) {
    return new VerbCompleter(commands, verb, scoped);
  }

  /** The shell's own rules for quoting apply. */
  @Override
  public Parser getParser() {
    return null;
  }

  /**
   * Runs the verb on the calling thread.
   *
   * @return the exit status, which the shell does not print
   */
  @Override
  public Object execute(Session session, List<Object> arguments) throws IOException {
    List<String> words = new ArrayList<>();
    words.add(verb.verb());
    for (Object argument : arguments) {
      words.add(String.valueOf(argument));
    }
    Process process = Process.Utils.current();
    Terminal terminal = session.getTerminal();
    boolean shown = terminal != null && process.isTty(STANDARD_OUTPUT);
    int status =
        commands.run(
            words,
            new Console(
                writer(process.out()),
                writer(process.err()),
                shown ? terminal.getWidth() : 0,
                shown && terminal.isAnsiSupported()));

    return status;
  }

  /** What is piped on to another command goes to that command, not to the terminal. */
  private static PrintWriter writer(PrintStream stream) {
    return new PrintWriter(stream, false, StandardCharsets.UTF_8);
  }
}
