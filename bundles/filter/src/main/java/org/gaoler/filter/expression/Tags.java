package org.gaoler.filter.expression;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Replaces the tags of the filter language ({@code <HOST>}, {@code <F-USER>...}) by groups. */
public final class Tags {

  private static final Pattern TAG =
      Pattern.compile("</?[\\w-]+/?>", Pattern.UNICODE_CHARACTER_CLASS);
  private static final Pattern FIELD = Pattern.compile("(/?)F-([A-Z0-9_-]+)");

  /** Flags right behind a bracket hold for that bracket; {@code re} would refuse them there. */
  private static final Pattern MISPLACED =
      Pattern.compile("(?<!\\\\)\\((?:\\?:)?(\\(\\?[a-z]+)\\)");

  private static final String IP4 = "(?:::f{4,6}:)?(?P<ip4>(?:\\d{1,3}\\.){3}\\d{1,3})";
  private static final String IP6 =
      "(?P<ip6>(?:[0-9a-fA-F]{1,4}::?|:){1,7}(?:[0-9a-fA-F]{1,4}|(?<=:):))";
  private static final String DNS = "(?P<dns>[\\w\\-.^_]*\\w)";
  private static final String CIDR = "(?P<cidr>\\d+)";
  private static final String EITHER = "(?:" + IP4 + "|" + IP6 + ")";
  private static final String ADDRESS = "\\[?" + EITHER + "\\]?";
  private static final String ANYBODY = "(?:" + ADDRESS + "|" + DNS + ")";
  private static final String NETWORK = "\\[?" + EITHER + "(?:/" + CIDR + ")?\\]?";

  private final boolean names;
  private final Set<String> opened = new HashSet<>();
  private int skips;

  private Tags(boolean names) {
    this.names = names;
  }

  /**
   * Replaces all tags.
   *
   * @param expression as a filter writes it
   * @param names whether {@code <HOST>} may be a host name
   * @return an expression in Python's notation
   */
  public static String expand(String expression, boolean names) {
    return rewrite(expression, names).text();
  }

  /** The same, remembering where each character comes from. */
  static Rewritten rewrite(String expression, boolean names) {
    Tags tags = new Tags(names);
    return Rewritten.of(expression)
        .replaced(TAG, tags::replacement)
        .replaced(MISPLACED, flags -> flags.group(1) + ":");
  }

  private String replacement(Matcher match) {
    String tag = match.group();
    String name = tag.substring(1, tag.length() - 1);
    if (name.equals("SKIPLINES")) {
      return "\\n(?P<skiplines" + skips++ + ">(?:(?:.*\\n)*?))";
    }
    String whole = whole(name);
    return whole.isEmpty() ? field(tag, name) : whole;
  }

  private String whole(String name) {
    return switch (name) {
      case "HOST" -> names ? ANYBODY : ADDRESS;
      case "ADDR", "F-ADDR/" -> ADDRESS;
      case "IP4", "F-IP4/" -> IP4;
      case "IP6", "F-IP6/" -> IP6;
      case "DNS", "F-DNS/" -> DNS;
      case "CIDR", "F-CIDR/" -> CIDR;
      case "SUBNET", "F-SUBNET/" -> NETWORK;
      case "F-ID/" -> "(?P<fid>\\S+)";
      case "F-PORT/" -> "(?P<fport>\\w+)";
      default -> "";
    };
  }

  /** Closing tags close as soon as one of that name was opened before, however often. */
  private String field(String tag, String name) {
    Matcher field = FIELD.matcher(name);
    if (!field.matches()) {
      return tag;
    }
    String group = field.group(2);
    if (!field.group(1).isEmpty()) {
      return opened.contains(group) ? ")" : tag;
    }
    opened.add(group);
    return "(?P<" + groupName(group) + ">";
  }

  private static String groupName(String tag) {
    return switch (tag) {
      case "ID" -> "fid";
      case "PORT" -> "fport";
      default -> tag.toLowerCase(Locale.ROOT);
    };
  }
}
