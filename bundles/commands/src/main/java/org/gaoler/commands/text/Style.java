package org.gaoler.commands.text;

/**
 * Colours, where the console shows them.
 *
 * @param colour whether it does; without, every text stays as it is
 */
public record Style(boolean colour) {

  private static final String RESET = "\u001b[0m";

  /** Text that matters less. */
  public String faint(String text) {
    return paint("\u001b[2m", text);
  }

  /** Text that says all is well. */
  public String good(String text) {
    return paint("\u001b[32m", text);
  }

  /** Text that asks for attention. */
  public String warning(String text) {
    return paint("\u001b[33m", text);
  }

  /** Text that says something is wrong. */
  public String bad(String text) {
    return paint("\u001b[31m", text);
  }

  /** A line in which the name of a state is set off, if there is one. */
  public String states(String line) {
    if (!colour) {
      return line;
    }
    String once = paintWord(line, "WATCHING", good("WATCHING"));
    once = paintWord(once, "WAITING", warning("WAITING"));
    once = paintWord(once, "DEGRADED", warning("DEGRADED"));
    once = paintWord(once, "QUARANTINED", bad("QUARANTINED"));
    once = paintWord(once, "BROKEN", bad("BROKEN"));
    return paintWord(once, "STOPPED", bad("STOPPED"));
  }

  private static String paintWord(String line, String word, String painted) {
    int at = line.indexOf(word);
    return at < 0 ? line : line.substring(0, at) + painted + line.substring(at + word.length());
  }

  private String paint(String code, String text) {
    return colour ? code + text + RESET : text;
  }
}
