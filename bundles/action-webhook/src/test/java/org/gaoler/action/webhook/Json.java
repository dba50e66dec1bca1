package org.gaoler.action.webhook;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads JSON as strictly as any reader out there. */
final class Json {

  private final String text;
  private int at;

  private Json(String text) {
    this.text = text;
  }

  static Object read(String text) {
    Json json = new Json(text);
    Object value = json.value();
    json.blank();
    if (json.at != text.length()) {
      throw json.wrong();
    }
    return value;
  }

  @SuppressWarnings("unchecked")
  static Map<String, Object> object(String text) {
    return (Map<String, Object>) read(text);
  }

  private AssertionError wrong() {
    return new AssertionError("no JSON at " + at + ": " + text);
  }

  private void blank() {
    while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }

  private boolean next(char wanted) {
    blank();
    boolean there = at < text.length() && text.charAt(at) == wanted;
    at += there ? 1 : 0;
    return there;
  }

  private void need(char wanted) {
    if (!next(wanted)) {
      throw wrong();
    }
  }

  private Object value() {
    blank();
    if (at >= text.length()) {
      throw wrong();
    }
    return switch (text.charAt(at)) {
      case '{' -> object();
      case '[' -> list();
      case '"' -> string();
      default -> word();
    };
  }

  private Object word() {
    int from = at;
    while (at < text.length() && "-+.eE0123456789truefalsn".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    String word = text.substring(from, at);
    if (word.equals("null")) {
      return "null";
    }
    if (word.matches("true|false")) {
      return Boolean.valueOf(word);
    }
    if (!word.matches("-?\\d+")) {
      throw wrong();
    }
    return Long.valueOf(word);
  }

  private Map<String, Object> object() {
    Map<String, Object> members = new LinkedHashMap<>();
    need('{');
    while (!next('}')) {
      if (!members.isEmpty()) {
        need(',');
      }
      blank();
      String key = string();
      need(':');
      if (members.put(key, value()) != null) {
        throw wrong();
      }
    }
    return members;
  }

  private List<Object> list() {
    List<Object> elements = new ArrayList<>();
    need('[');
    while (!next(']')) {
      if (!elements.isEmpty()) {
        need(',');
      }
      elements.add(value());
    }
    return elements;
  }

  private String string() {
    need('"');
    StringBuilder string = new StringBuilder();
    while (at < text.length() && text.charAt(at) != '"') {
      char each = text.charAt(at++);
      if (each < ' ') {
        throw wrong();
      }
      if (each == '\\') {
        char escaped = text.charAt(at++);
        switch (escaped) {
          case 'u' -> {
            string.append((char) Integer.parseInt(text.substring(at, at + 4), 16));
            at += 4;
          }
          case '"', '\\', '/' -> string.append(escaped);
          default -> throw wrong();
        }
      } else {
        string.append(each);
      }
    }
    need('"');
    return string.toString();
  }
}
