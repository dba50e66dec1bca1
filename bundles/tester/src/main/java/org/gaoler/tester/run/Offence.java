package org.gaoler.tester.run;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.gaoler.api.Failure;

/** What one offender did. Used by one thread. */
public final class Offence {

  private static final int MOST_USERS = 20;

  private final Set<String> users = new TreeSet<>();
  private final Deque<Instant> window = new ArrayDeque<>();
  private long failures;
  private Instant first = Instant.MAX;
  private Instant last = Instant.MIN;
  private Optional<Instant> banned = Optional.empty();

  void count(Failure failure, Optional<Limit> limit) {
    failures += failure.weight();
    first = failure.when().isBefore(first) ? failure.when() : first;
    last = failure.when().isAfter(last) ? failure.when() : last;
    failure.user().filter(user -> users.size() < MOST_USERS).ifPresent(users::add);
    if (limit.isPresent() && banned.isEmpty()) {
      count(failure, limit.get());
    }
  }

  private void count(Failure failure, Limit limit) {
    for (int i = 0; i < failure.weight() && window.size() < limit.maxRetry(); i++) {
      window.addLast(failure.when());
    }
    Instant oldest = failure.when().minusSeconds(limit.findSeconds());
    window.removeIf(when -> when.isBefore(oldest));
    if (window.size() >= limit.maxRetry()) {
      banned = Optional.of(failure.when());
      window.clear();
    }
  }

  /** The weight of all failures. */
  public long failures() {
    return failures;
  }

  /** When the first one was. */
  public Instant first() {
    return first;
  }

  /** When the last one was. */
  public Instant last() {
    return last;
  }

  /** The accounts tried, sorted, some of them; hostile. */
  public Set<String> users() {
    return users;
  }

  /** When the jail would have banned it for the first time. */
  public Optional<Instant> banned() {
    return banned;
  }
}
