package org.gaoler.action.command;

import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.gaoler.api.Fault;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * When which command of an action is run: start before the first ban, a check after a failure, what
 * mends the outside thing after a failed check. Families of addresses are looked after one by one
 * where the action tells them apart. For one thread.
 */
final class Lifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(Lifecycle.class);

  private final Definition definition;
  private final Commands commands;
  private final Machine machine;
  private final Clock clock;
  private final String banTime;
  private final Supplier<Ticket.Totals> totals;
  private final Consumer<String> lost;
  private final Executed executed = new Executed();
  private final Map<String, State> families = new LinkedHashMap<>();

  /** How far a family is. */
  private enum State {
    DOWN,
    STARTED,
    HOLDING
  }

  /**
   * Begins with nothing started.
   *
   * @param banTime what {@code <bantime>} is where there is no ban
   * @param totals what {@code <jail.banned>} and the like are
   * @param lost told the family whose bans have gone
   */
  Lifecycle(
      Definition definition,
      Commands commands,
      Machine machine,
      Clock clock,
      String banTime,
      Supplier<Ticket.Totals> totals,
      Consumer<String> lost) {
    this.definition = definition;
    this.commands = commands;
    this.machine = machine;
    this.clock = clock;
    this.banTime = banTime;
    this.totals = totals;
    this.lost = lost;
  }

  /** Starts what is not started by the first ban. */
  void start() throws Fault, InterruptedException {
    if (!definition.startedOnDemand()) {
      for (String family : definition.families(machine)) {
        if (!started(family) && !start(family)) {
          throw commands.fault();
        }
      }
    }
  }

  private boolean start(String family) throws Fault, InterruptedException {
    boolean done = execute(Operation.START, family);
    if (done) {
      executed.forget(Operation.STOP, family);
      families.put(family, State.STARTED);
    }
    return done;
  }

  boolean started(String family) {
    return families.getOrDefault(family, State.DOWN) != State.DOWN;
  }

  /** The families that are started, in that order. */
  List<String> started() {
    return families.keySet().stream().filter(this::started).toList();
  }

  /**
   * Bans.
   *
   * @param again whether it was in force and got lost
   */
  void ban(boolean again, String family, Tags ticket, String whom)
      throws Fault, InterruptedException {
    if (definition.startedOnDemand() && !started(family) && !start(family)) {
      throw commands.fault();
    }
    boolean reban = again && definition.defines(Operation.REBAN, family);
    process(reban ? Operation.REBAN : Operation.BAN, family, ticket, whom);
    families.put(family, State.HOLDING);
  }

  void prolong(String family, Tags ticket, String whom) throws Fault, InterruptedException {
    process(Operation.PROLONG, family, ticket, whom);
  }

  /** Lifts a ban, unless nothing of its family was put in force. */
  void unban(String family, Tags ticket, String whom) throws Fault, InterruptedException {
    if (families.get(family) == State.HOLDING) {
      process(Operation.UNBAN, family, ticket, whom);
    }
  }

  /** Lifts a ban that failed and may have come about all the same; nobody minds if it did not. */
  void undo(String family, Tags ticket, String whom) throws Fault, InterruptedException {
    String text = definition.text(Operation.UNBAN, family);
    commands.run(Operation.UNBAN.option() + " for " + whom, ticket.fill(text));
  }

  /** Runs it again if it failed and nothing is wrong with the outside thing, or not any more. */
  private void process(Operation operation, String family, Tags ticket, String whom)
      throws Fault, InterruptedException {
    ShellCommand command = ticket.fill(definition.text(operation, family));
    String what = operation.option() + " for " + whom;
    if (!commands.run(what, command)) {
      Fault first = commands.fault();
      boolean checked = definition.defines(Operation.CHECK, family);
      if (checked && !sane(family, operation)) {
        throw first;
      }
      if (!commands.run(what, command)) {
        throw commands.fault();
      }
    }
  }

  /**
   * Checks what was started and mends it.
   *
   * @return false if something could not be mended
   */
  boolean check() throws Fault, InterruptedException {
    boolean sane = true;
    for (String family : started()) {
      if (definition.defines(Operation.CHECK, family) && !sane(family, Operation.CHECK)) {
        families.put(family, State.DOWN);
        executed.forget(Operation.START, family);
        sane = false;
      }
    }
    return sane;
  }

  /** What went wrong last. */
  Fault fault() {
    return commands.fault();
  }

  /** Whether all that was started is still there; mends nothing. */
  boolean intact() throws Fault, InterruptedException {
    for (String family : started()) {
      if (!commands.run("actioncheck", standing(Operation.CHECK, family))) {
        return false;
      }
    }
    return true;
  }

  private boolean sane(String family, Operation why) throws Fault, InterruptedException {
    boolean unban = why == Operation.UNBAN;
    ShellCommand check = standing(Operation.CHECK, family);
    if (unban && !families.containsKey(family) || commands.run("actioncheck", check)) {
      return true;
    }
    if (unban && !definition.repairedForUnban()) {
      LOG.error("{}: its check failed, so nobody can be unbanned", definition.name());
      return false;
    }
    LOG.warn("{}: its check failed; it is set up anew", definition.name());
    lost.accept(family);
    if (!mended(family)) {
      return false;
    }
    boolean mended = !started(family) || commands.run("actioncheck", check);
    if (!mended) {
      LOG.error("{}: its check fails although it was set up anew", definition.name());
    }
    return mended;
  }

  private boolean mended(String family) throws Fault, InterruptedException {
    ShellCommand repair = standing(Operation.REPAIR, family);
    if (!repair.nothing()) {
      boolean done = commands.run("actionrepair", repair);
      families.put(family, done ? State.STARTED : State.DOWN);
      return done;
    }
    stop(family);
    return start(family);
  }

  /** What a failed stop complains of matters to nobody if the start succeeds. */
  private void stop(String family) throws Fault, InterruptedException {
    if (families.containsKey(family)) {
      families.put(family, State.DOWN);
      if (execute(Operation.STOP, family)) {
        executed.forget(Operation.START, family);
      }
    }
  }

  /** Runs what has no ban, unless the same was run for the other family. */
  private boolean execute(Operation operation, String family) throws Fault, InterruptedException {
    String text = standing(operation, family).script();
    boolean done =
        text.isEmpty()
            || executed.elsewhere(operation, family, text)
            || commands.run(operation.option(), occasion(family).fill(text));
    if (done) {
      executed.add(operation, family, text);
    } else {
      executed.forget(operation, family);
    }
    return done;
  }

  /** A command with nothing but its family filled in. */
  private ShellCommand standing(Operation operation, String family) throws Fault {
    String text = definition.text(operation, family);
    return family.isEmpty()
        ? new ShellCommand(text, List.of())
        : new FamilyTag(family, machine).fill(text);
  }

  private Occasion occasion(String family) {
    return new Occasion(family, clock.instant(), banTime, totals, machine);
  }

  /**
   * What fail2ban would run for all families to lift all bans at once or to stop.
   *
   * @param operation FLUSH or STOP
   * @param whom the families
   */
  Map<String, ShellCommand> ending(Operation operation, List<String> whom) throws Fault {
    Map<String, ShellCommand> endings = new LinkedHashMap<>();
    List<String> seen = new ArrayList<>();
    for (String family : whom) {
      String text = standing(operation, family).script();
      if (!text.isEmpty() && !seen.contains(text)) {
        seen.add(text);
        endings.put(family, occasion(family).fill(text));
      }
    }
    return endings;
  }
}
