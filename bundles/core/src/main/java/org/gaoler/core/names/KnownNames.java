package org.gaoler.core.names;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Remembers answers for five minutes, those that a name has no address included; of more than a
 * thousand names the one unused for longest is forgotten. Used under its owner's lock.
 */
final class KnownNames {

  private static final int MOST = 1000;
  private static final Duration FRESH = Duration.ofMinutes(5);

  private final Clock clock;
  private final Map<HostName, Known> names = new LinkedHashMap<>(16, 0.75f, true);

  private record Known(Answer answer, Instant since) {}

  KnownNames(Clock clock) {
    this.clock = clock;
  }

  void keep(HostName name, Answer answer) {
    names.put(name, new Known(answer, clock.instant()));
    if (names.size() > MOST) {
      names.remove(names.keySet().iterator().next());
    }
  }

  Optional<Answer> answer(HostName name) {
    Known known = names.get(name);
    if (known == null) {
      return Optional.empty();
    }
    // The clock may have been set back meanwhile.
    if (Duration.between(known.since(), clock.instant()).abs().compareTo(FRESH) >= 0) {
      names.remove(name);
      return Optional.empty();
    }
    return Optional.of(known.answer());
  }

  int size() {
    return names.size();
  }
}
