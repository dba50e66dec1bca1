package org.gaoler.api;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A length of time in fail2ban's words: bare seconds, {@code 30s}, {@code 10m}, {@code 1h}, {@code
 * 1d}, {@code 1w}, {@code 1mo}, {@code 1y}, sums such as {@code 1d12h}, and {@code permanent} or
 * any negative number. The long names of the units, decimals such as {@code 1.5h}, and {@code + - *
 * /} with parentheses are read too; what is left of a second is dropped.
 *
 * <p>As in fail2ban a month is 30.4375 days and a year 365.25 days.
 *
 * @param seconds whole seconds, 0 or more; {@code -1} means permanent
 */
public record TimeSpan(long seconds) {

  /** Without end. */
  public static final TimeSpan PERMANENT = new TimeSpan(-1);

  /** The end of whatever is permanent; later than any other instant that is ever written. */
  public static final Instant FOREVER = Instant.parse("9999-12-31T00:00:00Z");

  /** What {@link #parse} reads, for messages. */
  public static final String ACCEPTED =
      "seconds, or numbers with s, m, h, d, w, mo, y such as 10m, 1h or 1d12h, or permanent";

  /** Some 34,000 years: further than any end, and no sum of two overflows. */
  private static final long LONGEST = 1L << 40;

  /**
   * Refuses what is shorter than nothing and not permanent.
   *
   * @param seconds whole seconds, 0 or more; {@code -1} means permanent
   * @throws IllegalArgumentException if it is less than -1
   */
  public TimeSpan {
    if (seconds < -1) {
      throw new IllegalArgumentException("a time span cannot last " + seconds + " seconds");
    }
  }

  /**
   * Reads a time span.
   *
   * @param text what to read
   * @return the span, or empty if the text is none ({@link #ACCEPTED} tells what is)
   */
  public static Optional<TimeSpan> parse(String text) {
    String words = text.strip().toLowerCase(Locale.ROOT);
    if (words.equals("permanent")) {
      return Optional.of(PERMANENT);
    }
    OptionalDouble seconds = SpanText.seconds(words);
    if (seconds.isEmpty()) {
      return Optional.empty();
    }
    double length = seconds.getAsDouble();
    return Optional.of(length < 0 ? PERMANENT : new TimeSpan((long) Math.min(length, LONGEST)));
  }

  /**
   * Whether there is no end.
   *
   * @return true for {@link #PERMANENT}
   */
  public boolean permanent() {
    return seconds < 0;
  }

  /**
   * The end of a span that begins then.
   *
   * @param start its beginning
   * @return the end, at most {@link #FOREVER}
   */
  public Instant after(Instant start) {
    // a Duration of so many years is found by way of exceptions, which each failure would pay for
    if (permanent() || seconds >= FOREVER.getEpochSecond() - start.getEpochSecond()) {
      return FOREVER;
    }
    return start.plusSeconds(seconds);
  }

  /**
   * The span as a duration.
   *
   * @return its length; the longest there is if permanent
   */
  public Duration duration() {
    return permanent() ? Duration.ofSeconds(Long.MAX_VALUE) : Duration.ofSeconds(seconds);
  }

  /** A text in weeks and less that reads back as the same span, such as {@code 1d12h}. */
  @Override
  public String toString() {
    if (permanent()) {
      return "permanent";
    }
    StringBuilder text = new StringBuilder();
    long rest = seconds;
    String[] names = {"w", "d", "h", "m", "s"};
    for (String name : names) {
      long unit = SpanText.UNITS.get(name);
      if (rest >= unit) {
        text.append(rest / unit).append(name);
        rest %= unit;
      }
    }
    return text.isEmpty() ? "0s" : text.toString();
  }
}
