package org.gaoler.filter;

import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import org.gaoler.api.Filter;
import org.gaoler.api.Recogniser;
import org.gaoler.filter.date.DateTemplate;
import org.gaoler.filter.expression.Expression;
import org.gaoler.filter.screen.Needles;

/**
 * A filter ready for use.
 *
 * @param name plain name
 * @param origin its main file
 * @param journalMatch which journal entries concern it; empty if it does not say
 * @param prefix its prefregex, none or one
 * @param failures its failregexes in order
 * @param ignores its ignoreregexes in order
 * @param dates the date templates to try
 * @param zone where times without a zone of their own are
 * @param raw whether an identity may be any text, not only an address
 * @param needles what a line must contain to concern it
 */
record CompiledFilter(
    String name,
    String origin,
    String journalMatch,
    List<Expression> prefix,
    List<Expression> failures,
    List<Expression> ignores,
    List<DateTemplate> dates,
    ZoneId zone,
    boolean raw,
    Needles needles)
    implements Filter {

  CompiledFilter {
    prefix = List.copyOf(prefix);
    failures = List.copyOf(failures);
    ignores = List.copyOf(ignores);
    dates = List.copyOf(dates);
  }

  @Override
  public Recogniser recogniser(String jail, Duration findTime, Clock clock) {
    return new LineRecogniser(this, jail, findTime, clock);
  }

  /** fail2ban asks the ignoreregexes first only if they are few. */
  boolean ignoresFirst() {
    return ignores.size() < failures.size() - 2;
  }
}
