package org.gaoler.core.names;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A host's name that may be looked up: letters, digits, hyphens, underscores and dots.
 *
 * @param text lower-case, without a dot at its end, at most 253 characters
 */
public record HostName(String text) {

  private static final int LONGEST = 253;

  private static final Pattern LABELS =
      Pattern.compile("[a-z0-9_-]{1,63}(?:\\.[a-z0-9_-]{1,63})*+");

  /** The system's resolver takes 1.2.3, 0x7f.1 and 192.030.0.6 for addresses; no name ends so. */
  private static final Pattern NUMBER_LAST = Pattern.compile("(?:.*\\.)?(?:[0-9]+|0x[0-9a-f]*)");

  private static final int LONGEST_SHOWN = 100;

  /**
   * Reads a name.
   *
   * @param text hostile
   * @return empty if it cannot be one, or is an address in whatever notation
   */
  public static Optional<HostName> parse(String text) {
    if (text.length() > LONGEST + 1) {
      return Optional.empty();
    }
    String name = text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
    String lower = name.toLowerCase(Locale.ROOT);
    boolean sound =
        name.chars().allMatch(c -> c < 128)
            && lower.length() <= LONGEST
            && LABELS.matcher(lower).matches()
            && !NUMBER_LAST.matcher(lower).matches();
    return sound ? Optional.of(new HostName(lower)) : Optional.empty();
  }

  /**
   * Whether it is a name within the machine's own domain.
   *
   * @return true if it has no dot
   */
  public boolean local() {
    return text.indexOf('.') < 0;
  }

  /**
   * Hostile text that was meant for a name, for messages.
   *
   * @param text hostile
   * @return printable ASCII alone, the rest as Java escapes it in four hexadecimal digits; cut
   *     where it is too long
   */
  public static String shown(String text) {
    StringBuilder shown = new StringBuilder();
    for (int i = 0; i < Math.min(text.length(), LONGEST_SHOWN); i++) {
      char c = text.charAt(i);
      shown.append(c >= ' ' && c <= '~' ? String.valueOf(c) : String.format("\\u%04x", (int) c));
    }
    return text.length() > LONGEST_SHOWN ? shown + "..." : shown.toString();
  }
}
