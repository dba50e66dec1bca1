package org.gaoler.action.dnsbl;

import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gaoler.api.TimeSpan;

/**
 * What the last string of a TXT record says for machines: who listed a name, until when, and which
 * A record goes with it.
 *
 * @param mark tells the records of one jail of one machine from all others
 * @param until when the ban ends
 * @param answer the address of the A record
 */
record Claim(String mark, Instant until, String answer) {

  private static final Pattern TEXT =
      Pattern.compile(
          "(gaoler:[!-~]{1,200}) until=(never|\\d{1,12}) answer=(127(?:\\.\\d{1,3}){3})");
  private static final String NEVER = "never";

  static Optional<Claim> parse(String text) {
    Matcher matcher = TEXT.matcher(text);
    return matcher.matches()
        ? Optional.of(new Claim(matcher.group(1), end(matcher.group(2)), matcher.group(3)))
        : Optional.empty();
  }

  /** Reads an end as {@link #end(Instant)} wrote it: {@code never} or up to 12 digits. */
  static Instant end(String text) {
    return text.equals(NEVER) ? TimeSpan.FOREVER : Instant.ofEpochSecond(Long.parseLong(text));
  }

  /** Writes an end in seconds since 1970, or {@code never}. */
  static String end(Instant until) {
    return until.isBefore(TimeSpan.FOREVER)
        ? Long.toString(Math.max(0, until.getEpochSecond()))
        : NEVER;
  }

  @Override
  public String toString() {
    return mark + " until=" + end(until) + " answer=" + answer;
  }
}
