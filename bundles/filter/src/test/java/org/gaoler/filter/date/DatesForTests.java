package org.gaoler.filter.date;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.gaoler.api.Fault;
import org.gaoler.api.StepBudget;
import org.gaoler.ini.Setting;

/** Finders and lines that tests of dates have in common. */
final class DatesForTests {

  private DatesForTests() {}

  static List<DateTemplate> templates(String... patterns) throws Fault {
    return DatePatterns.templates(
        Stream.of(patterns).map(p -> new Setting(p, "x.conf", 3)).toList());
  }

  static DateFinder finder(String zone, String... patterns) throws Fault {
    return new DateFinder(templates(patterns), ZoneId.of(zone));
  }

  static Optional<FoundDate> find(DateFinder finder, String line, Instant now) {
    return finder.find(line, new StepBudget(1_000_000), now);
  }

  static Optional<Instant> when(DateFinder finder, String line, Instant now) {
    return find(finder, line, now).flatMap(FoundDate::when);
  }

  static String cut(DateFinder finder, String line, Instant now) {
    return find(finder, line, now).map(d -> line.substring(d.start(), d.end())).orElse("none");
  }
}
