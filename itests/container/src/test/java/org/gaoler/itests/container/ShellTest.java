package org.gaoler.itests.container;

import static org.junit.Assert.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import javax.inject.Inject;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.api.console.SessionFactory;
import org.gaoler.api.operate.JailStatus.State;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.junit.PaxExam;
import org.osgi.framework.BundleContext;

/** The operator's verbs as commands of the Karaf shell. */
@RunWith(PaxExam.class)
public class ShellTest {

  @Inject private BundleContext context;

  @Test
  public void statusIsATableOfJails() throws Exception {
    new Container(context).awaitState("sshd", State.WATCHING);

    String table = execute("jail:status");

    assertTrue(
        table, table.contains("sshd") && table.contains("WATCHING") && table.contains("JAIL"));
  }

  @Test
  public void statusIsThereAsJson() throws Exception {
    String json = execute("jail:status --json");

    assertTrue(json, json.strip().startsWith("{") && json.contains("\"jails\""));
  }

  @Test
  public void pluginsAreListedAsFromTheSystemsShell() throws Exception {
    new Container(context).awaitState("sshd", State.WATCHING);

    String table = execute("jail:plugins");
    assertTrue(table, table.contains("PLUGIN") && table.contains("org.gaoler.action.iptables"));
    String one = execute("jail:plugins org.gaoler.filters.ssh -v");
    assertTrue(one, one.contains("sshd: in use by sshd"));
  }

  @Test
  public void banAndUnbanWorkAsFromTheSystemsShell() throws Exception {
    new Container(context).awaitState("sshd", State.WATCHING);

    execute("jail:ban sshd 198.51.100.6 --for 1h --reason test");
    String banned = execute("jail:banned");
    assertTrue(banned, banned.contains("198.51.100.6") && banned.contains("test"));

    execute("jail:unban 198.51.100.6");
    String rest = execute("jail:banned");
    assertTrue(rest, !rest.contains("198.51.100.6"));
  }

  private String execute(String command) throws Exception {
    SessionFactory sessions = new Container(context).service(SessionFactory.class);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream print = new PrintStream(out, true, StandardCharsets.UTF_8);
    Session session = sessions.create(new ByteArrayInputStream(new byte[0]), print, print);
    try {
      Object result = session.execute(command);
      return out.toString(StandardCharsets.UTF_8) + (result == null ? "" : result);
    } finally {
      session.close();
    }
  }
}
