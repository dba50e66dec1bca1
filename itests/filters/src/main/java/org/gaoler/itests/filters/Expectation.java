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
import org.gaoler.api.Failure;
import org.gaoler.api.IpBlock;
import org.gaoler.api.Offender;

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
  static Optional<String> judge(Sample sample, List<Failure> failures) {
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

  private static Optional<String> judge(Map<?, ?> expected, Failure failure) {
    List<String> wrong = new ArrayList<>();
    expected.forEach(
        (key, value) -> {
          if (!REMARKS.contains(key)) {
            compare((String) key, value, failure).ifPresent(wrong::add);
          }
        });
    if (expected.get("time") instanceof String time) {
      Instant when = LocalDateTime.parse(time, TIME).atZone(Present.ZONE).toInstant();
      if (!when.equals(failure.when())) {
        wrong.add(
            "time is %s instead of %s, off by %s"
                .formatted(failure.when(), when, Duration.between(when, failure.when())));
      }
    }
    return wrong.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", wrong));
  }

  private static Optional<String> compare(String key, Object expected, Failure failure) {
    Object actual = actual(key, failure);
    boolean same =
        actual instanceof Offender offender
            ? same(offender, String.valueOf(expected))
            : Objects.equals(actual, sorted(expected));
    return same ? Optional.empty() : Optional.of(key + " is " + actual + " instead of " + expected);
  }

  private static Object sorted(Object expected) {
    return expected instanceof List<?> list
        ? list.stream().map(String::valueOf).sorted().toList()
        : expected;
  }

  private static Object actual(String key, Failure failure) {
    String field = failure.fields().get(key);
    return switch (key) {
      case "user" -> failure.user().orElse(null);
      case "users" -> field == null ? null : List.of(field.split(",")).stream().sorted().toList();
      case "attempts" -> field == null ? (Object) (double) failure.lines().size() : field;
      case "host" -> field == null ? failure.offender() : field;
      default -> field;
    };
  }

  /** Addresses are equal however they are written. */
  private static boolean same(Offender offender, String expected) {
    return offender.toString().equals(expected)
        || IpBlock.parse(expected).filter(offender::equals).isPresent();
  }
}
