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

  private void addSection(String header, Map<String, Setting> options) {
    int condition = header.indexOf('?');
    String plain = condition < 0 ? header : header.substring(0, condition);
    String suffix = condition < 0 ? "" : header.substring(condition);
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
    String text =
        earlier == null
            ? before.text()
            : before.text().replace("%(known/" + option + ")s", earlier.text());
    known.put(option, new Setting(text, before.file(), before.line()));
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

  /** The options of a section and of {@code [DEFAULT]} that begin so. */
  Set<String> options(String section, String beginning) {
    Set<String> options = new TreeSet<>(sections.getOrDefault(section, Map.of()).keySet());
    options.addAll(sections.getOrDefault(DEFAULT, Map.of()).keySet());
    options.removeIf(option -> !option.startsWith(beginning));
    return options;
  }
}
