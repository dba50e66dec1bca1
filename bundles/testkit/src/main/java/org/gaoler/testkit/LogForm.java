package org.gaoler.testkit;

import java.util.OptionalLong;
import org.gaoler.api.Line;
import org.gaoler.api.StepBudget;

/** The forms in which a daemon's messages reach a log, all of the same moment. */
enum LogForm {
  /** As it stands in the corpus. */
  WHOLE,
  /** The old form of syslog. */
  SYSLOG,
  /** What rsyslog writes with high-precision time. */
  ISO,
  /** A journal entry as the backend renders it. */
  JOURNAL;

  /** 2026-11-20 21:44:00 UTC. */
  static final long SECONDS = 1_795_211_040L;

  private static final long STEPS = 5_000_000;

  /** Renders process id and message. */
  String text(String daemon, String line) {
    int blank = line.indexOf(' ');
    String source = blank < 0 ? "" : daemon + "[" + line.substring(0, blank) + "]: ";
    String message = source + line.substring(blank + 1);
    return switch (this) {
      case WHOLE -> line;
      case SYSLOG -> "Nov 20 21:44:00 host1 " + message;
      case ISO -> "2026-11-20T22:44:00.123456+01:00 host1 " + message;
      case JOURNAL -> "host1 " + message;
    };
  }

  Line line(String text) {
    OptionalLong micros =
        this == JOURNAL ? OptionalLong.of(SECONDS * 1_000_000) : OptionalLong.empty();
    return new Line(text, micros, true, new StepBudget(STEPS));
  }
}
