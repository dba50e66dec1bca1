package org.gaoler.action.command;

import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.gaoler.api.Fault;
import org.gaoler.api.Offender;
import org.gaoler.api.Teardown;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes down what was done before it is done, and has undone what an earlier life left. For one
 * thread.
 */
final class Bookkeeping {

  private static final Logger LOG = LoggerFactory.getLogger(Bookkeeping.class);

  private final Definition definition;
  private final Remains remains;
  private final Past past;
  private final Desk desk;
  private final Set<String> begun = new LinkedHashSet<>();
  private final Set<String> filled = new LinkedHashSet<>();
  private boolean ready;
  private boolean seated;

  /** Whose folder is in use. */
  static final class Desk {
    private final Set<Path> taken = ConcurrentHashMap.newKeySet();
  }

  Bookkeeping(Definition definition, Remains remains, Instant made, Desk desk) {
    this.definition = definition;
    this.remains = remains;
    this.past = new Past(made);
    this.desk = desk;
  }

  Past past() {
    return past;
  }

  Teardown teardown() {
    return remains.teardown();
  }

  /**
   * Begins this life, unless it has begun.
   *
   * @return whether it begins now
   * @throws Fault if the folder cannot be used, or undoing takes longer than one call
   */
  boolean begin(Commands commands) throws Fault, InterruptedException {
    if (ready) {
      return false;
    }
    if (!seated && !desk.taken.add(remains.folder())) {
      throw new Fault(
          "the jail has two actions called "
              + definition.name()
              + ": give one of them another name by option actname");
    }
    seated = true;
    List<Remains.Left> left = remains.left();
    past.remember(Remains.bans(left));
    if (remains.begun()) {
      past.beCertain();
    }
    undo(left, commands);
    remains.begin();
    ready = true;
    return true;
  }

  /** What was told to others stays told; of whom, is written down again once core asks. */
  private void undo(List<Remains.Left> left, Commands commands) throws Fault, InterruptedException {
    for (Remains.Left each : left) {
      if (!definition.notRestored()) {
        if (commands.late()) {
          throw new Fault(
              "action "
                  + definition.name()
                  + " still lifts what was in force before the start: "
                  + left.size()
                  + " commands in all; it goes on");
        }
        String script = ". " + "'" + each.file().toString().replace("'", "'\\''") + "'";
        if (!commands.run("undoing what was left", new ShellCommand(script, List.of()))) {
          LOG.debug("what was left of {} had gone already: {}", definition.name(), each.file());
        }
      }
      remains.remove(each.file());
    }
  }

  /** These families are about to be started. */
  void started(List<String> families, Lifecycle lifecycle) throws Fault {
    if (begun.addAll(families)) {
      for (Map.Entry<String, ShellCommand> stop :
          lifecycle.ending(Operation.STOP, List.copyOf(begun)).entrySet()) {
        remains.ending("stop", stop.getKey(), stop.getValue());
      }
    }
  }

  /** Somebody is about to be banned. */
  void banning(Ticket ticket, Lifecycle lifecycle) throws Fault {
    String family = ticket.family();
    started(List.of(family), lifecycle);
    if (filled.add(family)) {
      for (Map.Entry<String, ShellCommand> flush :
          lifecycle.ending(Operation.FLUSH, List.copyOf(filled)).entrySet()) {
        remains.ending("flush", flush.getKey(), flush.getValue());
      }
    }
    record(ticket);
  }

  /** Keeps how somebody's ban is lifted, and that he was heard of, where that matters. */
  void record(Ticket ticket) throws Fault {
    String family = ticket.family();
    boolean flushed = definition.defines(Operation.FLUSH, family);
    String unban = flushed ? "" : definition.text(Operation.UNBAN, family);
    if (!unban.isBlank() || definition.notRestored() || definition.asksForRestored(family)) {
      ShellCommand command =
          unban.isBlank() ? ShellCommand.NONE : new Crowd(List.of(ticket)).fill(unban);
      remains.ban(ticket.offender(), ticket.since(), command);
    }
  }

  void lifted(Offender offender) throws Fault {
    remains.forget(offender);
  }

  void close() {
    if (seated) {
      desk.taken.remove(remains.folder());
    }
  }
}
