package org.gaoler.filter.ini;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
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
  private Map<String, Setting> section;
  private String sectionName = "";
  private String option = "";
  private int optionLine;
  private int indent;
  private final List<String> text = new ArrayList<>();
  private final List<Integer> numbers = new ArrayList<>();

  private IniFile(String file) {
    this.file = file;
  }

  /**
   * Reads a file.
   *
   * @param file its name for messages
   * @param content the whole of it
   * @return section by section, option by option, in their order
   * @throws Fault if a line cannot be understood: file, line, offending text
   */
  static Map<String, Map<String, Setting>> read(String file, String content) throws Fault {
    IniFile reader = new IniFile(file);
    String[] lines = content.split("\r\n|\n|\r", -1);
    for (int i = 0; i < lines.length; i++) {
      reader.line(lines[i], i + 1);
    }
    reader.finishOption();
    return reader.sections;
  }

  private void line(String raw, int number) throws Fault {
    String line = withoutComment(raw);
    String words = line.strip();
    if (words.isEmpty()) {
      if (raw.isBlank() && !option.isEmpty()) {
        add("", number);
      }
      return;
    }
    int depth = line.length() - line.stripLeading().length();
    if (!option.isEmpty() && depth > indent) {
      add(words, number);
      return;
    }
    indent = depth;
    finishOption();
    if (words.startsWith("[") && words.lastIndexOf(']') > 1) {
      beginSection(words.substring(1, words.lastIndexOf(']')), number);
    } else {
      beginOption(words, number);
    }
  }

  private static String withoutComment(String line) {
    String words = line.stripLeading();
    if (words.startsWith("#") || words.startsWith(";")) {
      return "";
    }
    int at = line.indexOf(';');
    while (at > 0 && !Character.isWhitespace(line.charAt(at - 1))) {
      at = line.indexOf(';', at + 1);
    }
    return at < 0 ? line : line.substring(0, at);
  }

  private void beginSection(String name, int number) throws Fault {
    boolean known = sections.containsKey(name);
    if (known && !name.equals("DEFAULT")) {
      throw fault(number, "section [" + name + "] stands there twice; join the two");
    }
    sectionName = name;
    section = sections.computeIfAbsent(name, n -> new LinkedHashMap<>());
  }

  private void beginOption(String words, int number) throws Fault {
    if (section == null) {
      throw fault(number, "text before the first [section]: " + words);
    }
    int at = 0;
    while (at < words.length() && words.charAt(at) != '=' && words.charAt(at) != ':') {
      at++;
    }
    if (at == 0 || at == words.length()) {
      throw fault(number, "neither [section] nor name = value: " + words);
    }
    option = words.substring(0, at).strip().toLowerCase(Locale.ROOT);
    if (section.containsKey(option)) {
      throw fault(number, "option " + option + " stands twice in [" + sectionName + "]");
    }
    optionLine = number;
    add(words.substring(at + 1).strip(), number);
  }

  private void add(String words, int number) {
    text.add(words);
    numbers.add(number);
  }

  private void finishOption() {
    if (!option.isEmpty()) {
      String value = String.join("\n", text).stripTrailing();
      List<Integer> lines = numbers.subList(0, value.split("\n", -1).length);
      section.put(option, new Setting(value, file, optionLine, lines));
    }
    option = "";
    text.clear();
    numbers.clear();
  }

  private Fault fault(int number, String what) {
    return new Fault("cannot read " + file + " line " + number + ": " + what);
  }
}
