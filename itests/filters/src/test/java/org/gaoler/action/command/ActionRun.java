package org.gaoler.action.command;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import org.gaoler.api.EnforcerFactory.Order;
import org.gaoler.api.Fault;

/**
 * The life of one action, by both sides: what is done and which commands are run for it.
 *
 * @param action its file's name
 * @param options as a jail gives them
 * @param fails which of the commands fail, counted from 0
 * @param steps what is done, with whom: {@code ban v4}
 * @param people by name
 */
record ActionRun(
    String action,
    Map<String, String> options,
    List<Integer> fails,
    List<String> steps,
    Map<String, BannedOne> people) {

  private static final String JAIL = "sshd";
  private static final Instant NOW = Instant.ofEpochSecond(1_167_606_000);

  /** As the driver of fail2ban says. */
  private static final Machine MACHINE =
      new Machine() {
        @Override
        public String shortName() {
          return "gaol";
        }

        @Override
        public String fullName() {
          return "gaol.example.org";
        }

        @Override
        public String nameOf(String address) {
          return "host.example.net";
        }

        @Override
        public boolean ipv6() {
          return true;
        }
      };

  String title() {
    return action + " " + options + (fails.isEmpty() ? "" : " command " + fails + " fails");
  }

  /** For the driver of fail2ban. */
  String json() {
    StringJoiner what = new StringJoiner(",", "[", "]");
    for (String step : steps) {
      String[] words = (step + " ").split(" ", 2);
      what.add("[\"" + words[0] + "\",\"" + words[1].strip() + "\"]");
    }
    StringJoiner who = new StringJoiner(",", "{", "}");
    people.forEach((name, one) -> who.add("\"" + name + "\":" + one.json()));
    return "{\"action\":\"%s\",\"options\":%s,\"fails\":%s,\"steps\":%s,\"tickets\":%s}"
        .formatted(action, BannedOne.object(options), fails, what, who);
  }

  static Definition definition(Path config, String action, Map<String, String> options)
      throws Fault {
    return new Definitions(config.resolve("action.d"), MACHINE)
        .of(new Order(JAIL, action, options));
  }

  /** What Gaoler runs. */
  List<Object> ours(Path config) throws Fault, InterruptedException {
    List<Object> said = new ArrayList<>();
    Definition definition = definition(config, action, options);
    int[] number = {0};
    Runner recorder =
        (command, limit) -> {
          List<String> words = command.arguments();
          said.add(words.subList(2, words.size()));
          boolean failed = fails.contains(number[0]++);
          return failed ? new Runner.Result(1, "", true) : Runner.Result.FINE;
        };
    Commands commands = new Commands(definition, recorder, new Commands.Turns(), "");
    commands.beginCall();
    Lifecycle lifecycle =
        new Lifecycle(
            definition,
            commands,
            MACHINE,
            Clock.fixed(NOW, ZoneOffset.UTC),
            "600",
            () -> Ticket.Totals.NONE,
            family -> {});
    List<String> holding = new ArrayList<>();
    for (String step : steps) {
      String[] words = (step + " ").split(" ", 2);
      said.add("-- " + words[0] + " " + words[1].strip());
      try {
        perform(words[0], people.get(words[1].strip()), lifecycle, holding, recorder);
      } catch (Fault failed) {
        said.add("-- failed");
      }
    }
    return said;
  }

  private static void perform(
      String what, BannedOne whom, Lifecycle lifecycle, List<String> holding, Runner recorder)
      throws Fault, InterruptedException {
    switch (what) {
      case "start" -> lifecycle.start();
      case "consistencyCheck" -> lifecycle.check();
      case "flush" -> end(lifecycle.ending(Operation.FLUSH, holding), recorder);
      case "stop" -> end(lifecycle.ending(Operation.STOP, lifecycle.started()), recorder);
      default -> {
        Ticket ticket = whom.ticket(MACHINE);
        switch (what) {
          case "ban" -> lifecycle.ban(false, ticket.family(), ticket, whom.ip());
          case "reban" -> lifecycle.ban(true, ticket.family(), ticket, whom.ip());
          case "prolong" -> lifecycle.prolong(ticket.family(), ticket, whom.ip());
          default -> lifecycle.unban(ticket.family(), ticket, whom.ip());
        }
        if (!holding.contains(ticket.family())) {
          holding.add(ticket.family());
        }
      }
    }
  }

  private static void end(Map<String, ShellCommand> commands, Runner recorder)
      throws InterruptedException {
    for (ShellCommand command : commands.values()) {
      recorder.run(command, Duration.ZERO);
    }
  }
}
