package org.gaoler.core.docket;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gaoler.api.Fault;

/**
 * Applies one batch: what is refused is split by halves until the culprits stand alone, so that all
 * the rest goes through.
 *
 * @param <T> what the batch consists of
 */
final class Splitting<T> {

  /**
   * Applies a part of the batch.
   *
   * @param <T> what the batch consists of
   */
  interface Call<T> {
    /**
     * Applies it.
     *
     * @param part all or none
     * @throws Fault if it was refused
     * @throws InterruptedException if it took too long
     */
    void apply(List<T> part) throws Fault, InterruptedException;
  }

  private final Call<T> call;
  private Map<T, Fault> culprits = Map.of();
  private Optional<Fault> general = Optional.empty();
  private int inARow;
  private int patience;
  private int untold;
  private boolean anyApplied;

  Splitting(Call<T> call) {
    this.call = call;
  }

  /**
   * Applies a batch; {@link #culprits} and {@link #general} tell what was refused.
   *
   * @param batch may be empty
   * @throws InterruptedException if a call took too long
   */
  void apply(List<T> batch) throws InterruptedException {
    if (!batch.isEmpty()) {
      // More refusals in a row than it takes to halve down to one mean that nothing works.
      patience = 2 + Integer.SIZE - Integer.numberOfLeadingZeros(batch.size());
      part(batch);
    }
  }

  private void part(List<T> part) throws InterruptedException {
    try {
      call.apply(part);
      anyApplied = true;
      inARow = 0;
    } catch (Fault refused) {
      inARow++;
      if (part.size() == 1 && culprits.size() < Culprits.MOST) {
        culprits = culprits.isEmpty() ? new LinkedHashMap<>() : culprits;
        culprits.put(part.get(0), refused);
      } else if (part.size() == 1 || inARow > patience) {
        untold += part.size();
        general = general.or(() -> Optional.of(refused));
      } else {
        part(part.subList(0, (part.size() + 1) / 2));
        part(part.subList((part.size() + 1) / 2, part.size()));
      }
    }
  }

  /** Those who were refused standing alone, with the reason. */
  Map<T, Fault> culprits() {
    return culprits;
  }

  /** The first refusal that was pursued no further, since too much was refused. */
  Optional<Fault> general() {
    return general;
  }

  /** Whether anything at all went through. */
  boolean anyApplied() {
    return anyApplied;
  }

  /** How many did not go through. */
  int refused() {
    return untold + culprits.size();
  }
}
