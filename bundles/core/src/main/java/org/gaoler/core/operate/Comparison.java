package org.gaoler.core.operate;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.gaoler.api.Ban;
import org.gaoler.api.operate.Verification;
import org.gaoler.core.docket.Difference;
import org.gaoler.core.docket.Enforcement;
import org.gaoler.core.jail.Gaol;
import org.gaoler.core.jail.Jail;
import org.gaoler.core.jail.JailAction;

/** Compares what firewalls hold with the docket: all are asked at once, with one deadline. */
final class Comparison {

  private static final long PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(4500);

  private final Gaol gaol;

  Comparison(Gaol gaol) {
    this.gaol = gaol;
  }

  private record Asked(
      Jail jail, JailAction action, CompletableFuture<List<Difference>> differences) {}

  List<Verification> of(List<Jail> jails) {
    List<Asked> asked = new ArrayList<>();
    for (Jail jail : jails) {
      for (JailAction action : jail.actions()) {
        asked.add(
            new Asked(
                jail,
                action,
                action
                    .enforcement()
                    .filter(each -> action.working())
                    .map(Enforcement::differences)
                    .orElseGet(() -> CompletableFuture.completedFuture(List.of()))));
      }
    }
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    return asked.stream().map(each -> answer(each, deadline)).toList();
  }

  private Verification answer(Asked asked, long deadline) {
    if (!asked.action().working()) {
      return verification(asked, List.of(), asked.action().condition());
    }
    try {
      long patience = Math.max(0, deadline - System.nanoTime());
      return verification(asked, asked.differences().get(patience, TimeUnit.NANOSECONDS), "");
    } catch (TimeoutException late) {
      return verification(asked, List.of(), "did not answer in time; ask again");
    } catch (ExecutionException failed) {
      return verification(asked, List.of(), String.valueOf(failed.getCause().getMessage()));
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return verification(asked, List.of(), "the question was given up");
    }
  }

  private Verification verification(Asked asked, List<Difference> differences, String trouble) {
    return new Verification(
        asked.jail().name(),
        asked.action().name(),
        gaol.docket().count(asked.jail().name()),
        differences.stream().map(Comparison::told).toList(),
        trouble);
  }

  private static Verification.Discrepancy told(Difference difference) {
    return new Verification.Discrepancy(
        difference.offender(),
        Verification.Kind.valueOf(difference.kind().name()),
        difference.wanted().map(Ban::until),
        difference.found().map(Ban::until));
  }
}
