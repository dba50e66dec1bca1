package org.gaoler.filter.ini;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gaoler.api.Fault;

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
   * Reads a filter.
   *
   * @param folder where its files are
   * @param name plain name
   * @param given parameters that override its options
   * @return the definition, or empty if there is no file of that name
   * @throws Fault if a file is wrong: file, line, column, offending text
   */
  public static Optional<FilterDefinition> read(
      FilterFolder folder, String name, Map<String, String> given) throws Fault {
    return new FilterReading(folder).read(name, given);
  }

  /** Fills in what the files say. */
  static FilterDefinition of(String name, String origin, FilterText text, Map<String, String> given)
      throws Fault {
    Parameters parameters = Parameters.of(name, given, text).quoting((n, p) -> own(text, n, p));
    return new FilterDefinition(name, origin, new Choices(text), values(text, parameters, OPTIONS));
  }

  private static Optional<Setting> own(FilterText text, String option, Parameters others)
      throws Fault {
    Parameters parameters = others.quoting((n, p) -> own(text, n, p));
    List<String> options = new ArrayList<>(OPTIONS);
    options.add(option);
    return Optional.ofNullable(values(text, parameters, options).get(option));
  }

  /** Parameters win over [Init], which wins over [Definition]. */
  private static Map<String, Setting> values(
      FilterText text, Parameters parameters, List<String> options) throws Fault {
    Interpolation interpolation = new Interpolation(text, parameters);
    Map<String, Setting> values = new LinkedHashMap<>();
    for (String option : options) {
      interpolation
          .value(FilterText.DEFINITION, option)
          .ifPresent(value -> values.put(option, value));
    }
    for (String option : text.options(FilterText.INIT)) {
      interpolation
          .value(FilterText.INIT, option)
          .ifPresent(
              value -> {
                values.put("known/" + option, value);
                String plain = option.replaceFirst("(?<=\\w)\\?.*", "");
                values.put(option, parameters.get(plain).orElse(value));
              });
    }
    for (String option : parameters.names()) {
      values.put(option, parameters.get(option).orElseThrow());
    }
    return TagFilling.fill(text, interpolation, values);
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
    return value.isPresent() ? Splice.lines(value.get(), false) : List.of();
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
    return value.isPresent() ? Splice.lines(value.get(), true) : List.of();
  }
}
