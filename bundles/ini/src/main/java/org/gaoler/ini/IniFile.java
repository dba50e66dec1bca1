package org.gaoler.ini;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.gaoler.api.Fault;

/**
 * Reads one file of sections and options, with continuation lines, as Python's configparser does.
 *
 * <p>Option names are lower-cased, section names are not. A comment inside a line begins with a
 * semicolon behind a blank only.
 */
final class IniFile {

  private final String file;
  private final Map<String, Map<String, Setting>> sections = new LinkedHashMap<>();
  private final Map<String, Integer> sectionLines = new HashMap<>();
  private Map<String, Setting> section;
  private String sectionName = "";
  private String option = "";
  private int optionLine;
  private int indent;
  private Splice value = new Splice();
  private int emptyLines;

  private IniFile(String file) {
    this.file = file;
  }

  /**
   * Reads a file.
   *
   * @param file its name for messages
   * @param content the whole of it
   * @return section by section, option by option, in their order
   * @throws Fault if a line cannot be understood: file, line, column, offending text
   */
  static Map<String, Map<String, Setting>> read(String file, String content) throws Fault {
    IniFile reader = new IniFile(file);
    int start = content.startsWith("\uFEFF") ? 1 : 0;
    String[] lines = content.substring(start).split("\r\n|\n|\r", -1);
    for (int i = 0; i < lines.length; i++) {
      reader.line(lines[i], i + 1);
    }
    reader.finishOption();
    return reader.sections;
  }

  private void line(String raw, int number) throws Fault {
    int depth = Blank.before(raw);
    String words = Blank.trimEnd(withoutComment(raw, depth));
    if (words.length() <= depth) {
      if (depth == raw.length() && !option.isEmpty()) {
        emptyLines++;
      }
      return;
    }
    refuseOtherBytes(words, number);
    if (!option.isEmpty() && depth > indent) {
      continueValue(words, depth, number);
      return;
    }
    indent = depth;
    finishOption();
    int close = words.lastIndexOf(']');
    if (words.charAt(depth) == '[' && close > depth + 1) {
      beginSection(words.substring(depth + 1, close), number, depth + 1);
    } else {
      beginOption(words, depth, number);
    }
  }

  private static String withoutComment(String line, int depth) {
    if (depth < line.length() && (line.charAt(depth) == '#' || line.charAt(depth) == ';')) {
      return "";
    }
    int at = line.indexOf(';');
    while (at > 0 && !Blank.is(line.charAt(at - 1))) {
      at = line.indexOf(';', at + 1);
    }
    return at < 0 ? line : line.substring(0, at);
  }

  /** Bytes that are no UTF-8 harm nobody in a comment. */
  private void refuseOtherBytes(String words, int number) throws Fault {
    for (int i = 0; i < words.length(); i++) {
      if (Utf8.isOther(words, i)) {
        String shown = words.strip().replaceAll("[\uDC80-\uDCFF]", "?");
        throw fault(number, i + 1, "a byte that is no UTF-8 text: " + shown);
      }
    }
  }

  private void beginSection(String name, int number, int column) throws Fault {
    Integer first = sectionLines.putIfAbsent(name, number);
    if (first != null && !name.equals(IniText.DEFAULT)) {
      throw fault(
          number,
          column,
          "section [" + name + "] stands twice, first in line " + first + "; join the two");
    }
    sectionName = name;
    section = sections.computeIfAbsent(name, n -> new LinkedHashMap<>());
  }

  private void beginOption(String words, int depth, int number) throws Fault {
    if (section == null) {
      throw fault(number, depth + 1, "text before the first [section]: " + words.substring(depth));
    }
    int at = depth;
    while (at < words.length() && words.charAt(at) != '=' && words.charAt(at) != ':') {
      at++;
    }
    if (at == depth || at == words.length()) {
      throw fault(
          number, depth + 1, "neither [section] nor name = value: " + words.substring(depth));
    }
    option = Blank.trimEnd(words.substring(depth, at)).toLowerCase(Locale.ROOT);
    Setting first = section.get(option);
    if (first != null) {
      String where = "option " + option + " stands twice in [" + sectionName + "]";
      throw fault(
          number,
          depth + 1,
          where + ", first in line " + first.line() + "; remove one: " + words.substring(depth));
    }
    optionLine = number;
    String rest = words.substring(at + 1);
    int skipped = Blank.before(rest);
    value = new Splice().written(rest.substring(skipped), file, number, at + 2 + skipped);
  }

  private void continueValue(String words, int depth, int number) {
    for (; emptyLines > 0; emptyLines--) {
      value.character('\n');
    }
    value.character('\n').written(words.substring(depth), file, number, depth + 1);
  }

  private void finishOption() {
    if (!option.isEmpty()) {
      section.put(option, value.setting(file, optionLine));
    }
    option = "";
    emptyLines = 0;
  }

  private Fault fault(int number, int column, String what) {
    return new Fault("cannot read " + file + " line " + number + " column " + column + ": " + what);
  }
}
