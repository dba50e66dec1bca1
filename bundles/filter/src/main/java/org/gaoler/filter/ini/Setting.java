package org.gaoler.filter.ini;

import java.util.List;

/**
 * The text of one option with the place it was written at.
 *
 * @param text the value; its lines are joined by line feeds
 * @param file the file, as messages name it
 * @param line the line of the option's name, counted from 1
 * @param lines the line that each line of the text was written at; empty if unknown
 */
public record Setting(String text, String file, int line, List<Integer> lines) {

  public Setting {
    lines = List.copyOf(lines);
  }

  /**
   * A setting of which only the beginning is known.
   *
   * @param text the value
   * @param file the file, as messages name it
   * @param line the line of the option's name, counted from 1
   */
  public Setting(String text, String file, int line) {
    this(text, file, line, List.of());
  }

  /** The place in the form that messages use. */
  public String place() {
    return line == 0 ? file : file + " line " + line;
  }
}
