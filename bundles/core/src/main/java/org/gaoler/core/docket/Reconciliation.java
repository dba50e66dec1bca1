package org.gaoler.core.docket;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.gaoler.api.Ban;
import org.gaoler.api.Enforcer;
import org.gaoler.api.Fault;
import org.gaoler.api.Offender;
import org.gaoler.api.Sentence;
import org.gaoler.api.TimeSpan;

/** Computes the difference between a jail's sentences and what an enforcer holds. */
public final class Reconciliation {

  /** Ends are told in whole seconds, and the kernel's clock is not ours. */
  static final Duration TOLERANCE = Duration.ofSeconds(2);

  private static final int READINGS = 5;

  private final String jail;
  private final Docket docket;
  private final Clock clock;
  private final Strangers strangers;

  /**
   * Prepares for one enforcer.
   *
   * @param jail whose sentences
   * @param docket where they stand
   * @param clock the present
   * @param strangers decides about bans that the docket does not know
   */
  public Reconciliation(String jail, Docket docket, Clock clock, Strangers strangers) {
    this.jail = jail;
    this.docket = docket;
    this.clock = clock;
    this.strangers = strangers;
  }

  Strangers strangers() {
    return strangers;
  }

  /** The moment before which a sentence that is missing has ended for the kernel. */
  Instant soon() {
    return clock.instant().plus(TOLERANCE);
  }

  List<Difference> differences(Enforcer enforcer) throws Fault, InterruptedException {
    return compare(enforcer, Set.of()).told();
  }

  /**
   * Reads back what is in force and compares it.
   *
   * @param fresh who was sentenced a moment ago, and matters however soon the sentence ends
   */
  Findings compare(Enforcer enforcer, Set<Offender> fresh) throws Fault, InterruptedException {
    Map<Offender, Ban> held = held(enforcer);
    Instant soon = soon();
    Findings findings = Findings.nothing();
    for (Sentence sentence : docket.sentences(jail)) {
      Ban present = held.remove(sentence.offender());
      if (present == null) {
        boolean matters = sentence.until().isAfter(soon) || fresh.contains(sentence.offender());
        if (matters && enforcer.takes(sentence.offender())) {
          findings.missing().add(ban(sentence));
        }
      } else if (mistimed(sentence, present)) {
        findings.mistimed().add(new Findings.Mistimed(ban(sentence), present));
      }
    }
    findings.strangers().addAll(held.values());
    return findings;
  }

  /**
   * Kernels that rearrange a table while it is read tell some elements twice and others never: a
   * list that names somebody twice is read again.
   */
  private static Map<Offender, Ban> held(Enforcer enforcer) throws Fault, InterruptedException {
    Map<Offender, Ban> held = Map.of();
    boolean twice = true;
    for (int reading = 0; twice && reading < READINGS; reading++) {
      List<Ban> bans = enforcer.inForce();
      held = new HashMap<>(bans.size() * 4 / 3 + 1);
      for (Ban ban : bans) {
        held.put(ban.offender(), ban);
      }
      twice = held.size() < bans.size();
    }
    return held;
  }

  private static Ban ban(Sentence sentence) {
    return new Ban(sentence.offender(), sentence.until());
  }

  private static boolean mistimed(Sentence sentence, Ban present) {
    return present.until().isBefore(TimeSpan.FOREVER)
        && Duration.between(sentence.until(), present.until()).abs().compareTo(TOLERANCE) > 0;
  }

  /**
   * How far a number of bans is from what it should be.
   *
   * @param count as the enforcer told it
   * @param agenda whose changes may or may not be in the number
   * @param absent how many are known to be missing
   * @return 0 if it may be right; negative if bans are missing
   */
  int miscount(Enforcer enforcer, int count, Agenda agenda, int absent) {
    if (count == docket.count(jail)) {
      return 0;
    }
    List<Sentence> sentences = docket.sentences(jail);
    int pending = agenda.pending().size();
    Instant soon = soon();
    int most = 0;
    int ending = 0;
    for (Sentence sentence : sentences) {
      if (enforcer.takes(sentence.offender())) {
        most++;
        ending += sentence.until().isAfter(soon) ? 0 : 1;
      }
    }
    int least = most - ending - pending - absent;
    return count < least ? count - least : Math.max(0, count - most - pending);
  }
}
