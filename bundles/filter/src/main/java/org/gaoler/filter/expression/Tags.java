package org.gaoler.filter.expression;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Replaces the tags of the filter language ({@code <HOST>}, {@code <F-USER>...}) by groups. */
public final class Tags {

  private static final Pattern TAG = Pattern.compile("<(/?)([\\w-]+)(/?)>");
  private static final Pattern FIELD = Pattern.compile("F-[A-Z0-9_-]+");

  private static final String IP4 = "(?:::f{4,6}:)?(?P<ip4>(?:\\d{1,3}\\.){3}\\d{1,3})";
  private static final String IP6 =
      "(?P<ip6>(?:[0-9a-fA-F]{1,4}::?|:){1,7}(?:[0-9a-fA-F]{1,4}|(?<=:):))";
  private static final String DNS = "(?P<dns>[\\w\\-.^_]*\\w)";
  private static final String CIDR = "(?P<cidr>\\d+)";
  private static final String EITHER = "(?:" + IP4 + "|" + IP6 + ")";

  private Tags() {}

  /**
   * Replaces all tags.
   *
   * @param expression as a filter writes it
   * @param names whether {@code <HOST>} may be a host name
   * @return an expression in Python's notation
   */
  public static String expand(String expression, boolean names) {
    StringBuilder expanded = new StringBuilder();
    Deque<String> open = new ArrayDeque<>();
    Matcher tag = TAG.matcher(expression);
    int from = 0;
    while (tag.find()) {
      expanded.append(expression, from, tag.start());
      expanded.append(replacement(tag, open, names));
      from = tag.end();
    }
    return expanded.append(expression, from, expression.length()).toString();
  }

  private static String replacement(Matcher tag, Deque<String> open, boolean names) {
    String name = tag.group(2);
    boolean closing = !tag.group(1).isEmpty();
    boolean empty = !tag.group(3).isEmpty();
    if (closing) {
      boolean opened = !empty && open.removeFirstOccurrence(name);
      return opened ? ")" : tag.group();
    }
    String whole = whole(name, empty, names);
    if (!whole.isEmpty()) {
      return whole;
    }
    if (empty || !FIELD.matcher(name).matches()) {
      return tag.group();
    }
    open.push(name);
    return "(?P<" + groupName(name) + ">";
  }

  private static String whole(String name, boolean empty, boolean names) {
    String tag = empty && name.startsWith("F-") ? name.substring(2) : name;
    return switch (tag) {
      case "HOST" -> empty ? "" : names ? "(?:\\[?" + EITHER + "\\]?|" + DNS + ")" : address();
      case "ADDR" -> address();
      case "IP4" -> IP4;
      case "IP6" -> IP6;
      case "DNS" -> DNS;
      case "CIDR" -> CIDR;
      case "SUBNET" -> "\\[?" + EITHER + "(?:/" + CIDR + ")?\\]?";
      case "ID" -> empty ? "(?P<fid>\\S+)" : "";
      case "PORT" -> empty ? "(?P<fport>\\w+)" : "";
      default -> "";
    };
  }

  private static String address() {
    return "\\[?" + EITHER + "\\]?";
  }

  private static String groupName(String tag) {
    return switch (tag) {
      case "F-ID" -> "fid";
      case "F-PORT" -> "fport";
      default -> tag.substring(2).toLowerCase(Locale.ROOT);
    };
  }
}
