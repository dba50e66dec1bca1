package org.gaoler.commands.verbs;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.gaoler.api.Fault;
import org.gaoler.api.operate.JailStatus;
import org.gaoler.api.operate.Operator;
import org.gaoler.commands.Commands;
import org.gaoler.commands.text.Clean;
import org.gaoler.commands.text.Json;
import org.gaoler.commands.text.Nearest;
import org.gaoler.commands.text.Table;

/** Tells what the jails do. */
final class StatusVerb implements Verb {

  static final Option VERBOSE =
      Option.flag("--verbose", "everything, with what the firewall really holds (-v)");

  @Override
  public Syntax syntax() {
    return Syntax.of(
        "status",
        "tell what the jails do, or one jail in full",
        "gaoler status sshd",
        List.of(Argument.optional("JAIL", Expected.JAIL)),
        VERBOSE);
  }

  @Override
  public int run(Call call) throws Fault, IOException {
    boolean verbose = call.words().has(VERBOSE);
    Optional<String> name = call.words().argument(0);
    List<JailStatus> jails = call.operator().jails(verbose);
    if (name.isPresent()) {
      jails = List.of(find(name.get(), jails));
    }
    List<String> troubles = name.isPresent() ? List.of() : PluginsVerb.troubles(call.operator());
    if (call.json()) {
      json(call.writer(), jails, troubles);
    } else if (jails.isEmpty()) {
      call.say("there is no jail; add one as etc/org.gaoler.jail-NAME.cfg");
    } else if (verbose || name.isPresent()) {
      for (JailStatus jail : jails) {
        JailText.print(call, jail, verbose);
      }
    } else {
      overview(call, jails);
    }
    for (String trouble : call.json() ? List.<String>of() : troubles) {
      call.say(Clean.line("plugin " + trouble));
    }
    return Commands.OK;
  }

  private static JailStatus find(String name, List<JailStatus> jails) throws Fault {
    for (JailStatus jail : jails) {
      if (jail.name().equals(name)) {
        return jail;
      }
    }
    List<String> names = names(jails);
    throw new Fault(
        "status: there is no jail "
            + Words.shown(name)
            + Nearest.guess(name, names)
            + "; there are "
            + (names.isEmpty() ? "none" : String.join(", ", names)));
  }

  static List<String> names(Operator operator) {
    return names(operator.jails(false));
  }

  private static List<String> names(List<JailStatus> jails) {
    List<String> names = new ArrayList<>(jails.size());
    for (JailStatus jail : jails) {
      names.add(jail.name());
    }
    return names;
  }

  private static void json(Json json, List<JailStatus> jails, List<String> troubles)
      throws IOException {
    json.object().list("jails");
    for (JailStatus jail : jails) {
      JailJson.write(json, jail);
    }
    json.end().put("plugins", troubles).end();
  }

  private static void overview(Call call, List<JailStatus> jails) throws IOException {
    Table table =
        new Table("JAIL", "STATE", "#FAILURES", "#TRACKED", "#BANNED", "#BANNED TOTAL", "BACKEND");
    for (JailStatus jail : jails) {
      table.row(
          jail.name(),
          jail.state().name(),
          Long.toString(jail.failures()),
          Integer.toString(jail.tracked()),
          Integer.toString(jail.banned()),
          Long.toString(jail.bannedTotal()),
          jail.backend());
    }
    call.print(table);
    for (JailStatus jail : jails) {
      for (String reason : jail.reasons()) {
        call.say(Clean.line(jail.name() + ": " + reason));
      }
    }
  }
}
