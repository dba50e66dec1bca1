package org.gaoler.core.jail;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Decides which failures of a log that is being caught up with are written down one by one, and
 * counts the others: a log of weeks would push everything else out of ours. Used by one thread at a
 * time.
 */
final class PastFailures {

  /** So many of each jail are written down before the rest is summed up. */
  static final int EACH = 100;

  private final Map<String, Sum> sums = new LinkedHashMap<>();

  /** How many there were of a jail since the last account, and when the last of them happened. */
  private static final class Sum {
    int failures;
    Instant last = Instant.MIN;
  }

  /** Takes an account. */
  interface Account {

    /**
     * Told for each jail that has more failures than were written down.
     *
     * @param jail its name
     * @param more how many were not written down, 1 or more
     * @param last when the last of them happened
     */
    void sum(String jail, int more, Instant last);
  }

  /** Whether a failure is to be written down by itself. */
  boolean single(String jail, Instant when) {
    Sum sum = sums.get(jail);
    if (sum == null) {
      sum = new Sum();
      sums.put(jail, sum);
    }
    sum.last = when;
    return ++sum.failures <= EACH;
  }

  /** Sums up, and begins anew. */
  void account(Account account) {
    sums.forEach(
        (jail, sum) -> {
          if (sum.failures > EACH) {
            account.sum(jail, sum.failures - EACH, sum.last);
          }
        });
    sums.clear();
  }
}
