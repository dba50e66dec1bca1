package org.gaoler.core.count;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.gaoler.api.BanStore.Mark;
import org.gaoler.api.Offender;

/**
 * Counts the failures of one jail: an exact sliding window over the lines' own times for each
 * offender.
 *
 * <p>Safe for use by several lanes. Memory is bounded by a {@link CountingBudget} shared with the
 * other jails; when it is spent the offenders unseen for longest are forgotten first.
 */
public final class Windows {

  private final CountingBudget budget;
  private final Map<Offender, List<Mark>> marks = new LinkedHashMap<>(16, 0.75f, true);
  private long evicted;

  /**
   * Starts with nothing counted.
   *
   * @param budget the memory shared by all jails
   */
  public Windows(CountingBudget budget) {
    this.budget = budget;
  }

  /**
   * Counts a failure.
   *
   * @param offender who
   * @param mark the failure
   * @param limit weight that leads to a sentence, 1 or more
   * @param findTime how long a failure counts
   * @return what counts now, oldest first, and whether the limit is reached; if it is, the offender
   *     counts from zero again
   */
  public synchronized Tally count(Offender offender, Mark mark, int limit, Duration findTime) {
    List<Mark> window = marks.computeIfAbsent(offender, unseen -> new ArrayList<>(2));
    insert(window, mark);
    budget.take(CountingBudget.size(offender, mark));
    Instant newest = window.get(window.size() - 1).when();
    while (beyond(window.get(0), newest, findTime)) {
      budget.give(CountingBudget.size(offender, window.remove(0)));
    }
    int weight = 0;
    for (Mark each : window) {
      weight += each.weight();
    }
    List<Mark> counted = List.copyOf(window);
    if (weight >= limit) {
      forget(offender);
    } else if (budget.overdrawn()) {
      evict();
    }
    return new Tally(counted, weight, weight >= limit);
  }

  private static boolean beyond(Mark oldest, Instant newest, Duration findTime) {
    return Duration.between(oldest.when(), newest).compareTo(findTime) > 0;
  }

  private static void insert(List<Mark> window, Mark mark) {
    int at = window.size();
    while (at > 0 && window.get(at - 1).when().isAfter(mark.when())) {
      at--;
    }
    window.add(at, mark);
  }

  /**
   * Puts back what was counted before a restart.
   *
   * @param offender who
   * @param window the failures, oldest first
   */
  public synchronized void restore(Offender offender, List<Mark> window) {
    forget(offender);
    if (!window.isEmpty()) {
      List<Mark> sorted = new ArrayList<>(window);
      sorted.sort(Comparator.comparing(Mark::when));
      marks.put(offender, sorted);
      sorted.forEach(mark -> budget.take(CountingBudget.size(offender, mark)));
    }
  }

  /**
   * Forgets an offender's failures.
   *
   * @param offender who
   * @return whether there were any
   */
  public synchronized boolean forget(Offender offender) {
    List<Mark> window = marks.remove(offender);
    if (window == null) {
      return false;
    }
    window.forEach(mark -> budget.give(CountingBudget.size(offender, mark)));
    return true;
  }

  private void evict() {
    Iterator<Map.Entry<Offender, List<Mark>>> eldest = marks.entrySet().iterator();
    while (budget.overdrawn() && marks.size() > 1 && eldest.hasNext()) {
      Map.Entry<Offender, List<Mark>> entry = eldest.next();
      entry.getValue().forEach(mark -> budget.give(CountingBudget.size(entry.getKey(), mark)));
      eldest.remove();
      evicted++;
    }
  }

  /**
   * The failures that count at a moment.
   *
   * @param offender who
   * @param now the moment
   * @param findTime how long a failure counts
   * @return oldest first
   */
  public synchronized List<Mark> marks(Offender offender, Instant now, Duration findTime) {
    return marks.getOrDefault(offender, List.of()).stream()
        .filter(mark -> !beyond(mark, now, findTime))
        .toList();
  }

  /**
   * How many offenders are being counted, those included whose failures have grown too old.
   *
   * @return 0 or more
   */
  public synchronized int size() {
    return marks.size();
  }

  /**
   * How many offenders were forgotten for want of memory.
   *
   * @return since start
   */
  public synchronized long evicted() {
    return evicted;
  }

  /**
   * The state of an offender's window after a failure.
   *
   * @param marks what counts, oldest first, the new failure included
   * @param weight the sum of their weights
   * @param reached whether the limit is reached
   */
  public record Tally(List<Mark> marks, int weight, boolean reached) {}
}
