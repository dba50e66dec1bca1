package org.gaoler.action.command;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the tags of a command stand for at the moment it is run. Values are foreign text: one that
 * could mean something to a shell is not put into the script but handed over as an argument.
 */
interface Tags {

  /** A tag in a command. */
  Pattern TAG = Pattern.compile("<([^ <>]+)>");

  /** What a filter captured; nothing if it captured no such thing. */
  Pattern FIELD = Pattern.compile("<F-([A-Z0-9_\\-]+)>");

  /** What a shell might not take for plain text. */
  Pattern SPECIAL = Pattern.compile("[\\\\#&;`|*?~<>^()\\[\\]{}$'\"\\n\\r]");

  /** The longest value in bytes: the kernel takes 128 KiB for one argument, the script included. */
  int LONGEST = 30_000;

  /**
   * The value of a tag.
   *
   * @param name without the angle brackets
   * @return empty for what is no tag, which stays as it stands
   */
  Optional<String> value(String name);

  /**
   * What the filter captured.
   *
   * @param name lower-case
   * @return empty if it did not
   */
  Optional<String> field(String name);

  /**
   * Fills a command in. Tags within values stay as they are.
   *
   * @param command with the static tags filled in
   * @return a script and its arguments
   */
  default ShellCommand fill(String command) {
    Map<String, String> variables = new LinkedHashMap<>();
    String script =
        TAG.matcher(command)
            .replaceAll(
                tag ->
                    value(tag.group(1))
                        .map(value -> literal(variables, "f2bV_" + tag.group(1), value))
                        .orElseGet(() -> Matcher.quoteReplacement(tag.group())));
    if (script.indexOf('<') >= 0) {
      script =
          FIELD
              .matcher(script)
              .replaceAll(
                  tag -> {
                    String name = option(tag.group(1));
                    return literal(variables, "f2bV_F_" + name, field(name).orElse(""));
                  });
    }
    return ShellCommand.of(script, variables);
  }

  private static String option(String tag) {
    String name = tag.toLowerCase(Locale.ROOT);
    return name.equals("id") || name.equals("port") ? "f" + name : name;
  }

  private static String literal(Map<String, String> variables, String name, String whole) {
    String value = shortened(whole);
    if (!SPECIAL.matcher(value).find()) {
      return Matcher.quoteReplacement(value);
    }
    String variable = name.replaceAll("(?U)\\W", "_");
    variables.put(variable, value);
    return Matcher.quoteReplacement("$" + variable);
  }

  /** No argument can hold a character 0 or be longer than the kernel takes. */
  private static String shortened(String value) {
    String text = value.replace('\0', ' ');
    int bytes = 0;
    for (int at = 0; at < text.length(); at++) {
      char each = text.charAt(at);
      bytes += each < 0x80 ? 1 : each < 0x800 || Character.isSurrogate(each) ? 2 : 3;
      if (bytes > LONGEST) {
        return text.substring(0, Character.isLowSurrogate(each) ? at - 1 : at);
      }
    }
    return text;
  }
}
