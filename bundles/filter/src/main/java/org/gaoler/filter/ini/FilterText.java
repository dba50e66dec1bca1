package org.gaoler.filter.ini;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * All files of one filter merged, later ones over earlier ones, with the one value before kept as
 * what {@code %(known/...)s} means.
 */
final class FilterText {

  static final String DEFAULT = "DEFAULT";
  static final String INCLUDES = "INCLUDES";
  static final String DEFINITION = "Definition";
  static final String INIT = "Init";
  static final String KNOWN = "KNOWN/";

  /** A section whose options hold under a condition, such as {@code Init?family=inet6}. */
  private static final Pattern CONDITIONAL = Pattern.compile("(\\w+)(\\?.+)");

  private final Map<String, Map<String, Setting>> sections = new LinkedHashMap<>();

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

  /** The options of {@code [Definition]}, {@code [Init]} and {@code [DEFAULT]} that begin so. */
  Set<String> beginning(String beginning) {
    Set<String> options = new TreeSet<>(options(DEFINITION));
    options.addAll(options(INIT));
    options.addAll(options(DEFAULT));
    options.removeIf(option -> !option.startsWith(beginning));
    return options;
  }

  /** The sections that begin so. */
  Set<String> sectionsBeginning(String beginning) {
    Set<String> names = new TreeSet<>(sections.keySet());
    names.removeIf(name -> !name.startsWith(beginning));
    return names;
  }
}
