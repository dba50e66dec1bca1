package org.gaoler.ini;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gaoler.api.Fault;

/**
 * All files of one filter or action merged, later ones over earlier ones, with the one value before
 * kept as what {@code %(known/...)s} means. For one thread.
 */
public final class IniText {

  static final String DEFAULT = "DEFAULT";
  static final String INCLUDES = "INCLUDES";
  static final String DEFINITION = "Definition";
  static final String INIT = "Init";
  static final String KNOWN = "KNOWN/";

  /** A section whose options hold under a condition, such as {@code Init?family=inet6}. */
  private static final Pattern CONDITIONAL = Pattern.compile("(\\w+)(\\?.+)");

  private final Map<String, Map<String, Setting>> sections = new LinkedHashMap<>();
  private String origin = "";

  IniText() {}

  /** Names the main file, unless one was named before. */
  void began(String place) {
    origin = origin.isEmpty() ? place : origin;
  }

  /**
   * Its main file.
   *
   * @return as messages name it; empty if there was none
   */
  public String origin() {
    return origin;
  }

  /**
   * Its values with every reference filled in: parameters win over {@code [Init]}, which wins over
   * {@code [Definition]}. What {@code [Init]} says itself is there as {@code known/NAME} too; an
   * option that holds under a condition is called {@code NAME?family=inet6}.
   *
   * @param name of the whole, for messages
   * @param given parameters that override its options
   * @param options of {@code [Definition]} that are wanted; others are there for references alone
   * @param waiting names that stay as they are where a tag says them
   * @return by lower-case name
   * @throws Fault if something cannot be filled in: file, line, column, offending text
   */
  public Map<String, Setting> values(
      String name, Map<String, String> given, List<String> options, Set<String> waiting)
      throws Fault {
    return new Combination(this, options, waiting).values(Parameters.of(name, given, this));
  }

  /** Lays a file over what there is. */
  void add(Map<String, Map<String, Setting>> file) {
    file.forEach(
        (name, options) -> {
          if (!name.equals(INCLUDES)) {
            addSection(name, options);
          }
        });
  }

  /** Lays a file over what there is, its includes as well. */
  void addAll(Map<String, Map<String, Setting>> file) {
    file.forEach(this::addSection);
  }

  private void addSection(String header, Map<String, Setting> options) {
    Matcher condition = CONDITIONAL.matcher(header);
    boolean conditional = condition.matches();
    String plain = conditional ? condition.group(1) : header;
    String suffix = conditional ? condition.group(2) : "";
    if (sections.containsKey(plain) && !plain.equals(DEFAULT)) {
      sections.computeIfAbsent(KNOWN + plain, n -> new LinkedHashMap<>());
    }
    Map<String, Setting> section = sections.computeIfAbsent(plain, n -> new LinkedHashMap<>());
    for (Map.Entry<String, Setting> option : options.entrySet()) {
      String name = option.getKey() + suffix;
      Setting before = section.put(name, option.getValue());
      if (before != null && !plain.equals(DEFAULT)) {
        remember(plain, name, before);
      }
    }
  }

  /** Keeps the value before; what that called known is filled in, as it is about to be lost. */
  private void remember(String section, String option, Setting before) {
    Map<String, Setting> known =
        sections.computeIfAbsent(KNOWN + section, n -> new LinkedHashMap<>());
    Setting earlier = known.get(option);
    known.put(
        option,
        earlier == null ? before : Splice.replace(before, "%(known/" + option + ")s", earlier));
  }

  boolean hasSection(String section) {
    return section.equals(DEFAULT) || sections.containsKey(section);
  }

  /** The option of exactly this section. */
  Optional<Setting> own(String section, String option) {
    return Optional.ofNullable(sections.getOrDefault(section, Map.of()).get(option));
  }

  /** The option of this section or of {@code [DEFAULT]}. */
  Optional<Setting> get(String section, String option) {
    Optional<Setting> found = own(section, option).or(() -> own(DEFAULT, option));
    return found.isEmpty() && section.startsWith(KNOWN)
        ? own(section.substring(KNOWN.length()), option)
        : found;
  }

  /** The names of a section's own options. */
  Set<String> options(String section) {
    return sections.getOrDefault(section, Map.of()).keySet();
  }

  /**
   * The options of {@code [Definition]}, {@code [Init]} and {@code [DEFAULT]} that begin so.
   *
   * @param beginning lower-case
   * @return whole names, sorted
   */
  public Set<String> beginning(String beginning) {
    Set<String> options = new TreeSet<>(options(DEFINITION));
    options.addAll(options(INIT));
    options.addAll(options(DEFAULT));
    options.removeIf(option -> !option.startsWith(beginning));
    return options;
  }

  /**
   * The sections that begin so.
   *
   * @param beginning as written
   * @return whole names, sorted
   */
  public Set<String> sectionsBeginning(String beginning) {
    Set<String> names = new TreeSet<>(sections.keySet());
    names.removeIf(name -> !name.startsWith(beginning));
    return names;
  }
}
