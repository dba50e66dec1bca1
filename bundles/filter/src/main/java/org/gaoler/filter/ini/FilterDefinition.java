package org.gaoler.filter.ini;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.gaoler.api.Fault;
import org.gaoler.ini.IniReading;
import org.gaoler.ini.IniText;
import org.gaoler.ini.Setting;

/** A filter as its files define it, with every reference filled in and nothing compiled yet. */
public final class FilterDefinition {

  /** What a filter may say of itself; everything else in it is a variable. */
  private static final List<String> OPTIONS =
      List.of(
          "usedns",
          "prefregex",
          "failregex",
          "ignoreregex",
          "maxlines",
          "datepattern",
          "journalmatch",
          "logtimezone");

  private final String name;
  private final String origin;
  private final Choices choices;
  private final Map<String, Setting> values;

  private FilterDefinition(
      String name, String origin, Choices choices, Map<String, Setting> values) {
    this.name = name;
    this.origin = origin;
    this.choices = choices;
    this.values = values;
  }

  /**
   * Reads a filter by its name.
   *
   * @param reading where its files are
   * @param name plain name
   * @param given parameters that override its options
   * @return the definition, or empty if there is no file of that name
   * @throws Fault if a file is wrong: file, line, column, offending text
   */
  public static Optional<FilterDefinition> read(
      IniReading reading, String name, Map<String, String> given) throws Fault {
    return of(name, reading.read(name), given);
  }

  /**
   * Reads a filter from one file, and its {@code .local} sibling.
   *
   * @param reading where the file is
   * @param path in there
   * @param given parameters that override its options
   * @return the definition, or empty if there is no such file
   * @throws Fault if a file is wrong: file, line, column, offending text
   */
  public static Optional<FilterDefinition> readFile(
      IniReading reading, String path, Map<String, String> given) throws Fault {
    String file = path.substring(path.lastIndexOf('/') + 1);
    return of(IniReading.withoutExtension(file), reading.readFile(path), given);
  }

  /** Fills in what the files say. */
  private static Optional<FilterDefinition> of(
      String name, Optional<IniText> found, Map<String, String> given) throws Fault {
    if (found.isEmpty()) {
      return Optional.empty();
    }
    IniText text = found.get();
    Map<String, Setting> values = text.values(name, given, OPTIONS, Set.of());
    return Optional.of(new FilterDefinition(name, text.origin(), new Choices(text), values));
  }

  /** Its plain name. */
  public String name() {
    return name;
  }

  /** Its main file. */
  public String origin() {
    return origin;
  }

  /**
   * The value of an option with everything filled in.
   *
   * @param option lower-case, such as {@code failregex}
   * @return empty if it is not set or blank
   * @throws Fault if it chooses a mode that does not exist
   */
  public Optional<Setting> option(String option) throws Fault {
    Setting value = values.get(option);
    if (value == null || value.text().isBlank()) {
      return Optional.empty();
    }
    choices.refuseUnknown(value);
    return Optional.of(value);
  }

  /**
   * The expressions of an option that holds one a line. Blanks at their ends belong to them.
   *
   * @param option lower-case, such as {@code failregex}
   * @return without blank lines; empty if it is not set
   * @throws Fault if one chooses a mode that does not exist
   */
  public List<Setting> expressions(String option) throws Fault {
    Optional<Setting> value = option(option);
    return value.isPresent() ? value.get().lines(false) : List.of();
  }

  /**
   * The lines of an option that holds one thing a line.
   *
   * @param option lower-case
   * @return stripped, without blank lines; empty if it is not set
   * @throws Fault if one chooses a mode that does not exist
   */
  public List<Setting> lines(String option) throws Fault {
    Optional<Setting> value = option(option);
    return value.isPresent() ? value.get().lines(true) : List.of();
  }
}
