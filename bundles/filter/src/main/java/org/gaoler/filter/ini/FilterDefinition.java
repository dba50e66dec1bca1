package org.gaoler.filter.ini;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gaoler.api.Fault;

/** A filter as its files define it, with every reference filled in and nothing compiled yet. */
public final class FilterDefinition {

  private static final String DEFINITION = "Definition";

  /** What is left of {@code <mdre-<mode>>} and the like if there is no such mode. */
  private static final Pattern CHOICE = Pattern.compile("<(mdre-|_[a-z]+_)([\\w-]*)>");

  private final String name;
  private final String origin;
  private final FilterText text;
  private final Map<String, String> parameters;
  private final Map<String, String> consulted;

  private FilterDefinition(
      String name,
      String origin,
      FilterText text,
      Map<String, String> parameters,
      Map<String, String> consulted) {
    this.name = name;
    this.origin = origin;
    this.text = text;
    this.parameters = parameters;
    this.consulted = Map.copyOf(consulted);
  }

  /**
   * Reads a filter.
   *
   * @param folder where its files are
   * @param name plain name
   * @param given parameters that override its options
   * @return the definition, or empty if there is no file of that name
   * @throws Fault if a file is wrong: file, line, offending text
   */
  public static Optional<FilterDefinition> read(
      FilterFolder folder, String name, Map<String, String> given) throws Fault {
    Map<String, String> parameters = new HashMap<>();
    given.forEach((option, value) -> parameters.put(option.toLowerCase(Locale.ROOT), value));
    FilterReading reading = new FilterReading(folder);
    Optional<FilterText> text = reading.read(name);
    String main = folder.stamp(name + ".conf").isEmpty() ? name + ".local" : name + ".conf";
    return text.map(
        t -> new FilterDefinition(name, folder.place(main), t, parameters, reading.consulted()));
  }

  /** Its plain name. */
  public String name() {
    return name;
  }

  /** Its main file. */
  public String origin() {
    return origin;
  }

  /** Every file that could have been a part of it, existing or not, with its stamp. */
  public Map<String, String> consulted() {
    return consulted;
  }

  /**
   * The value of an option with everything filled in.
   *
   * @param option lower-case
   * @return empty if it is not set or blank
   * @throws Fault if it refers to what does not exist
   */
  public Optional<Setting> option(String option) throws Fault {
    Interpolation interpolation = new Interpolation(text, parameters);
    String section = text.own("Init", option).isPresent() ? "Init" : DEFINITION;
    Optional<Setting> setting = interpolation.setting(section, option);
    Optional<String> value = interpolation.value(section, option);
    if (value.isEmpty()) {
      return Optional.empty();
    }
    Setting at = setting.get();
    Setting place = at.line() == 0 ? new Setting(at.text(), origin + ", " + at.file(), 0) : at;
    String filled = new TagFilling(text, interpolation, parameters).fill(value.get(), place);
    refuseUnknownChoice(filled, place);
    return filled.isBlank()
        ? Optional.empty()
        : Optional.of(new Setting(filled, place.file(), place.line(), place.lines()));
  }

  /** A mode that does not exist would otherwise be taken for text to look for. */
  private void refuseUnknownChoice(String filled, Setting place) throws Fault {
    Matcher left = CHOICE.matcher(filled);
    if (!left.find()) {
      return;
    }
    List<String> defined = new ArrayList<>();
    for (String option : text.options(DEFINITION, left.group(1))) {
      defined.add(option.substring(left.group(1).length()));
    }
    if (defined.isEmpty() && !left.group(1).equals("mdre-")) {
      return;
    }
    throw new Fault(
        "cannot fill in "
            + left.group()
            + " at "
            + place.place()
            + ": nothing defines "
            + left.group(1)
            + left.group(2)
            + "; accepted instead of "
            + left.group(2)
            + ": "
            + String.join(", ", defined));
  }

  /**
   * The lines of an option that holds one thing a line.
   *
   * @param option lower-case
   * @return without blank lines; empty if it is not set
   * @throws Fault if it refers to what does not exist
   */
  public List<Setting> lines(String option) throws Fault {
    Optional<Setting> setting = option(option);
    if (setting.isEmpty()) {
      return List.of();
    }
    Setting whole = setting.get();
    String[] texts = whole.text().split("\n", -1);
    // what was filled in may have brought lines of its own; then only the beginning is known
    boolean alike = texts.length == whole.lines().size();
    List<Setting> lines = new ArrayList<>();
    for (int i = 0; i < texts.length; i++) {
      if (!texts[i].isBlank()) {
        int line = alike ? whole.lines().get(i) : whole.line();
        lines.add(new Setting(texts[i].strip(), whole.file(), line));
      }
    }
    return lines;
  }
}
