package org.gaoler.ini;

import java.util.ArrayList;
import java.util.List;
import org.gaoler.ini.Setting.Origin;

/** Joins pieces of settings to one text that still knows where each character was written. */
final class Splice {

  private final StringBuilder text = new StringBuilder();
  private final List<Origin> origins = new ArrayList<>();

  /** Adds what was written in one line of a file. */
  Splice written(String piece, String file, int line, int column) {
    if (!piece.isEmpty() || text.isEmpty()) {
      origins.add(new Origin(text.length(), file, line, column));
    }
    text.append(piece);
    return this;
  }

  /** Adds a character that belongs to what stands before it. */
  Splice character(char each) {
    text.append(each);
    return this;
  }

  /** Adds the characters of a setting between two offsets. */
  Splice piece(Setting setting, int from, int to) {
    if (from >= to) {
      return this;
    }
    if (setting.origins().isEmpty() || setting.origins().get(0).from() > from) {
      origins.add(new Origin(text.length(), setting.file(), setting.line(), 0));
    }
    for (int i = 0; i < setting.origins().size(); i++) {
      Origin origin = setting.origins().get(i);
      int end =
          i + 1 < setting.origins().size()
              ? setting.origins().get(i + 1).from()
              : Integer.MAX_VALUE;
      if (origin.from() < to && end > from) {
        origins.add(moved(setting, origin, Math.max(from, origin.from()), from));
      }
    }
    text.append(setting.text(), from, to);
    return this;
  }

  private Origin moved(Setting setting, Origin origin, int first, int from) {
    int skipped = setting.text().codePointCount(origin.from(), first);
    int column = origin.column() == 0 ? 0 : origin.column() + skipped;
    return new Origin(text.length() + first - from, origin.file(), origin.line(), column);
  }

  int length() {
    return text.length();
  }

  /** A setting with every occurrence of a text replaced by another setting. */
  static Setting replace(Setting setting, String text, Setting by) {
    Splice splice = new Splice();
    int from = 0;
    for (int at = setting.text().indexOf(text); at >= 0; at = setting.text().indexOf(text, from)) {
      splice.piece(setting, from, at).piece(by, 0, by.text().length());
      from = at + text.length();
    }
    splice.piece(setting, from, setting.text().length());
    return splice.setting(setting.file(), setting.line());
  }

  /** The whole as a setting that is named by the given place. */
  Setting setting(String file, int line) {
    return new Setting(text.toString(), file, line, origins);
  }

  /** The lines of a setting that are not blank, each named by its own place. */
  static List<Setting> lines(Setting whole, boolean stripped) {
    List<Setting> lines = new ArrayList<>();
    int from = 0;
    for (String text : whole.text().split("\n", -1)) {
      int start = Blank.before(text);
      if (start < text.length()) {
        int end = stripped ? Blank.trimEnd(text).length() : text.length();
        lines.add(line(whole, from + (stripped ? start : 0), from + end));
      }
      from += text.length() + 1;
    }
    return lines;
  }

  private static Setting line(Setting whole, int from, int to) {
    Splice splice = new Splice().piece(whole, from, to);
    Origin first = splice.origins.get(0);
    return splice.setting(first.file(), first.line());
  }
}
