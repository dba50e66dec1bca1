package org.gaoler.action.mail;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.gaoler.api.Fault;
import org.gaoler.api.Notice;

/**
 * What is told, and when.
 *
 * @param kinds of what
 * @param gather how long it is gathered
 */
record Timing(Set<Notice.Kind> kinds, Duration gather) {

  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration LONGEST = Duration.ofDays(31);
  private static final int MOST_AN_HOUR = 3600;

  static Timing of(Options options, Variant variant) throws Fault {
    Set<Notice.Kind> kinds = EnumSet.of(Notice.Kind.BAN);
    if (options.flag("startstop")) {
      kinds.addAll(List.of(Notice.Kind.START, Notice.Kind.STOP));
    }
    if (options.flag("unban")) {
      kinds.add(Notice.Kind.UNBAN);
    }
    return new Timing(kinds, gather(options, variant));
  }

  /** A limit of mails an hour is a distance between them: what is held back comes with the next. */
  private static Duration gather(Options options, Variant variant) throws Fault {
    Duration digest = options.time("digest", Duration.ZERO, LONGEST);
    if (variant.buffered() && digest.isZero()) {
      digest = HOUR;
    }
    int limit = options.number("limit", 0, MOST_AN_HOUR);
    Duration distance = limit == 0 ? Duration.ZERO : HOUR.dividedBy(limit);
    return digest.compareTo(distance) < 0 ? distance : digest;
  }
}
