package org.gaoler.action.mail.text;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Makes hostile text plain: no control characters, none that turn the direction of reading, and no
 * more of it than fits.
 */
public final class Clean {

  private static final Pattern BREAKS = Pattern.compile("\\R|\\t");
  private static final Pattern UNPRINTABLE =
      Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]");

  private Clean() {}

  /**
   * One line.
   *
   * @param text hostile
   * @param longest how many characters are kept, 1 or more; what is cut off is told
   * @return the text without line breaks
   */
  public static String line(String text, int longest) {
    boolean cut = text.length() > longest;
    String kept = cut ? text.substring(0, longest) : text;
    String plain = UNPRINTABLE.matcher(BREAKS.matcher(kept).replaceAll(" ")).replaceAll("?");
    return cut ? plain + "… (" + (text.length() - longest) + " more characters)" : plain;
  }

  /**
   * A block of lines, each moved in by two blanks, so that none can pass for a heading, or for an
   * order to a program that reads mails.
   *
   * @param lines hostile
   * @param longest how many characters of a line are kept
   * @param most how many characters are kept in all
   * @return the lines, each with its end; what is left out is told
   */
  public static String block(List<String> lines, int longest, int most) {
    StringBuilder block = new StringBuilder();
    int next = 0;
    while (next < lines.size() && block.length() < most) {
      block.append("  ").append(line(lines.get(next++), longest).stripTrailing()).append('\n');
    }
    if (next < lines.size()) {
      block.append("  (").append(lines.size() - next).append(" more lines are left out)\n");
    }
    return block.toString();
  }
}
