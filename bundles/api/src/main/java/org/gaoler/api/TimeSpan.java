package org.gaoler.api;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A length of time in fail2ban's words: bare seconds, {@code 30s}, {@code 10m}, {@code 1h}, {@code
 * 1d}, {@code 1w}, {@code 1mo}, {@code 1y}, sums such as {@code 1d12h}, and {@code permanent} or
 * any negative number.
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
      "seconds, or numbers with s, m, h, d, w, mo, y such as 1d12h, or permanent";

  /** Some 34,000 years: further than any end, and no sum of two overflows. */
  private static final long LONGEST = 1L << 40;

  private static final Pattern PART = Pattern.compile("(\\d{1,12})\\s*([a-z]*)\\s*");

  private static final Map<String, Long> UNITS =
      Map.ofEntries(
          Map.entry("", 1L),
          Map.entry("s", 1L),
          Map.entry("ss", 1L),
          Map.entry("sec", 1L),
          Map.entry("secs", 1L),
          Map.entry("m", 60L),
          Map.entry("mm", 60L),
          Map.entry("min", 60L),
          Map.entry("mins", 60L),
          Map.entry("h", 3600L),
          Map.entry("hh", 3600L),
          Map.entry("hour", 3600L),
          Map.entry("hours", 3600L),
          Map.entry("d", 86_400L),
          Map.entry("dd", 86_400L),
          Map.entry("day", 86_400L),
          Map.entry("days", 86_400L),
          Map.entry("w", 604_800L),
          Map.entry("ww", 604_800L),
          Map.entry("week", 604_800L),
          Map.entry("weeks", 604_800L),
          Map.entry("mo", 2_629_800L),
          Map.entry("mon", 2_629_800L),
          Map.entry("month", 2_629_800L),
          Map.entry("months", 2_629_800L),
          Map.entry("y", 31_557_600L),
          Map.entry("yr", 31_557_600L),
          Map.entry("year", 31_557_600L),
          Map.entry("years", 31_557_600L));

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
    String words = text.strip().toLowerCase(java.util.Locale.ROOT);
    if (words.equals("permanent") || words.matches("-\\d{1,12}")) {
      return Optional.of(PERMANENT);
    }
    Matcher part = PART.matcher(words);
    long total = 0;
    int at = 0;
    while (at < words.length() && part.find() && part.start() == at) {
      Long unit = UNITS.get(part.group(2));
      if (unit == null) {
        return Optional.empty();
      }
      total += Math.min(Long.parseLong(part.group(1)), LONGEST / unit) * unit;
      total = Math.min(total, LONGEST);
      at = part.end();
    }
    return at == 0 || at < words.length() ? Optional.empty() : Optional.of(new TimeSpan(total));
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
    if (permanent() || seconds > Duration.between(start, FOREVER).getSeconds()) {
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

  /** The shortest text that reads back as the same span, such as {@code 1d12h}. */
  @Override
  public String toString() {
    if (permanent()) {
      return "permanent";
    }
    StringBuilder text = new StringBuilder();
    long rest = seconds;
    String[] names = {"w", "d", "h", "m", "s"};
    for (String name : names) {
      long unit = UNITS.get(name);
      if (rest >= unit) {
        text.append(rest / unit).append(name);
        rest %= unit;
      }
    }
    return text.isEmpty() ? "0s" : text.toString();
  }
}
