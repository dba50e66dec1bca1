package org.gaoler.filter.ini;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * All files of one filter merged, later ones over earlier ones, with the one value before kept as
 * what {@code %(known/...)s} means.
 */
final class FilterText {

  static final String DEFAULT = "DEFAULT";
  static final String INCLUDES = "INCLUDES";

  private static final String KNOWN = "KNOWN/";

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

  private void addSection(String name, Map<String, Setting> options) {
    int condition = name.indexOf('?');
    String plain = condition < 0 ? name : name.substring(0, condition);
    String suffix = condition < 0 ? "" : name.substring(condition);
    Map<String, Setting> section = sections.computeIfAbsent(plain, n -> new LinkedHashMap<>());
    options.forEach(
        (option, setting) -> {
          Setting before = section.put(option + suffix, setting);
          if (before != null && !plain.equals(DEFAULT)) {
            sections
                .computeIfAbsent(KNOWN + plain, n -> new LinkedHashMap<>())
                .put(option + suffix, before);
          }
        });
  }

  boolean hasSection(String section) {
    return sections.containsKey(section);
  }

  /** The option of exactly this section. */
  Optional<Setting> own(String section, String option) {
    return Optional.ofNullable(sections.getOrDefault(section, Map.of()).get(option));
  }

  /** The option of this section or of {@code [DEFAULT]}. */
  Optional<Setting> get(String section, String option) {
    return own(section, option).or(() -> own(DEFAULT, option));
  }

  /** What the option was before the last file redefined it, else its default. */
  Optional<Setting> known(String section, String option) {
    return own(KNOWN + section, option).or(() -> own(DEFAULT, option));
  }

  Set<String> options(String section) {
    return new TreeSet<>(sections.getOrDefault(section, Map.of()).keySet());
  }
}
