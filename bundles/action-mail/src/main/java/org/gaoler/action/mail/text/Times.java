package org.gaoler.action.mail.text;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.gaoler.api.Sentence;

/**
 * Writes times for people.
 *
 * @param zone theirs
 */
record Times(ZoneId zone) {

  private static final DateTimeFormatter FORM =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss xx", Locale.ROOT);

  String of(Instant when) {
    return FORM.format(when.atZone(zone));
  }

  String end(Sentence sentence) {
    return sentence.permanent() ? "for ever" : "until " + of(sentence.until());
  }
}
