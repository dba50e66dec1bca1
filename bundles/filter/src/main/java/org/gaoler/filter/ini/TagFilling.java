package org.gaoler.filter.ini;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gaoler.api.Fault;

/** Replaces {@code <name>} by options and parameters until nothing changes any more. */
final class TagFilling {

  private static final Pattern TAG = Pattern.compile("<([^\\s<>]+)>");
  private static final Pattern RESERVED = Pattern.compile("/?[A-Z][A-Z0-9_-]*/?");
  private static final int MOST = 25;

  private static final String DEFINITION = "Definition";
  private static final String INIT = "Init";

  private final FilterText text;
  private final Interpolation interpolation;
  private final Map<String, String> parameters;

  TagFilling(FilterText text, Interpolation interpolation, Map<String, String> parameters) {
    this.text = text;
    this.interpolation = interpolation;
    this.parameters = parameters;
  }

  String fill(String value, Setting place) throws Fault {
    Map<String, Integer> times = new HashMap<>();
    String filled = value;
    Matcher tag = TAG.matcher(filled);
    int from = 0;
    while (tag.find(from)) {
      String name = tag.group(1);
      Optional<String> replacement = lookUp(name, place);
      if (replacement.isEmpty()) {
        from = tag.start() + 1;
        continue;
      }
      String whole = "<" + name + ">";
      if (replacement.get().contains(whole) || times.merge(name, 1, Integer::sum) > MOST) {
        throw new Fault(
            "cannot fill in " + whole + " at " + place.place() + ": it contains itself");
      }
      filled = filled.replace(whole, replacement.get());
      tag = TAG.matcher(filled);
      from = 0;
    }
    return filled;
  }

  private Optional<String> lookUp(String name, Setting place) throws Fault {
    if (RESERVED.matcher(name).matches()) {
      return Optional.empty();
    }
    String option = name.toLowerCase(Locale.ROOT);
    int slash = name.indexOf('/');
    if (slash > 0) {
      return elsewhere(name.substring(0, slash), option.substring(slash + 1), place);
    }
    if (parameters.containsKey(option)) {
      return Optional.of(parameters.get(option));
    }
    return text.own(INIT, option).isPresent()
        ? interpolation.value(INIT, option)
        : interpolation.value(DEFINITION, option);
  }

  /** {@code <known/option>}, {@code <default/option>} or {@code <section/option>}. */
  private Optional<String> elsewhere(String where, String option, Setting place) throws Fault {
    boolean relative = where.equalsIgnoreCase("known") || where.equalsIgnoreCase("default");
    if (!relative) {
      return text.hasSection(where) ? interpolation.value(where, option) : Optional.empty();
    }
    Optional<Setting> found =
        where.equalsIgnoreCase("known") ? text.own(INIT, option) : Optional.empty();
    if (found.isEmpty()) {
      found = interpolation.inSection(where, option, DEFINITION);
    }
    return found.isPresent()
        ? Optional.of(interpolation.fill(found.get().text(), DEFINITION, place, 0))
        : Optional.empty();
  }
}
