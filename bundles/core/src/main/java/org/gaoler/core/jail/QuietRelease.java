package org.gaoler.core.jail;

import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.function.BiConsumer;
import org.gaoler.api.Offender;
import org.gaoler.api.TimeSpan;
import org.gaoler.api.operate.BanCounter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets go of those who gave up, in jails whose option {@code unbanquiet} says so. */
final class QuietRelease {

  private static final Logger LOG = LoggerFactory.getLogger("gaoler.actions");

  private final Counters counters;
  private final BiConsumer<Jail, List<Offender>> lift;
  private final Clock clock;

  /**
   * Prepares.
   *
   * @param counters tell who is quiet
   * @param lift ends sentences
   * @param clock the present
   */
  QuietRelease(Counters counters, BiConsumer<Jail, List<Offender>> lift, Clock clock) {
    this.counters = counters;
    this.lift = lift;
    this.clock = clock;
  }

  /** Looks at the counters of all jails, and lifts the bans that were quiet for long enough. */
  void look(Collection<Jail> jails) {
    List<BanCounter> all = counters.look(jails);
    for (Jail jail : jails) {
      jail.settings()
          .flatMap(settings -> settings.unbanQuiet())
          .ifPresent(span -> release(jail, span, all));
    }
  }

  private void release(Jail jail, TimeSpan span, List<BanCounter> all) {
    Instant before = clock.instant().minusSeconds(span.seconds());
    List<Offender> quiet =
        all.stream()
            .filter(each -> each.sentence().jail().equals(jail.name()) && each.quiet(before))
            .map(each -> each.sentence().offender())
            .toList();
    if (!quiet.isEmpty()) {
      LOG.info("[{}] {} bans were quiet for {} and are lifted", jail.name(), quiet.size(), span);
      lift.accept(jail, quiet);
    }
  }
}
