package org.gaoler.ini;

import java.util.List;

/**
 * The text of one option, or of one line of it, with the place where each of its characters was
 * written.
 *
 * @param text the value, filled in or as written; its lines are joined by line feeds
 * @param file the file, as messages name it; for what no file says, a name such as {@code parameter
 *     mode}
 * @param line the line of the option's name, for one line of a value that line, counted from 1; 0
 *     if there is no file
 * @param origins where its characters come from, by their offset; empty if only the line is known
 */
public record Setting(String text, String file, int line, List<Origin> origins) {

  /**
   * Where a run of characters was written. The run ends where the next one begins and does not
   * cross a line end.
   *
   * @param from offset of its first character in the text
   * @param file the file, as messages name it
   * @param line its line, counted from 1; 0 if there is no file
   * @param column the column of its first character, in characters, counted from 1; 0 if unknown
   */
  public record Origin(int from, String file, int line, int column) {}

  public Setting {
    origins = List.copyOf(origins);
  }

  /**
   * A setting of which only the beginning is known.
   *
   * @param text the value
   * @param file the file, as messages name it
   * @param line the line of the option's name, counted from 1; 0 if there is no file
   */
  public Setting(String text, String file, int line) {
    this(text, file, line, List.of());
  }

  /**
   * Its lines that are not blank, each with its own place.
   *
   * @param stripped whether blanks at both ends are left out
   * @return in order
   */
  public List<Setting> lines(boolean stripped) {
    return Splice.lines(this, stripped);
  }

  /** The place as a whole in the form that messages use, such as {@code x.conf line 4}. */
  public String place() {
    return line == 0 ? file : file + " line " + line;
  }

  /**
   * Where one character was written, in the form that messages use, such as {@code x.conf line 4
   * column 17}. A character that came through {@code %(name)s} or {@code <name>} is placed where
   * that option's text was written, in whichever file.
   *
   * @param offset of the character in {@link #text}; its length means behind the last one. Any
   *     offset outside is taken for the nearest inside
   * @return file, line and column as far as they are known; at least what {@link #place()} says
   */
  public String place(int offset) {
    int at = Math.max(0, Math.min(offset, text.length()));
    Origin origin = null;
    for (Origin each : origins) {
      if (each.from() <= at && (origin == null || each.from() < text.length())) {
        origin = each;
      }
    }
    if (origin == null) {
      return place();
    }
    String line = origin.line() == 0 ? "" : " line " + origin.line();
    int column = origin.column() + text.codePointCount(origin.from(), at);
    return origin.file() + line + (origin.column() == 0 ? "" : " column " + column);
  }
}
