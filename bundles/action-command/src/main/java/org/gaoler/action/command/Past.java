package org.gaoler.action.command;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.gaoler.api.Ban;
import org.gaoler.api.Offender;

/**
 * Tells a ban from before the start from a new one. What an earlier life has run is known for
 * certain; where there was none, it is whatever core hands over first and began before.
 */
final class Past {

  /** So soon after the first look at what is in force its difference from the docket comes. */
  private static final Duration AT_ONCE = Duration.ofSeconds(2);

  private final Instant made;
  private final Map<String, Instant> known = new HashMap<>();
  private boolean certain;
  private long looked;
  private boolean ready;

  Past(Instant made) {
    this.made = made;
  }

  /** An earlier life has run something for these. */
  void remember(Map<String, Instant> bans) {
    known.putAll(bans);
  }

  /** There was an earlier life: only what it has run is from before. */
  void beCertain() {
    certain = true;
  }

  /** Core has asked what is in force. */
  void looked() {
    if (!ready) {
      ready = true;
      looked = System.nanoTime();
    }
  }

  /** Core hands bans over. */
  void given(List<Ban> bans, Function<Offender, Instant> since) {
    if (!certain && ready && System.nanoTime() - looked < AT_ONCE.toNanos()) {
      for (Ban ban : bans) {
        Instant from = since.apply(ban.offender());
        if (from.isBefore(made)) {
          known.put(ban.offender().toString(), shortened(from));
        }
      }
    }
  }

  boolean restored(Offender offender, Instant from) {
    return shortened(from).equals(known.get(offender.toString()));
  }

  private static Instant shortened(Instant when) {
    return Instant.ofEpochMilli(when.toEpochMilli());
  }
}
