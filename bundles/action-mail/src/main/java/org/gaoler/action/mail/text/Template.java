package org.gaoler.action.mail.text;

import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A subject and a body with tags, read from a text whose first line may be {@code Subject: ...}.
 *
 * @param subject one line; empty if the text names none
 * @param body the rest
 */
record Template(String subject, String body) {

  private static final Pattern TAG = Pattern.compile("<([A-Za-z][A-Za-z0-9_-]{0,63})>");
  private static final String SUBJECT = "Subject:";

  static Template parse(String text) {
    String unix = text.replace("\r\n", "\n");
    if (!unix.regionMatches(true, 0, SUBJECT, 0, SUBJECT.length())) {
      return new Template("", unix);
    }
    String[] parts = unix.split("\n", 2);
    String body = parts.length > 1 ? parts[1] : "";
    return new Template(
        parts[0].substring(SUBJECT.length()).strip(),
        body.startsWith("\n") ? body.substring(1) : body);
  }

  /** Puts values in the place of tags, once: tags in values mean nothing. */
  static String expand(String text, Function<String, Optional<String>> values) {
    Matcher tag = TAG.matcher(text);
    return tag.replaceAll(
        found -> Matcher.quoteReplacement(values.apply(found.group(1)).orElseGet(found::group)));
  }
}
