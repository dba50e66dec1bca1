package org.gaoler.itests.filters;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.gaoler.api.IpBlock;
import org.gaoler.filter.trial.Match;

/** Compares what was recognised in a sample line with what is written beside it. */
final class Expectation {

  private static final Set<String> REMARKS = Set.of("match", "time", "desc", "constraint");

  /** Digits may be fewer than usual. */
  private static final DateTimeFormatter TIME =
      new DateTimeFormatterBuilder()
          .appendPattern("u-M-d'T'H:m:s")
          .appendFraction(ChronoField.NANO_OF_SECOND, 0, 6, true)
          .toFormatter(Locale.ROOT);

  private Expectation() {}

  /**
   * Judges a line.
   *
   * @param sample the line
   * @param failures what was recognised in it
   * @return what is wrong, or empty
   */
  static Optional<String> judge(Sample sample, List<Match> failures) {
    if (failures.isEmpty()) {
      return sample.match() ? Optional.of("does not match") : Optional.empty();
    }
    if (!sample.match()) {
      return Optional.of("must not match, but gave " + failures);
    }
    if (failures.size() > 1) {
      return Optional.of("must give one failure, but gave " + failures);
    }
    return judge(sample.expected(), failures.get(0));
  }

  private static Optional<String> judge(Map<?, ?> expected, Match failure) {
    List<String> wrong = new ArrayList<>();
    expected.forEach(
        (key, value) -> {
          if (!REMARKS.contains(key)) {
            compare((String) key, value, failure).ifPresent(wrong::add);
          }
        });
    if (expected.get("time") instanceof String time) {
      Instant when = LocalDateTime.parse(time, TIME).atZone(Present.ZONE).toInstant();
      Instant actual = failure.when().orElse(Present.CLOCK.instant());
      if (!when.equals(actual)) {
        wrong.add(
            "time is %s instead of %s, off by %s"
                .formatted(actual, when, Duration.between(when, actual)));
      }
    }
    return wrong.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", wrong));
  }

  private static Optional<String> compare(String key, Object expected, Match failure) {
    Object actual = actual(key, failure);
    boolean same =
        Objects.equals(actual, sorted(expected))
            || key.equals("host") && same(String.valueOf(actual), String.valueOf(expected));
    return same ? Optional.empty() : Optional.of(key + " is " + actual + " instead of " + expected);
  }

  private static Object sorted(Object expected) {
    return expected instanceof List<?> list
        ? list.stream().map(String::valueOf).sorted().toList()
        : expected;
  }

  private static Object actual(String key, Match failure) {
    String field = failure.fields().get(key);
    if (field != null) {
      return field;
    }
    return switch (key) {
      case "users" -> failure.users().stream().sorted().toList();
      case "attempts" -> (double) failure.lines().size();
      case "host" -> failure.id().orElse("");
      default -> null;
    };
  }

  /** Addresses are equal however they are written. */
  private static boolean same(String actual, String expected) {
    Optional<IpBlock> block = IpBlock.parse(expected);
    return block.isPresent() && block.equals(IpBlock.parse(actual));
  }
}
