package org.gaoler.filter.ini;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.gaoler.api.Fault;

/** Fills in {@code %(name)s} while an option is read. */
final class Interpolation {

  private static final int DEEPEST = 10;

  private final FilterText text;
  private final Map<String, String> parameters;

  Interpolation(FilterText text, Map<String, String> parameters) {
    this.text = text;
    this.parameters = parameters;
  }

  /** The value of an option of a section, or of a parameter of that name, filled in. */
  Optional<String> value(String section, String option) throws Fault {
    Optional<Setting> setting = setting(section, option);
    return setting.isPresent()
        ? Optional.of(fill(setting.get().text(), section, setting.get(), 0))
        : Optional.empty();
  }

  Optional<Setting> setting(String section, String option) {
    String given = parameters.get(option);
    return given != null
        ? Optional.of(new Setting(given, "parameter " + option, 0))
        : text.get(section, option);
  }

  /** Fills in a text as if it stood in that section. */
  String fill(String value, String section, Setting place, int depth) throws Fault {
    if (depth > DEEPEST) {
      throw fault(place, "it refers to itself, or through more than " + DEEPEST + " others", value);
    }
    StringBuilder filled = new StringBuilder();
    int from = 0;
    for (int at = value.indexOf('%'); at >= 0; at = value.indexOf('%', from)) {
      filled.append(value, from, at);
      int end = value.indexOf(")s", at);
      if (value.startsWith("%%", at)) {
        filled.append('%');
        from = at + 2;
      } else if (value.startsWith("%(", at) && end > 0) {
        String name = value.substring(at + 2, end).toLowerCase(Locale.ROOT);
        Setting found =
            lookUp(value.substring(at + 2, end), section)
                .orElseThrow(() -> fault(place, "there is no option " + name, "%(" + name + ")s"));
        filled.append(fill(found.text(), section, found, depth + 1));
        from = end + 2;
      } else {
        throw fault(place, "a single % must be written %%", value.substring(at));
      }
    }
    return filled.append(value, from, value.length()).toString();
  }

  private Optional<Setting> lookUp(String name, String section) {
    String option = name.toLowerCase(Locale.ROOT);
    if (option.equals("__name__")) {
      return Optional.of(new Setting(section, "", 0));
    }
    int slash = name.indexOf('/');
    if (slash < 0) {
      return setting(section, option);
    }
    return inSection(name.substring(0, slash), option.substring(slash + 1), section);
  }

  /** What {@code where/option} means to a text of the given section. */
  Optional<Setting> inSection(String where, String option, String section) {
    if (where.equalsIgnoreCase("known")) {
      return text.known(section, option).or(() -> text.get(section, option));
    }
    if (where.equalsIgnoreCase("default")) {
      return text.own(FilterText.DEFAULT, option);
    }
    return text.hasSection(where) ? text.get(where, option) : Optional.empty();
  }

  private static Fault fault(Setting place, String why, String what) {
    return new Fault("cannot fill in " + what + " at " + place.place() + ": " + why);
  }
}
