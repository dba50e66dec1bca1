package org.gaoler.core.settings;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.gaoler.api.Fault;

/**
 * A part that a jail names, with options in fail2ban's notation: {@code name[option=value, …]}.
 *
 * @param name plain name
 * @param options in the order written; of an option written twice the last counts
 */
public record PluginCall(String name, Map<String, String> options) {

  /** Nobody is called. */
  public static final PluginCall NONE = new PluginCall("", Map.of());

  public PluginCall {
    options = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(options));
  }

  /**
   * Reads a list of calls separated by blanks, line ends or commas.
   *
   * @param text as configured
   * @return the calls in order
   * @throws Fault naming the text that cannot be read
   */
  public static List<PluginCall> parseList(String text) throws Fault {
    Reader reader = new Reader(text);
    List<PluginCall> calls = new ArrayList<>();
    while (reader.more()) {
      calls.add(reader.call());
    }
    return calls;
  }

  /** The call as one would write it. */
  @Override
  public String toString() {
    if (options.isEmpty()) {
      return name;
    }
    StringBuilder text = new StringBuilder(name);
    char separator = '[';
    for (Map.Entry<String, String> option : options.entrySet()) {
      text.append(separator).append(separator == '[' ? "" : " ");
      text.append(option.getKey()).append("=\"").append(option.getValue()).append('"');
      separator = ',';
    }
    return text.append(']').toString();
  }

  /** Reads calls one after the other. */
  private static final class Reader {
    private final String text;
    private int at;

    Reader(String text) {
      this.text = text;
    }

    boolean more() {
      skip(" \t\r\n,");
      return at < text.length();
    }

    PluginCall call() throws Fault {
      String name = until("[], \t\r\n=\"'");
      if (name.isEmpty()) {
        throw unexpected("a name");
      }
      Map<String, String> options = new LinkedHashMap<>();
      while (group()) {
        options(options);
      }
      if (at < text.length() && " \t\r\n,".indexOf(text.charAt(at)) < 0) {
        throw unexpected("a blank or comma");
      }
      return new PluginCall(name, options);
    }

    /** Passes the bracket of the next group of options; another group may stand apart. */
    private boolean group() {
      int next = at;
      while (at > 0
          && text.charAt(at - 1) == ']'
          && next < text.length()
          && text.charAt(next) <= ' ') {
        next++;
      }
      boolean more = next < text.length() && text.charAt(next) == '[';
      at = more ? next + 1 : at;
      return more;
    }

    private void options(Map<String, String> options) throws Fault {
      skip(" \t\r\n");
      while (at < text.length() && text.charAt(at) != ']') {
        String key = key();
        if (!key.matches("[\\w.-]+(\\?[\\w.-]+=[\\w.-]+)?")
            || at == text.length()
            || text.charAt(at) != '=') {
          throw unexpected("option=value");
        }
        at++;
        options.put(key, value());
        skip(" \t\r\n");
        if (at < text.length() && text.charAt(at) == ',') {
          at++;
          skip(" \t\r\n");
        } else if (at < text.length() && text.charAt(at) != ']') {
          throw unexpected("a comma or ]");
        }
      }
      if (at == text.length()) {
        throw unexpected("]");
      }
      at++;
    }

    /** A name, which may hold for a family only: {@code name?family=inet6}. */
    private String key() {
      int start = at;
      String key = until("[]=,\"'");
      if (key.contains("?") && at < text.length() && text.charAt(at) == '=') {
        at++;
        until("[]=,\"'");
      }
      return text.substring(start, at).strip();
    }

    private String value() throws Fault {
      skip(" \t\r\n");
      char quote = at < text.length() ? text.charAt(at) : ',';
      if (quote != '"' && quote != '\'') {
        return until(",]").strip();
      }
      int end = text.indexOf(quote, at + 1);
      if (end < 0) {
        throw unexpected("the closing " + quote);
      }
      String value = text.substring(at + 1, end);
      at = end + 1;
      return value;
    }

    private String until(String stops) {
      int start = at;
      while (at < text.length() && stops.indexOf(text.charAt(at)) < 0) {
        at++;
      }
      return text.substring(start, at);
    }

    private void skip(String blanks) {
      while (at < text.length() && blanks.indexOf(text.charAt(at)) >= 0) {
        at++;
      }
    }

    private Fault unexpected(String wanted) {
      String rest = at < text.length() ? "before '" + text.substring(at) + "'" : "at the end";
      return new Fault(
          "'"
              + text
              + "' cannot be read: expected "
              + wanted
              + " at column "
              + (at + 1)
              + " "
              + rest
              + "; accepted is name or name[option=value, ...]");
    }
  }
}
