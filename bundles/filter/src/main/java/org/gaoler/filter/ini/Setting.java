package org.gaoler.filter.ini;

/**
 * The text of one option with the place it was written at.
 *
 * @param text the value; its lines are joined by line feeds
 * @param file the file, as messages name it
 * @param line the line of the option's name, counted from 1
 */
public record Setting(String text, String file, int line) {

  /** The place in the form that messages use. */
  public String place() {
    return file + " line " + line;
  }
}
