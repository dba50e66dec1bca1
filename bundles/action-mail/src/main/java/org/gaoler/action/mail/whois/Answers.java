package org.gaoler.action.mail.whois;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.gaoler.api.IpBlock;

/** Remembers answers for a while; those asked for longest ago are forgotten first. */
final class Answers {

  private final int most;
  private final Clock clock;
  private final Map<IpBlock, Kept> kept = new LinkedHashMap<>(16, 0.75f, true);

  private record Kept(String answer, Instant until) {}

  Answers(int most, Clock clock) {
    this.most = most;
    this.clock = clock;
  }

  synchronized Optional<String> find(IpBlock about) {
    return Optional.ofNullable(kept.get(about))
        .filter(each -> clock.instant().isBefore(each.until()))
        .map(Kept::answer);
  }

  synchronized void keep(IpBlock about, String answer, Duration howLong) {
    kept.put(about, new Kept(answer, clock.instant().plus(howLong)));
    while (kept.size() > most) {
      kept.remove(kept.keySet().iterator().next());
    }
  }
}
