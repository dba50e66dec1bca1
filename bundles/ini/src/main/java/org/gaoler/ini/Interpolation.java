package org.gaoler.ini;

import java.util.Locale;
import java.util.Optional;
import org.gaoler.api.Fault;

/** Fills in {@code %(name)s} while an option is read. */
final class Interpolation {

  private static final int DEEPEST = 10;

  /** No filter comes near; a few lines that refer to each other could fill the memory. */
  static final int LONGEST = 1 << 20;

  private final IniText text;
  private final Parameters parameters;

  Interpolation(IniText text, Parameters parameters) {
    this.text = text;
    this.parameters = parameters;
  }

  /**
   * The value of an option of a section, of {@code [DEFAULT]} or of a parameter of that name,
   * filled in.
   */
  Optional<Setting> value(String section, String option) throws Fault {
    Optional<Setting> given = given(section, option);
    if (given.isPresent()) {
      return given;
    }
    Optional<Setting> found = text.hasSection(section) ? text.get(section, option) : given;
    return found.isPresent() ? Optional.of(fill(found.get(), section, 1)) : found;
  }

  /** Parameters are what the options of [Definition] see; other sections stand for themselves. */
  private Optional<Setting> given(String section, String option) {
    return section.equals(IniText.DEFINITION) ? parameters.get(option) : Optional.empty();
  }

  private Setting fill(Setting setting, String section, int depth) throws Fault {
    String value = setting.text();
    if (value.indexOf('%') < 0) {
      return setting;
    }
    if (depth > DEEPEST) {
      throw fault(
          setting, 0, value, "it refers to itself, or through more than " + DEEPEST + " others");
    }
    Splice filled = new Splice();
    int from = 0;
    for (int at = value.indexOf('%'); at >= 0; at = value.indexOf('%', from)) {
      filled.piece(setting, from, at);
      from = one(setting, section, depth, at, filled);
      if (filled.length() > LONGEST) {
        throw fault(setting, 0, value, "it becomes longer than " + LONGEST + " characters");
      }
    }
    return filled.piece(setting, from, value.length()).setting(setting.file(), setting.line());
  }

  /** Fills in what begins at one offset, and tells where it ends. */
  private int one(Setting setting, String section, int depth, int at, Splice filled) throws Fault {
    String value = setting.text();
    if (value.startsWith("%%", at)) {
      filled.piece(setting, at, at + 1);
      return at + 2;
    }
    int close = value.indexOf(')', at);
    boolean reference = value.startsWith("%(", at) && close > at + 2;
    if (!reference || !value.startsWith(")s", close)) {
      String why = reference ? "a reference ends with )s" : "a single % must be written %%";
      throw fault(setting, at, excerpt(value, at), why);
    }
    String name = value.substring(at + 2, close);
    Optional<Setting> given = given(section, name.toLowerCase(Locale.ROOT));
    Optional<Setting> found = given.isPresent() ? given : lookUp(name, section);
    if (found.isEmpty()) {
      throw fault(setting, at, "%(" + name + ")s", "there is no option " + name);
    }
    Setting inner = given.isPresent() ? given.get() : fill(found.get(), section, depth + 1);
    filled.piece(inner, 0, inner.text().length());
    return close + 2;
  }

  private Optional<Setting> lookUp(String name, String section) {
    String option = name.toLowerCase(Locale.ROOT);
    Optional<Setting> found = text.get(section, option);
    if (found.isPresent()) {
      return found;
    }
    if (option.equals("__name__")) {
      return Optional.of(new Setting(section, "[" + section + "]", 0));
    }
    int slash = name.indexOf('/');
    return slash > 0
        ? inSection(name.substring(0, slash), option.substring(slash + 1), section)
        : Optional.empty();
  }

  /** What {@code %(where/option)s} means to a text of the given section. */
  private Optional<Setting> inSection(String where, String option, String section) {
    Optional<Setting> general = text.own(IniText.DEFAULT, option);
    if (where.equalsIgnoreCase("known")) {
      return text.own(IniText.KNOWN + section, option).or(() -> general);
    }
    if (where.equalsIgnoreCase(IniText.DEFAULT)) {
      return general;
    }
    return text.hasSection(where) ? text.get(where, option) : Optional.empty();
  }

  private static String excerpt(String value, int at) {
    return value.substring(at, Math.min(value.length(), at + 40)).split("\n", 2)[0];
  }

  private static Fault fault(Setting setting, int at, String what, String why) {
    return new Fault("cannot fill in " + what + " at " + setting.place(at) + ": " + why);
  }
}
