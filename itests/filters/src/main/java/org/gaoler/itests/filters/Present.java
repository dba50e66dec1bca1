package org.gaoler.itests.filters;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;

/** The present of fail2ban's sample logs: noon of 14 August 2005 in Central Europe. */
final class Present {

  static final long SECONDS = 1_124_013_600;
  static final ZoneId ZONE = ZoneId.of("Europe/Berlin");
  static final Clock CLOCK = Clock.fixed(Instant.ofEpochSecond(SECONDS), ZONE);

  private Present() {}
}
