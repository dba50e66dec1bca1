package org.gaoler.core.docket;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.gaoler.api.Ban;
import org.gaoler.api.Enforcer;
import org.gaoler.api.Fault;
import org.gaoler.api.Offender;
import org.gaoler.api.Teardown;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is done with an opened enforcer: applying, comparing, counting. On its own thread. */
final class Duty {

  private static final Logger LOG = LoggerFactory.getLogger("gaoler.actions");

  private final String name;
  private final Enforcer enforcer;
  private final Agenda agenda;
  private final Reconciliation reconciliation;
  private final Culprits culprits;
  private final Batches batches;
  private final Repairs repairs;
  private final Rounds rounds;
  private final Rounds.Visit visit;
  private final Consumer<Teardown> opened;
  private boolean first = true;
  private boolean settled;
  private boolean visited;
  private int suspicion;
  private int unbelieved;

  Duty(
      String name,
      Enforcer enforcer,
      Agenda agenda,
      Reconciliation reconciliation,
      Culprits culprits,
      Repairs repairs,
      Rounds rounds,
      Consumer<Teardown> opened) {
    this.name = name;
    this.enforcer = enforcer;
    this.agenda = agenda;
    this.reconciliation = reconciliation;
    this.culprits = culprits;
    this.batches = new Batches(enforcer, culprits);
    this.repairs = repairs;
    this.rounds = rounds;
    this.opened = opened;
    this.visit = this::come;
  }

  private void come(boolean whole) {
    if (whole) {
      agenda.compare();
    } else {
      agenda.count();
    }
  }

  Enforcer enforcer() {
    return enforcer;
  }

  /** How many unbans to take at most. */
  int slice() {
    return batches.slice();
  }

  void perform(Turn turn) throws Fault, InterruptedException {
    if (turn.compare()) {
      compare(turn.bans());
    } else {
      ban(turn.bans().values());
    }
    if (!turn.unbans().isEmpty()) {
      unban(turn.unbans());
      agenda.confirmed(turn.unbans());
    }
    if (turn.count()) {
      count();
    }
  }

  private void ban(Collection<Ban> bans) throws Fault, InterruptedException {
    List<Ban> taken = bans.stream().filter(ban -> enforcer.takes(ban.offender())).toList();
    if (!taken.isEmpty()) {
      batches.ban(taken);
    }
  }

  private void unban(List<Offender> unbans) throws Fault, InterruptedException {
    List<Offender> taken = unbans.stream().filter(enforcer::takes).toList();
    if (!taken.isEmpty()) {
      batches.unban(taken);
    }
  }

  /** Tries again what was refused by itself, if it is time. */
  void retry() throws Fault, InterruptedException {
    batches.retry();
  }

  private void compare(Map<Offender, Ban> taken) throws Fault, InterruptedException {
    boolean complete = reconciliation.strangers().settled();
    taken.values().forEach(culprits::waits);
    opened.accept(enforcer.open());
    Findings findings = reconciliation.compare(enforcer, taken.keySet());
    Set<Offender> pending = agenda.pending();
    Predicate<Offender> known = who -> pending.contains(who) || culprits.contains(who);
    List<Ban> lacking = findings.lacking(known);
    List<Ban> strangers = strangers(findings.strangers(), known);
    int owed =
        batches.owed()
            + (int) lacking.stream().filter(ban -> taken.containsKey(ban.offender())).count();
    batches.repair(lacking);
    agenda.remove(strangers);
    told(findings, lacking.size(), strangers, first ? lacking.size() : owed);
    believe(lacking.isEmpty() && strangers.isEmpty());
    first = false;
    settled = complete;
    agenda.opened();
    if (!visited && enforcer.count().isPresent()) {
      visited = true;
      rounds.join(visit);
    }
  }

  /** Adopts some; those to be removed are left. */
  private List<Ban> strangers(List<Ban> found, Predicate<Offender> known) {
    List<Ban> removed = new ArrayList<>(0);
    List<Ban> adopted = new ArrayList<>(0);
    for (Ban stranger : found) {
      if (!known.test(stranger.offender())) {
        switch (reconciliation.strangers().fate(stranger.offender(), first)) {
          case REMOVE -> removed.add(stranger);
          case ADOPT -> adopted.add(stranger);
          case LEAVE -> LOG.debug("{}: {} stays for now", name, stranger.offender());
        }
      }
    }
    if (!adopted.isEmpty()) {
      reconciliation.strangers().adopt(adopted);
      adopted.forEach(agenda::spare);
    }
    return removed;
  }

  /** What was missing for no reason of ours, and what was there for none, is drift. */
  private void told(Findings findings, int lacking, List<Ban> strangers, int owed) {
    int mistimed = Math.min(lacking, findings.mistimed().size());
    int missing = lacking - mistimed;
    int excused = Math.min(owed, missing);
    int lingering =
        settled
            ? (int) strangers.stream().filter(b -> b.until().isAfter(reconciliation.soon())).count()
            : 0;
    int changed = Math.max(0, mistimed - (owed - excused));
    repairs.made(missing - excused, changed, lingering);
    int quietly = lacking - (missing - excused) - changed;
    if (quietly > 0 || strangers.size() > lingering) {
      LOG.info("{}: {} bans put in force, {} removed", name, quietly, strangers.size() - lingering);
    }
  }

  /** A count that is said to be wrong when all is right is not believed a second time. */
  private void believe(boolean allWasRight) {
    if (suspicion != 0) {
      unbelieved = allWasRight ? suspicion : 0;
      suspicion = 0;
    }
  }

  private void count() throws Fault, InterruptedException {
    OptionalInt number = enforcer.count();
    if (number.isEmpty()) {
      rounds.leave(visit);
      visited = false;
      return;
    }
    int absent = batches.owed() + culprits.size();
    int off = reconciliation.miscount(enforcer, number.getAsInt(), agenda, absent);
    if (off != 0 && off != unbelieved) {
      suspicion = off;
      agenda.compare();
    }
  }

  void end() {
    rounds.leave(visit);
  }
}
