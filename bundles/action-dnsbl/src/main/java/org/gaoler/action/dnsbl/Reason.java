package org.gaoler.action.dnsbl;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gaoler.api.Ban;
import org.gaoler.api.Fault;
import org.gaoler.api.Offender;
import org.gaoler.api.Sentence;
import org.gaoler.api.TimeSpan;

/**
 * Fills in what people read in a TXT record; of hostile values only harmless characters are left.
 */
final class Reason {

  /** A string of a TXT record holds 255; two characters stay for a blank and good measure. */
  private static final int LONGEST = 250;

  private static final Pattern TAG = Pattern.compile("<([a-z]+)>");
  private static final List<String> TAGS =
      List.of("failures", "from", "ip", "jail", "reason", "until");

  private final String template;
  private final String jail;
  private final Function<Offender, Optional<Sentence>> sentences;

  private Reason(String template, String jail, Function<Offender, Optional<Sentence>> sentences) {
    this.template = template;
    this.jail = jail;
    this.sentences = sentences;
  }

  /**
   * Reads option {@code txt}.
   *
   * @throws Fault if it has a tag that is none
   */
  static Reason of(String template, String jail, Function<Offender, Optional<Sentence>> sentences)
      throws Fault {
    Matcher matcher = TAG.matcher(template);
    while (matcher.find()) {
      if (!TAGS.contains(matcher.group(1))) {
        throw new Fault(
            "option txt = %s: %s is no tag; accepted are <%s>"
                .formatted(template, matcher.group(), String.join(">, <", TAGS)));
      }
    }
    return new Reason(template, jail, sentences);
  }

  /** The text for a ban: printable ASCII without quotes and backslashes, at most 250 characters. */
  String text(Ban ban) {
    Optional<Sentence> sentence = sentences.apply(ban.offender());
    String text =
        TAG.matcher(template)
            .replaceAll(tag -> Matcher.quoteReplacement(value(tag.group(1), ban, sentence)));
    String harmless = text.replace('"', '\'').replace('\\', '/').replaceAll("[^ -~]", "?").strip();
    return harmless.substring(0, Math.min(harmless.length(), LONGEST)).strip();
  }

  private String value(String tag, Ban ban, Optional<Sentence> sentence) {
    return switch (tag) {
      case "failures" -> sentence.map(s -> Integer.toString(s.failures())).orElse("some");
      case "from" -> sentence.map(s -> time(s.from())).orElse("some time");
      case "ip" -> ban.offender().toString();
      case "jail" -> jail;
      case "reason" -> sentence.map(Sentence::reason).orElse("abuse");
      default -> time(ban.until());
    };
  }

  private static String time(Instant instant) {
    return instant.isBefore(TimeSpan.FOREVER)
        ? Instant.ofEpochSecond(instant.getEpochSecond()).toString()
        : "further notice";
  }
}
