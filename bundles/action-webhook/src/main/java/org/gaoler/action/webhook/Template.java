package org.gaoler.action.webhook;

import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A text with tags such as {@code <ip>}. What is put in is never looked through again; what is no
 * tag stays as it is.
 *
 * @param text with tags
 */
record Template(String text) {

  private static final Pattern TAG = Pattern.compile("<([A-Za-z][A-Za-z0-9_-]{0,60})>");

  String filled(Map<String, String> tags, UnaryOperator<String> escape) {
    return filled(tags, Map.of(), escape);
  }

  /**
   * Fills in.
   *
   * @param tags values that are still to be escaped
   * @param ready values that are put in as they are
   */
  String filled(Map<String, String> tags, Map<String, String> ready, UnaryOperator<String> escape) {
    Matcher tag = TAG.matcher(text);
    StringBuilder filled = new StringBuilder();
    while (tag.find()) {
      String put = put(tag.group(1), tags, ready, escape).orElse(tag.group());
      tag.appendReplacement(filled, Matcher.quoteReplacement(put));
    }
    return tag.appendTail(filled).toString();
  }

  /** What may be missing in an event leaves nothing behind. */
  private static Optional<String> put(
      String tag,
      Map<String, String> tags,
      Map<String, String> ready,
      UnaryOperator<String> escape) {
    if (tags.containsKey(tag)) {
      return Optional.of(escape.apply(tags.get(tag)));
    }
    boolean missing = tag.equals("user") || tag.equals("lines") || tag.startsWith("F-");
    return Optional.ofNullable(ready.get(tag)).or(() -> Optional.of("").filter(none -> missing));
  }
}
