package org.gaoler.filter;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gaoler.api.Fault;

/**
 * A filter with its parameters as somebody writes it: {@code sshd[mode=aggressive, p="a,b"]}.
 *
 * @param name a name or a path
 * @param parameters in the order written; of one written twice the last counts
 */
public record FilterCall(String name, Map<String, String> parameters) {

  private static final String ACCEPTED =
      "; accepted is NAME[PARAMETER=VALUE, ...], with quotes around a value with commas or brackets";

  private static final Pattern OPTION =
      Pattern.compile("[\\w.-]+(\\?[\\w.-]+=[\\w.-]+)?(?=\\s*=)", Pattern.UNICODE_CHARACTER_CLASS);

  public FilterCall {
    parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
  }

  /**
   * Reads a call.
   *
   * @param text as written
   * @return the filter and its parameters
   * @throws Fault if it cannot be understood: the text, column, what is accepted
   */
  public static FilterCall parse(String text) throws Fault {
    int open = text.indexOf('[');
    if (open < 0) {
      return new FilterCall(text.strip(), Map.of());
    }
    int close = text.lastIndexOf(']');
    if (open == 0) {
      throw wrong(text, 0, "there is no name");
    }
    if (close < open) {
      throw wrong(text, text.length(), "there is no ]");
    }
    if (!text.substring(close + 1).isBlank()) {
      throw wrong(text, close + 1, "there is text behind ]");
    }
    Map<String, String> parameters = new LinkedHashMap<>();
    int at = skip(text, open + 1, close);
    while (at < close) {
      at = skip(text, parameter(text, at, close, parameters), close);
    }
    return new FilterCall(text.substring(0, open).strip(), parameters);
  }

  /** Reads one parameter with what separates it from the next, and tells where it ends. */
  private static int parameter(String text, int at, int close, Map<String, String> parameters)
      throws Fault {
    Matcher option = OPTION.matcher(text).region(at, close);
    if (!option.lookingAt()) {
      throw wrong(text, at, "expected PARAMETER=VALUE");
    }
    int from = text.indexOf('=', option.end()) + 1;
    int quoted = skip(text, from, close);
    char quote = quoted < close ? text.charAt(quoted) : ' ';
    int end;
    if (quote == '"' || quote == '\'') {
      from = quoted + 1;
      end = text.indexOf(quote, from);
      if (end < 0 || end >= close) {
        throw wrong(text, quoted, "the quote is not closed");
      }
      parameters.put(option.group(), text.substring(from, end).strip());
      end = skip(text, end + 1, close);
    } else {
      end = from;
      while (end < close && text.charAt(end) != ',' && text.charAt(end) != ']') {
        end++;
      }
      parameters.put(option.group(), text.substring(from, end).strip());
    }
    return separator(text, end, close);
  }

  private static int separator(String text, int at, int close) throws Fault {
    if (at == close || text.charAt(at) == ',') {
      return Math.min(at + 1, close);
    }
    int next = skip(text, at + 1, close);
    if (text.charAt(at) != ']' || next == close || text.charAt(next) != '[') {
      throw wrong(text, at, "expected a comma");
    }
    return next + 1;
  }

  private static int skip(String text, int from, int to) {
    int at = from;
    while (at < to && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
    return at;
  }

  private static Fault wrong(String text, int at, String what) {
    return new Fault(
        "cannot read the filter '" + text + "': " + what + " at column " + (at + 1) + ACCEPTED);
  }
}
