package org.gaoler.action.blocklist;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What of a list's lines could not be done, each told once in the log. Safe for any thread. */
final class Complaints {

  private static final Logger LOG = LoggerFactory.getLogger("gaoler.actions");
  private static final int MOST = 100;

  private final Runnable bell;
  private List<String> flaws = List.of();
  private final Map<Wish, String> refused = new LinkedHashMap<>();

  /**
   * Has nothing to complain of.
   *
   * @param bell rung whenever something is refused for another reason than before
   */
  Complaints(Runnable bell) {
    this.bell = bell;
  }

  /** Takes the place of all flaws before; what was refused may be tried again. */
  synchronized void flaws(List<String> found) {
    found.stream()
        .filter(flaw -> !flaws.contains(flaw))
        .limit(MOST)
        .forEach(flaw -> LOG.warn("{}", flaw));
    flaws = List.copyOf(found.subList(0, Math.min(MOST, found.size())));
  }

  void refused(Wish wish, String message) {
    if (noted(wish, message)) {
      bell.run();
    }
  }

  private synchronized boolean noted(Wish wish, String message) {
    boolean changed = !message.equals(refused.put(wish, message));
    if (changed) {
      LOG.warn("{}", message);
    }
    return changed;
  }

  synchronized boolean refused(Wish wish) {
    return refused.containsKey(wish);
  }

  /** Wishes that nobody has any more are forgotten. */
  synchronized void keep(List<Wish> wishes) {
    refused.keySet().retainAll(wishes);
  }

  /** All refusals may be tried again. */
  synchronized void hope() {
    refused.clear();
  }

  synchronized List<String> all() {
    List<String> all = new ArrayList<>(flaws);
    all.addAll(refused.values());
    return all;
  }
}
