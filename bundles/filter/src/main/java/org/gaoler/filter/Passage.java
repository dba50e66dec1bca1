package org.gaoler.filter;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import org.gaoler.filter.expression.Expression.Capture;

/**
 * The lines that expressions are tried on together: one, or the last few of a filter with maxlines.
 * Which of them a match covers is decided as fail2ban does.
 *
 * @param lines oldest first
 */
record Passage(List<Entry> lines) {

  Passage {
    lines = List.copyOf(lines);
  }

  /**
   * One line.
   *
   * @param rest the line without its date, which is what expressions see
   * @param whole the line as it was written
   */
  record Entry(String rest, String whole) {}

  /**
   * What a match covers and what it leaves.
   *
   * @param matched the lines that it covers, without those that it skips
   * @param left all others
   */
  record Cut(List<Entry> matched, List<Entry> left) {

    List<String> wholes() {
      return matched.size() == 1
          ? List.of(matched.get(0).whole())
          : matched.stream().map(Entry::whole).toList();
    }
  }

  /** The text that is searched; the line feed at its end is not part of it. */
  static String text(List<Entry> lines) {
    if (lines.size() == 1) {
      return lines.get(0).rest();
    }
    List<String> rests = new ArrayList<>();
    lines.forEach(line -> rests.add(line.rest()));
    return String.join("\n", rests);
  }

  /**
   * Cuts out the lines that a match covers.
   *
   * @param match found in {@code text}
   * @param text what was searched, without the line feed at its end
   * @param captures the groups of its expression
   */
  Cut cut(MatchResult match, String text, List<Capture> captures) {
    if (lines.size() <= 1) {
      return new Cut(lines, List.of());
    }
    String searched = text + "\n";
    int from = searched.lastIndexOf('\n', match.start()) + 1;
    int end = searched.indexOf('\n', Math.max(0, match.end() - 1)) + 1;
    int first = Math.min(feeds(searched, from), lines.size());
    int beyond = Math.min(feeds(searched, end == 0 ? searched.length() : end), lines.size());
    List<Entry> matched = new ArrayList<>(lines.subList(first, Math.max(first, beyond)));
    List<Entry> left = new ArrayList<>(lines.subList(0, first));
    putBack(skipped(match, captures), matched, left);
    left.addAll(lines.subList(Math.max(first, beyond), lines.size()));
    return new Cut(matched, left);
  }

  private static int feeds(String text, int end) {
    return (int) text.chars().limit(end).filter(c -> c == '\n').count();
  }

  private static void putBack(List<String> skipped, List<Entry> matched, List<Entry> left) {
    int from = 0;
    for (String line : skipped) {
      for (int i = from; i < matched.size(); i++) {
        if (matched.get(i).rest().equals(line)) {
          left.add(matched.remove(i));
          from = i;
          break;
        }
      }
    }
  }

  private static List<String> skipped(MatchResult match, List<Capture> captures) {
    StringBuilder text = new StringBuilder();
    for (Capture capture : captures) {
      if (capture.name().startsWith("skiplines") && match.group(capture.number()) != null) {
        text.append(match.group(capture.number()));
      }
    }
    return text.toString().lines().toList();
  }
}
