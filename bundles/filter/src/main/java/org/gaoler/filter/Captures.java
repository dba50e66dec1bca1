package org.gaoler.filter;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gaoler.filter.expression.Expression;
import org.gaoler.filter.expression.Expression.Capture;

/**
 * What the groups of one expression stand for: plain fields, alternates that fill a field that
 * stayed empty, and parts that are put together to one field. The rules are fail2ban's, as the
 * numbers {@code alt_user_1} and {@code tuple_id_2} are.
 */
final class Captures {

  private static final Pattern COMPOUND = Pattern.compile("(alt|tuple)_(.*?)(?:_\\d+)?");

  /** A group that fills, or adds to, another field. */
  private record Part(Capture group, String field) {}

  private final List<Capture> all;
  private final List<Capture> plain = new ArrayList<>();
  private final List<Part> alternates = new ArrayList<>();
  private final List<Part> tuples = new ArrayList<>();

  private Captures(List<Capture> all) {
    this.all = all;
  }

  static Captures of(Expression expression) {
    Captures captures = new Captures(expression.captures());
    for (Capture group : captures.all) {
      Matcher compound = COMPOUND.matcher(group.name());
      if (!compound.matches()) {
        captures.plain.add(group);
      } else {
        Part part = new Part(group, field(compound.group(2)));
        (compound.group(1).equals("alt") ? captures.alternates : captures.tuples).add(part);
      }
    }
    captures.alternates.sort((a, b) -> a.group().name().compareTo(b.group().name()));
    captures.tuples.sort((a, b) -> a.group().name().compareTo(b.group().name()));
    return captures;
  }

  private static String field(String name) {
    return switch (name) {
      case "id" -> "fid";
      case "port" -> "fport";
      default -> name;
    };
  }

  /**
   * Lays what the groups of a match took over some fields; groups without a part change nothing.
   */
  void lay(MatchResult match, Fields over) {
    if (alternates.isEmpty() && tuples.isEmpty()) {
      plain(match, over);
      return;
    }
    Fields own = new Fields();
    plain(match, own);
    for (Part part : alternates) {
      String value = match.group(part.group().number());
      if (value != null && !value.isEmpty() && own.get(part.field()).isEmpty()) {
        own.put(part.field(), value);
      }
    }
    for (Map.Entry<String, List<String>> tuple : tuples(match, own).entrySet()) {
      own.put(tuple.getKey(), text(tuple.getValue()));
    }
    own.forEach(over::put);
  }

  private void plain(MatchResult match, Fields into) {
    for (Capture group : plain) {
      String value = match.group(group.number());
      if (value != null) {
        into.put(group.name(), value);
      }
    }
  }

  private Map<String, List<String>> tuples(MatchResult match, Fields own) {
    Map<String, List<String>> values = new LinkedHashMap<>();
    for (Part part : tuples) {
      List<String> parts = values.computeIfAbsent(part.field(), field -> first(field, own));
      String value = match.group(part.group().number());
      parts.add(value == null ? "None" : quoted(value));
    }
    return values;
  }

  private static List<String> first(String field, Fields own) {
    List<String> parts = new ArrayList<>();
    parts.add(own.has(field) ? quoted(own.get(field)) : "None");
    return parts;
  }

  /** In the notation that fail2ban shows such an identity in. */
  private static String text(List<String> parts) {
    return "(" + String.join(", ", parts) + ")";
  }

  private static String quoted(String value) {
    String escaped = value.replace("\\", "\\\\");
    return value.contains("'") && !value.contains("\"")
        ? "\"" + escaped + "\""
        : "'" + escaped.replace("'", "\\'") + "'";
  }

  /** All named groups as they are, by Python's name. */
  Map<String, String> raw(MatchResult match) {
    Map<String, String> groups = new LinkedHashMap<>();
    for (Capture group : all) {
      String value = match.group(group.number());
      if (value != null) {
        groups.put(group.name(), value);
      }
    }
    return groups;
  }
}
