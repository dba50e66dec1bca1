package org.gaoler.core.docket;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.gaoler.api.Ban;
import org.gaoler.api.Enforcer;
import org.gaoler.api.Fault;
import org.gaoler.api.Offender;
import org.gaoler.api.Sentence;
import org.gaoler.api.Teardown;
import org.gaoler.api.TimeSpan;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Computes the difference between a jail's sentences and what an enforcer holds, and applies it as
 * one batch; a refused batch is split until the culprit stands alone.
 */
public final class Reconciliation {

  private static final Logger LOG = LoggerFactory.getLogger("gaoler.actions");
  private static final Duration TOLERANCE = Duration.ofSeconds(2);

  private final String jail;
  private final Docket docket;
  private final BooleanSupplier replayed;
  private int refusals;
  private int patience;

  /**
   * Prepares for one enforcer.
   *
   * @param jail whose sentences
   * @param docket where they stand
   * @param replayed whether the lanes have read up to where they were: before, what the enforcer
   *     holds and the docket does not know may still be about to be sentenced again, and stays
   */
  public Reconciliation(String jail, Docket docket, BooleanSupplier replayed) {
    this.jail = jail;
    this.docket = docket;
    this.replayed = replayed;
  }

  Teardown reconcile(Enforcer enforcer) throws Fault, InterruptedException {
    boolean removeUnknown = replayed.getAsBoolean();
    Teardown teardown = enforcer.open();
    Map<Offender, Ban> held = new HashMap<>();
    enforcer.inForce().forEach(ban -> held.put(ban.offender(), ban));
    List<Ban> bans = new ArrayList<>();
    for (Sentence sentence : docket.sentences(jail)) {
      Ban wanted = new Ban(sentence.offender(), sentence.until());
      Ban present = held.remove(wanted.offender());
      if (enforcer.takes(wanted.offender()) && (present == null || drifted(wanted, present))) {
        bans.add(wanted);
      }
    }
    List<Offender> unbans = removeUnknown ? List.copyOf(held.keySet()) : List.of();
    applyWhole(enforcer, bans, unbans);
    if (!bans.isEmpty() || !unbans.isEmpty()) {
      LOG.info("[{}] {} bans put back in force, {} removed", jail, bans.size(), unbans.size());
    }
    return teardown;
  }

  List<Difference> differences(Enforcer enforcer) throws Fault, InterruptedException {
    Map<Offender, Ban> held = new HashMap<>();
    enforcer.inForce().forEach(ban -> held.put(ban.offender(), ban));
    List<Difference> differences = new ArrayList<>();
    for (Sentence sentence : docket.sentences(jail)) {
      Ban wanted = new Ban(sentence.offender(), sentence.until());
      Ban present = held.remove(wanted.offender());
      if (present != null && drifted(wanted, present)) {
        differences.add(Difference.wrongEnd(wanted, present));
      } else if (present == null && enforcer.takes(wanted.offender())) {
        differences.add(Difference.missing(wanted));
      }
    }
    held.values().forEach(ban -> differences.add(Difference.unknown(ban)));
    return differences;
  }

  private static boolean drifted(Ban wanted, Ban present) {
    return present.until().isBefore(TimeSpan.FOREVER)
        && Duration.between(wanted.until(), present.until()).abs().compareTo(TOLERANCE) > 0;
  }

  void apply(Enforcer enforcer, Map<Offender, Optional<Ban>> batch)
      throws Fault, InterruptedException {
    List<Ban> bans = new ArrayList<>(batch.size());
    List<Offender> unbans = new ArrayList<>(0);
    for (Map.Entry<Offender, Optional<Ban>> change : batch.entrySet()) {
      if (change.getValue().isPresent()) {
        bans.add(change.getValue().get());
      } else {
        unbans.add(change.getKey());
      }
    }
    applyWhole(enforcer, bans, unbans);
  }

  /**
   * More refusals in a row than it takes to halve a batch down to one culprit mean that nothing
   * works, not that single offenders are at fault.
   */
  private void applyWhole(Enforcer enforcer, List<Ban> bans, List<Offender> unbans)
      throws Fault, InterruptedException {
    refusals = 0;
    patience = 2 + Integer.SIZE - Integer.numberOfLeadingZeros(bans.size() + unbans.size());
    applyAll(enforcer, bans, unbans);
  }

  private void applyAll(Enforcer enforcer, List<Ban> bans, List<Offender> unbans)
      throws Fault, InterruptedException {
    if (bans.isEmpty() && unbans.isEmpty()) {
      return;
    }
    try {
      enforcer.apply(bans, unbans);
      refusals = 0;
    } catch (Fault refused) {
      if (bans.size() + unbans.size() == 1 || ++refusals > patience) {
        throw refused;
      }
      split(enforcer, bans, unbans);
    }
  }

  /** Every part is tried, whatever becomes of the others; the first refusal is the one told. */
  private void split(Enforcer enforcer, List<Ban> bans, List<Offender> unbans)
      throws Fault, InterruptedException {
    Optional<Fault> first = Optional.empty();
    int halfBans = (bans.size() + 1) / 2;
    int halfUnbans = unbans.size() / 2;
    List<Batch> halves =
        List.of(
            new Batch(bans.subList(0, halfBans), unbans.subList(0, halfUnbans)),
            new Batch(
                bans.subList(halfBans, bans.size()), unbans.subList(halfUnbans, unbans.size())));
    for (Batch half : halves) {
      try {
        applyAll(enforcer, half.bans(), half.unbans());
      } catch (Fault refused) {
        first = first.or(() -> Optional.of(refused));
      }
    }
    if (first.isPresent()) {
      throw first.get();
    }
  }

  private record Batch(List<Ban> bans, List<Offender> unbans) {}
}
