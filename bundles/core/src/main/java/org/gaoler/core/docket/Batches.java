package org.gaoler.core.docket;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.gaoler.api.Ban;
import org.gaoler.api.Enforcer;
import org.gaoler.api.Fault;
import org.gaoler.api.Offender;

/** Applies bans, then unbans, each in calls of their own. Belongs to the enforcer's thread. */
final class Batches {

  private final Splitting.Call<Ban> banning;
  private final Splitting.Call<Offender> lifting;
  private final Culprits culprits;
  private final Slices slices = new Slices();

  /** Whether the latest unbans were refused altogether, and everything was compared since. */
  private boolean suspected;

  private int owed;

  Batches(Enforcer enforcer, Culprits culprits) {
    this.banning = bans -> enforcer.apply(bans, List.of());
    this.lifting = unbans -> enforcer.apply(List.of(), unbans);
    this.culprits = culprits;
  }

  /** How many bans should be in force and are not, since they could not be applied. */
  int owed() {
    return owed;
  }

  /** How many unbans to lift next at most. */
  int slice() {
    return slices.size();
  }

  /** Bans all but those who are known to be refused. */
  void ban(Collection<Ban> bans) throws Fault, InterruptedException {
    List<Ban> batch = new ArrayList<>(bans.size());
    for (Ban ban : bans) {
      if (!culprits.waits(ban)) {
        batch.add(ban);
      }
    }
    Splitting<Ban> splitting = banned(batch);
    suspect(splitting, true);
    blame(splitting);
  }

  /** Bans whom a comparison found missing: the outside thing was made sure of just before. */
  void repair(List<Ban> missing) throws Fault, InterruptedException {
    owed = 0;
    blame(banned(missing));
  }

  private Splitting<Ban> banned(List<Ban> batch) throws InterruptedException {
    Splitting<Ban> splitting = new Splitting<>(banning);
    owed += batch.size();
    long begin = System.nanoTime();
    splitting.apply(batch);
    owed += splitting.refused() - batch.size();
    if (splitting.refused() == 0) {
      slices.banned(batch.size(), System.nanoTime() - begin);
    }
    return splitting;
  }

  private void blame(Splitting<Ban> splitting) throws Fault {
    if (splitting.refused() > 0) {
      owed -= splitting.culprits().size();
      blame(splitting, Ban::offender, Optional::of);
    }
  }

  /**
   * Lifts bans.
   *
   * @param slice not empty, and no more than {@link #slice}
   * @throws Fault if nothing works
   * @throws InterruptedException if it took too long
   */
  void unban(List<Offender> slice) throws Fault, InterruptedException {
    boolean drained = slice.size() < slices.size();
    long begin = System.nanoTime();
    Splitting<Offender> splitting = new Splitting<>(lifting);
    splitting.apply(slice);
    slices.lifted(slice.size(), System.nanoTime() - begin);
    if (drained) {
      slices.drained();
    }
    suspect(splitting, !suspected);
    slice.stream()
        .filter(offender -> !splitting.culprits().containsKey(offender))
        .forEach(culprits::settled);
    blame(splitting, offender -> offender, lifted -> Optional.empty());
  }

  /** Where nothing at all went through, the outside thing is suspected before anybody else. */
  private void suspect(Splitting<?> splitting, boolean outside) throws Fault {
    suspected = splitting.refused() > 0 && !splitting.anyApplied();
    if (suspected && outside) {
      throw splitting.general().orElseGet(() -> splitting.culprits().values().iterator().next());
    }
  }

  private <T> void blame(
      Splitting<T> splitting, Function<T, Offender> who, Function<T, Optional<Ban>> wanted)
      throws Fault {
    for (var culprit : splitting.culprits().entrySet()) {
      T what = culprit.getKey();
      culprits.refused(who.apply(what), wanted.apply(what), culprit.getValue());
    }
    if (splitting.general().isPresent()) {
      throw splitting.general().get();
    }
  }

  /** Tries the culprits again whose turn it is. */
  void retry() throws Fault, InterruptedException {
    retry(culprits.dueBans(), banning, Ban::offender, Optional::of);
    retry(culprits.dueUnbans(), lifting, who -> who, lifted -> Optional.empty());
  }

  private <T> void retry(
      List<T> due,
      Splitting.Call<T> call,
      Function<T, Offender> who,
      Function<T, Optional<Ban>> wanted)
      throws Fault, InterruptedException {
    Splitting<T> splitting = new Splitting<>(call);
    splitting.apply(due);
    for (T each : due) {
      Optional<Fault> refused =
          Optional.ofNullable(splitting.culprits().get(each)).or(splitting::general);
      if (refused.isPresent()) {
        culprits.refused(who.apply(each), wanted.apply(each), refused.get());
      } else {
        culprits.settled(who.apply(each));
      }
    }
  }
}
