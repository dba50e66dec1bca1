package org.gaoler.shell;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.PrivilegedAction;
import java.util.Optional;
import javax.security.auth.Subject;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.api.console.SessionFactory;
import org.gaoler.commands.Commands;
import org.gaoler.commands.InteractiveShell;
import org.gaoler.commands.RemoteTerminal;
import org.jline.reader.LineReader;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Holds Karaf sessions with operators who come through the control socket. */
@Component
public final class KarafShell implements InteractiveShell {

  private static final Logger LOG = LoggerFactory.getLogger(KarafShell.class);
  private static final String SCOPES = JailCommand.SCOPE + ":shell:*";

  private final SessionFactory factory;
  private final Path history;

  /**
   * Needs no more than Karaf's factory of sessions.
   *
   * @param context knows the framework's properties: the history is kept in {@code gaoler.data}
   * @param factory makes the sessions
   */
  @Activate
  public KarafShell(BundleContext context, @Reference SessionFactory factory) {
    this(
        factory,
        Path.of(
            Optional.ofNullable(context.getProperty("gaoler.data")).orElse("/var/lib/gaoler"),
            "shell-history"));
  }

  /** Works without a framework. */
  KarafShell(SessionFactory factory, Path history) {
    this.factory = factory;
    this.history = history;
  }

  @Override
  public int talk(RemoteTerminal terminal) {
    PrivilegedAction<Integer> session =
        () -> terminal.interactive() ? converse(terminal) : execute(terminal);
    try {
      return Subject.doAs(Operators.subject(), session);
    } catch (UnsupportedOperationException e) {
      return fail(
          terminal,
          "shell: Karaf's sessions do not work on Java "
              + Runtime.version().feature()
              + "; run the daemon on Java 17 or 21",
          e);
    }
  }

  private int converse(RemoteTerminal remote) {
    try (SessionTerminal terminal = new SessionTerminal(remote);
        PrintStream out = new PrintStream(terminal.output(), true, StandardCharsets.UTF_8)) {
      Session session = factory.create(terminal.input(), out, out, terminal, "UTF-8", () -> {});
      session.put(Session.SCOPE, SCOPES);
      session.put("PROMPT", "gaoler> ");
      session.put(Exit.NAME, new Exit(session));
      if (session.get(".jline.reader") instanceof LineReader reader) {
        reader.setVariable(LineReader.HISTORY_FILE, history);
        ArrowKeys.bind(reader);
      }
      terminal.resume();
      session.run();
      Thread.interrupted(); // a session that a command of its own closed has interrupted us
      return Commands.OK;
    } catch (IOException e) {
      return fail(remote, "shell: the session broke off: " + e, e);
    }
  }

  /** Runs the lines of a pipe one after the other, without prompt and echo. */
  private int execute(RemoteTerminal remote) {
    int status = Commands.OK;
    try (PrintStream out = new PrintStream(remote.out(), false, StandardCharsets.UTF_8);
        PrintStream err = new PrintStream(remote.err(), false, StandardCharsets.UTF_8);
        Session session = factory.create(remote.in(), out, err)) {
      session.put(Session.SCOPE, SCOPES);
      BufferedReader lines =
          new BufferedReader(new InputStreamReader(remote.in(), StandardCharsets.UTF_8));
      String line = lines.readLine();
      while (line != null && !line.strip().equals(Exit.NAME)) {
        if (!line.isBlank() && !line.startsWith("#")) {
          status = execute(session, line, out, err);
        }
        line = lines.readLine();
      }
      return status;
    } catch (IOException e) {
      return fail(remote, "shell: the session broke off: " + e, e);
    }
  }

  private static int execute(Session session, String line, PrintStream out, PrintStream err) {
    int status;
    try {
      Object result = session.execute(line);
      status = result instanceof Integer number ? number : Commands.OK;
      if (result != null && !(result instanceof Integer)) {
        out.println(result);
      }
    } catch (Exception e) {
      LOG.debug("a command of a session failed", e);
      err.println("gaoler: " + line + ": " + e.getMessage());
      status = Commands.REFUSED;
    }
    out.flush();
    err.flush();
    return status;
  }

  private static int fail(RemoteTerminal terminal, String line, Exception cause) {
    LOG.debug(line, cause);
    try {
      terminal.err().write(("gaoler: " + line + "\r\n").getBytes(StandardCharsets.UTF_8));
      terminal.err().flush();
    } catch (IOException e) {
      LOG.debug("nobody is left to be told", e);
    }
    return Commands.REFUSED;
  }
}
