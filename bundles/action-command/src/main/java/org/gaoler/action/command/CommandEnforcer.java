package org.gaoler.action.command;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import org.gaoler.api.Ban;
import org.gaoler.api.Enforcer;
import org.gaoler.api.Fault;
import org.gaoler.api.Offender;
import org.gaoler.api.Sentence;
import org.gaoler.api.Teardown;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the commands of one action for one jail, and remembers what was run. */
final class CommandEnforcer implements Enforcer {

  private static final Logger LOG = LoggerFactory.getLogger(CommandEnforcer.class);
  private static final int LAST_ATTEMPT = 3;

  private final Definition definition;
  private final Source source;
  private final Bookkeeping books;
  private final Commands commands;
  private final Lifecycle lifecycle;
  private final Function<Offender, Optional<Sentence>> sentences;
  private final Clock clock;
  private final Machine machine;
  private final Roll roll = new Roll();
  private final Map<Offender, Fault> refused = new HashMap<>();
  private final Map<Offender, Integer> attempts = new HashMap<>();
  private Runnable bell = () -> {};

  /** Reads the definition again. */
  interface Source {
    Definition read() throws Fault;
  }

  CommandEnforcer(
      Definition definition,
      Source source,
      Bookkeeping books,
      Commands commands,
      Function<Offender, Optional<Sentence>> sentences,
      Clock clock,
      Machine machine,
      String banTime) {
    this.definition = definition;
    this.source = source;
    this.books = books;
    this.commands = commands;
    this.sentences = sentences;
    this.clock = clock;
    this.machine = machine;
    this.lifecycle =
        new Lifecycle(definition, commands, machine, clock, banTime, roll::totals, this::lost);
  }

  @Override
  public boolean takes(Offender offender) {
    return true;
  }

  @Override
  public boolean upToDate() {
    if (definition.stamps().unchanged()) {
      return true;
    }
    try {
      return source.read().same(definition);
    } catch (Fault wrong) {
      LOG.error(
          "action {} stays as it was before its file was edited: {}",
          definition.name(),
          wrong.getMessage());
      return true;
    }
  }

  @Override
  public void watch(Runnable rung) {
    this.bell = rung;
  }

  @Override
  public Teardown open() throws Fault, InterruptedException {
    commands.beginCall();
    refused.clear();
    if (books.begin(commands)) {
      books.started(
          definition.startedOnDemand() ? List.of() : definition.families(machine), lifecycle);
    } else if (!lifecycle.check()) {
      throw lifecycle.fault();
    }
    lifecycle.start();
    return books.teardown();
  }

  @Override
  public void apply(List<Ban> bans, List<Offender> unbans) throws Fault, InterruptedException {
    commands.beginCall();
    books.past().given(bans, offender -> since(offender));
    List<Ban> changes = bans.stream().filter(ban -> !roll.stands(ban)).toList();
    List<Fault> faults = new ArrayList<>();
    for (List<Ban> group : Crowd.groups(changes, Ban::offender, definition, Operation.BAN)) {
      boolean certain = bans.size() == 1 || group.size() > 1;
      attempt(faults, certain, group.get(0).offender(), () -> ban(group));
    }
    List<Offender> ends = unbans.stream().filter(who -> roll.ticket(who).isPresent()).toList();
    for (List<Offender> group : Crowd.groups(ends, who -> who, definition, Operation.UNBAN)) {
      boolean certain = unbans.size() == 1 || group.size() > 1;
      attempt(faults, certain, group.get(0), () -> unban(group));
    }
    if (!faults.isEmpty()) {
      throw faults.get(0);
    }
  }

  /** Something that may fail for one offender. */
  private interface Attempt {
    void run() throws Fault, InterruptedException;
  }

  /** Core tries the parts of a batch once more: whom it then asks for alone is really tried. */
  private void attempt(List<Fault> faults, boolean certain, Offender whom, Attempt attempt)
      throws Fault, InterruptedException {
    if (commands.late()) {
      throw new Fault(
          "action " + definition.name() + " takes long for its commands; the rest follows");
    }
    Fault known = certain ? null : refused.get(whom);
    if (known != null) {
      faults.add(known);
      return;
    }
    try {
      attempt.run();
      refused.remove(whom);
    } catch (Fault fault) {
      refused.put(whom, fault);
      faults.add(fault);
    }
  }

  private void ban(List<Ban> group) throws Fault, InterruptedException {
    List<Ticket> fresh = new ArrayList<>();
    for (Ban ban : group) {
      Ticket ticket = ticket(ban);
      if (roll.holds(ban.offender())) {
        prolong(ticket);
      } else if (ticket.restored() && definition.notRestored()) {
        books.record(ticket);
        roll.holds(ticket);
      } else {
        fresh.add(ticket);
      }
    }
    if (!fresh.isEmpty()) {
      ban(new Crowd(fresh));
    }
  }

  private void prolong(Ticket ticket) throws Fault, InterruptedException {
    String family = ticket.family();
    if (definition.defines(Operation.PROLONG, family)) {
      lifecycle.prolong(family, ticket, ticket.offender().toString());
    }
    roll.holds(ticket);
  }

  private void ban(Crowd crowd) throws Fault, InterruptedException {
    for (Ticket ticket : crowd.tickets()) {
      books.banning(ticket, lifecycle);
    }
    crowd.tickets().forEach(roll::begins);
    boolean again = crowd.tickets().stream().anyMatch(each -> roll.lost(each.offender()));
    lifecycle.ban(again, crowd.family(), crowd, crowd.toString());
    crowd.tickets().forEach(roll::succeeded);
  }

  private Ticket ticket(Ban ban) {
    Optional<Sentence> sentence = sentences.apply(ban.offender());
    Instant since = sentence.map(Sentence::from).orElseGet(clock::instant);
    boolean restored = books.past().restored(ban.offender(), since);
    return new Ticket(ban, sentence, restored, since, roll::totals, machine);
  }

  private Instant since(Offender offender) {
    return sentences.apply(offender).map(Sentence::from).orElse(Instant.MAX);
  }

  private void unban(List<Offender> group) throws Fault, InterruptedException {
    Crowd crowd = new Crowd(group.stream().map(who -> roll.ticket(who).orElseThrow()).toList());
    Offender first = group.get(0);
    if (group.size() == 1 && roll.doubts(first)) {
      lifecycle.undo(crowd.family(), crowd, crowd.toString());
    } else {
      try {
        lifecycle.unban(crowd.family(), crowd, crowd.toString());
      } catch (Fault fault) {
        if (group.size() > 1 || attempts.merge(first, 1, Integer::sum) < LAST_ATTEMPT) {
          throw fault;
        }
        LOG.error("an unban is given up: {}", fault.getMessage());
      }
    }
    for (Offender offender : group) {
      attempts.remove(offender);
      roll.ended(offender);
      books.lifted(offender);
    }
  }

  /** What is set up anew is empty: core finds out at the bell and has all banned again. */
  private void lost(String family) {
    roll.lose(definition.tags().conditional() ? family : "");
    bell.run();
  }

  @Override
  public List<Ban> inForce() {
    books.past().looked();
    return roll.bans();
  }

  @Override
  public OptionalInt count() throws Fault, InterruptedException {
    boolean checked = false;
    for (String family : List.of("", "inet4", "inet6")) {
      checked |= definition.defines(Operation.CHECK, family);
    }
    if (!checked) {
      return OptionalInt.empty();
    }
    commands.beginCall();
    return OptionalInt.of(lifecycle.intact() ? roll.size() : 0);
  }

  @Override
  public Optional<String> locate(Offender offender) throws Fault {
    if (!roll.holds(offender)) {
      return Optional.empty();
    }
    Crowd alone = new Crowd(List.of(roll.ticket(offender).orElseThrow()));
    String script = alone.fill(definition.text(Operation.BAN, alone.family())).script();
    return Optional.of(script.strip().replaceAll("\\s+", " "));
  }

  @Override
  public void close() {
    books.close();
  }
}
