package org.gaoler.itests.netns;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads JSON text into maps, lists, strings, numbers (as double) and booleans. */
public final class Json {

  private final String text;
  private int at;

  private Json(String text) {
    this.text = text;
  }

  /**
   * Reads one value.
   *
   * @param text nothing but that value
   * @return a map, list, string, double, boolean, or null
   */
  public static Object read(String text) {
    Json json = new Json(text);
    Object value = json.value();
    json.space();
    if (json.at != text.length()) {
      throw new RigException("more than one JSON value: " + text);
    }
    return value;
  }

  /**
   * Reads one object.
   *
   * @param text nothing but that object
   * @return its members
   */
  public static Map<?, ?> object(String text) {
    if (read(text) instanceof Map<?, ?> map) {
      return map;
    }
    throw new RigException("no JSON object: " + text);
  }

  private Object value() {
    space();
    if (at >= text.length()) {
      throw new RigException("no JSON: '" + text + "'");
    }
    return switch (text.charAt(at)) {
      case '{' -> members();
      case '[' -> elements();
      case '"' -> string();
      default -> word();
    };
  }

  private Map<String, Object> members() {
    Map<String, Object> members = new LinkedHashMap<>();
    at++;
    while (!ends('}')) {
      space();
      String name = string();
      space();
      at++;
      members.put(name, value());
    }
    return members;
  }

  private List<Object> elements() {
    List<Object> elements = new ArrayList<>();
    at++;
    while (!ends(']')) {
      elements.add(value());
    }
    return elements;
  }

  private boolean ends(char close) {
    space();
    if (text.charAt(at) == ',') {
      at++;
      return false;
    }
    boolean end = text.charAt(at) == close;
    at += end ? 1 : 0;
    return end;
  }

  private String string() {
    StringBuilder read = new StringBuilder();
    for (at++; text.charAt(at) != '"'; at++) {
      read.append(text.charAt(at) == '\\' ? escaped() : text.charAt(at));
    }
    at++;
    return read.toString();
  }

  private char escaped() {
    char letter = text.charAt(++at);
    if (letter == 'u') {
      at += 4;
      return (char) Integer.parseInt(text.substring(at - 3, at + 1), 16);
    }
    int known = "nrtbf".indexOf(letter);
    return known < 0 ? letter : "\n\r\t\b\f".charAt(known);
  }

  private Object word() {
    int start = at;
    while (at < text.length() && ",]} \n\r\t".indexOf(text.charAt(at)) < 0) {
      at++;
    }
    String word = text.substring(start, at);
    return switch (word) {
      case "true", "false" -> Boolean.valueOf(word);
      case "null" -> null;
      default -> Double.valueOf(word);
    };
  }

  private void space() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
  }
}
