package org.gaoler.filter;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import org.gaoler.filter.expression.Expression;
import org.gaoler.filter.expression.Expression.Capture;

/** What the groups of matching expressions took from one line. */
final class Fields {

  private static final List<String> IDENTITIES = List.of("ip4", "ip6", "dns", "fid");

  private final Map<String, String> values = new LinkedHashMap<>();

  /** Takes the groups of a match over what is there; groups that took no part change nothing. */
  void take(Expression expression, Matcher match) {
    Map<String, String> alternates = new TreeMap<>();
    for (Capture capture : expression.captures()) {
      String value = match.group(capture.number());
      if (value == null) {
        continue;
      }
      if (capture.name().startsWith("alt_")) {
        alternates.put(capture.name(), value);
      } else {
        values.put(capture.name(), value);
      }
    }
    alternates.forEach(this::alternate);
  }

  /** Fills a field from {@code alt_field} or {@code alt_field_2} if nothing else did. */
  private void alternate(String name, String value) {
    int end = name.length();
    int mark = name.lastIndexOf('_');
    if (mark > 4 && mark + 1 < end && name.substring(mark + 1).matches("\\d+")) {
      end = mark;
    }
    String field = name.substring(4, end);
    if (values.getOrDefault(field, "").isEmpty() && !value.isEmpty()) {
      values.put(field, value);
    }
  }

  /** The field, or an empty text. */
  String get(String name) {
    return values.getOrDefault(name, "");
  }

  boolean has(String name) {
    return values.containsKey(name);
  }

  /** Removes a field that is only a mark; tells whether it was there. */
  boolean mark(String name) {
    return values.remove(name) != null;
  }

  /** Lays other fields over these; whoever they name takes the place of whoever was named here. */
  void takeAll(Fields other) {
    if (other.identified()) {
      IDENTITIES.forEach(values::remove);
    }
    values.putAll(other.values);
  }

  void put(String name, String value) {
    values.put(name, value);
  }

  /** Whether somebody is named who could be counted. */
  boolean identified() {
    return !get("ip4").isEmpty()
        || !get("ip6").isEmpty()
        || !get("dns").isEmpty()
        || !get("fid").isEmpty();
  }

  Map<String, String> values() {
    return values;
  }
}
