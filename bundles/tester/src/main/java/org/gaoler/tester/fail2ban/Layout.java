package org.gaoler.tester.fail2ban;

import java.io.IOException;
import java.io.Writer;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.gaoler.commands.text.Clean;

/**
 * The layout that scripts know.
 *
 * @param out gets it
 * @param shown whether anything is; with {@code -o} nothing is
 * @param terminal whether a person looks at it, whom hostile text must not reach
 */
record Layout(Writer out, boolean shown, boolean terminal) {

  private static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("EEE MMM dd HH:mm:ss yyyy", Locale.ENGLISH);

  static String moment(Instant when) {
    return MOMENT.format(when.atZone(ZoneId.systemDefault()));
  }

  /** A line that only the layout has. */
  void say(String line) throws IOException {
    if (shown) {
      print(line);
    }
  }

  void print(String line) throws IOException {
    out.write(terminal ? Clean.line(line) : line);
    out.write('\n');
  }

  void title(String title) throws IOException {
    say("");
    say(title);
    say("=".repeat(title.length()));
  }

  void use(String what, String value) throws IOException {
    say("Use " + " ".repeat(Math.max(0, 16 - what.length())) + what + " : " + value);
  }

  /** A frame; nothing around nothing. */
  void frame(String header, List<String> lines) throws IOException {
    if (lines.isEmpty()) {
      return;
    }
    if (!header.isEmpty()) {
      say("|- " + header);
    }
    for (String line : lines) {
      say("|  " + line);
    }
    say("`-");
  }

  void expressions(String title, List<RegexStat> stats, boolean all) throws IOException {
    long total = 0;
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < stats.size(); i++) {
      RegexStat stat = stats.get(i);
      total += stat.hits();
      if (stat.hits() > 0 || all) {
        lines.add(String.format("%2d) [%d] %s", i + 1, stat.hits(), stat.rule().text()));
      }
      lines.addAll(stat.list());
    }
    say("");
    say(title + ": " + total + " total");
    frame(" #) [# of hits] regular expression", lines);
  }

  void dates(Map<String, Integer> hits, boolean all) throws IOException {
    say("");
    say("Date template hits:");
    List<String> lines = new ArrayList<>();
    hits.forEach(
        (name, count) -> {
          if (all || count > 0) {
            lines.add("[" + count + "] " + name);
          }
        });
    frame("[# of hits] date format", lines);
  }

  void lines(Lines lines) throws IOException {
    if (lines.count() == 0) {
      return;
    }
    String kind = lines.kind();
    String header = kind.substring(0, 1).toUpperCase(Locale.ROOT) + kind.substring(1) + " line(s):";
    if (lines.tooMany()) {
      say(
          header
              + " too many to print.  Use --print-all-"
              + kind
              + " to print all "
              + lines.count()
              + " lines");
      return;
    }
    List<String> kept = new ArrayList<>();
    lines.kept().forEach(line -> kept.add(line.stripTrailing()));
    frame(header, kept);
  }

  /** What a date pattern is called: its name if there are one or two, else that of many. */
  static String patternName(Map<String, Integer> templates) {
    Optional<String> first = templates.keySet().stream().findFirst();
    return templates.size() > 2 || first.isEmpty() ? "Default Detectors" : first.get();
  }
}
