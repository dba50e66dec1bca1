package org.gaoler.action.mail.text;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.gaoler.api.Notice;
import org.gaoler.api.Sentence;

/**
 * Lists every notice of a mail that tells of several, one a line.
 *
 * @param times writes times
 */
record Listing(Times times) {

  private static final int LONGEST = 200;

  private static final Map<Notice.Kind, String> WORDS =
      Map.of(
          Notice.Kind.START, "start",
          Notice.Kind.STOP, "stop",
          Notice.Kind.BAN, "ban",
          Notice.Kind.UNBAN, "unban");

  String lines(List<Notice> notices) {
    StringBuilder lines = new StringBuilder();
    for (Notice notice : notices) {
      lines.append("  ").append(line(notice)).append('\n');
    }
    return lines.toString();
  }

  private String line(Notice notice) {
    List<String> parts = new ArrayList<>();
    String who = notice.sentence().map(each -> " " + each.offender()).orElse("");
    parts.add(times.of(notice.when()) + "  " + WORDS.get(notice.kind()) + Clean.line(who, LONGEST));
    if (notice.kind() == Notice.Kind.BAN) {
      notice.sentence().ifPresent(sentence -> describe(sentence, parts));
    }
    parts.add("event " + notice.id());
    return String.join(", ", parts);
  }

  private void describe(Sentence sentence, List<String> parts) {
    parts.add(times.end(sentence));
    parts.add(Clean.line(sentence.reason(), LONGEST));
    String user = sentence.fields().getOrDefault("user", "");
    if (!user.isEmpty()) {
      parts.add("user " + Clean.line(user, LONGEST));
    }
  }

  /** How many of each kind, such as {@code 12 bans, 1 start}. */
  static String summary(List<Notice> notices) {
    Map<Notice.Kind, Integer> counts = new EnumMap<>(Notice.Kind.class);
    notices.forEach(notice -> counts.merge(notice.kind(), 1, Integer::sum));
    List<String> parts = new ArrayList<>();
    for (Notice.Kind kind :
        List.of(Notice.Kind.BAN, Notice.Kind.UNBAN, Notice.Kind.START, Notice.Kind.STOP)) {
      if (counts.containsKey(kind)) {
        parts.add(Tags.count(counts.get(kind), WORDS.get(kind)));
      }
    }
    return String.join(", ", parts);
  }
}
