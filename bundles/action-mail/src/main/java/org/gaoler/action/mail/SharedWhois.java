package org.gaoler.action.mail;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.gaoler.action.mail.whois.Guard;
import org.gaoler.action.mail.whois.Server;
import org.gaoler.action.mail.whois.Whois;
import org.gaoler.api.Fault;

/** Makes the one whois of all jails when the first of them wants it: they share its memory. */
final class SharedWhois {

  private static final Duration LONGEST_KEPT = Duration.ofDays(366);
  private static final int MOST_KEPT = 100_000;

  private final Options options;
  private final Guard guard;
  private final Clock clock;
  private Optional<Whois> whois = Optional.empty();

  SharedWhois(Options options, Guard guard, Clock clock) {
    this.options = options;
    this.guard = guard;
    this.clock = clock;
  }

  synchronized Whois get() throws Fault {
    if (whois.isEmpty()) {
      whois = Optional.of(new Whois(settings(), guard, clock));
    }
    return whois.get();
  }

  private Whois.Settings settings() throws Fault {
    return new Whois.Settings(
        Server.parse(options.text("whoisserver"))
            .orElseThrow(() -> options.wrong("whoisserver", "host and host:port")),
        options.time("whoistimeout", Duration.ofSeconds(1), Duration.ofSeconds(20)),
        options.time("whoiscachetime", Duration.ZERO, LONGEST_KEPT),
        options.number("whoiscachesize", 0, MOST_KEPT));
  }
}
