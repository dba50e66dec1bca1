package org.gaoler.ini;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gaoler.api.Fault;

/**
 * Replaces {@code <name>} by options and parameters, in all values that matter, until nothing
 * changes any more.
 */
final class TagFilling {

  private static final Pattern TAG = Pattern.compile("<([^ <>]+)>");
  private static final Pattern ELSEWHERE = Pattern.compile("([\\w-]+)/(\\S+)");
  private static final Pattern CONDITIONAL = Pattern.compile("(\\w+)\\?.+", Pattern.DOTALL);
  private static final int MOST = 26;

  private final IniText text;
  private final Interpolation interpolation;
  private final Map<String, Optional<Setting>> found = new HashMap<>();
  private final Map<String, Map<String, Integer>> times = new HashMap<>();
  private final Map<String, Setting> values;

  /** What has a value under a condition is not filled in before that is known. */
  private final Set<String> conditional = new HashSet<>();

  private TagFilling(
      IniText text, Interpolation interpolation, Map<String, Setting> values, Set<String> waiting) {
    this.text = text;
    this.interpolation = interpolation;
    this.values = values;
    conditional.addAll(waiting);
    for (String name : values.keySet()) {
      Matcher twin = CONDITIONAL.matcher(name);
      if (twin.matches()) {
        conditional.add(twin.group(1));
      }
    }
  }

  /**
   * Fills in all tags.
   *
   * @param values options, {@code [Init]} and parameters by name
   * @param waiting names whose tags stay, as those of what holds under a condition do
   * @return the same with everything filled in
   */
  static Map<String, Setting> fill(
      IniText text, Interpolation interpolation, Map<String, Setting> values, Set<String> waiting)
      throws Fault {
    TagFilling filling = new TagFilling(text, interpolation, new LinkedHashMap<>(values), waiting);
    Set<String> unsettled = new HashSet<>(values.keySet());
    unsettled.removeAll(filling.conditional);
    for (int pass = 0; !unsettled.isEmpty(); pass++) {
      for (String name : List.copyOf(values.keySet())) {
        if (unsettled.contains(name) && !filling.replaced(name, pass)) {
          unsettled.remove(name);
        }
      }
    }
    return filling.values;
  }

  /** Goes once through a value; whether something changed that may have made new tags. */
  private boolean replaced(String name, int pass) throws Fault {
    Setting value = values.get(name);
    Map<String, Integer> seen = times.computeIfAbsent(name, n -> new HashMap<>());
    boolean changed = false;
    Matcher tag = TAG.matcher(value.text());
    for (int from = 0; from <= value.text().length() && tag.find(from); ) {
      boolean waits = conditional.contains(tag.group(1));
      boolean self = !waits && tag.group(1).equals(name);
      Optional<Setting> replacement = waits ? Optional.empty() : lookUp(tag.group(1));
      if (replacement.isEmpty() && !self) {
        from = tag.end();
        continue;
      }
      if (self || seen.merge(tag.group(1), 1, Integer::sum) > MOST || pass > MOST) {
        throw fault(value, tag, "it contains itself");
      }
      from = tag.start();
      value = Splice.replace(value, tag.group(), replacement.get());
      if (value.text().length() > Interpolation.LONGEST) {
        throw fault(values.get(name), tag, "it becomes longer than " + Interpolation.LONGEST);
      }
      tag = TAG.matcher(value.text());
      changed = true;
    }
    values.put(name, value);
    return changed;
  }

  private static Fault fault(Setting value, Matcher tag, String why) {
    return new Fault(
        "cannot fill in " + tag.group() + " at " + value.place(tag.start()) + ": " + why);
  }

  private Optional<Setting> lookUp(String name) throws Fault {
    Setting value = values.get(name);
    if (value != null) {
      return Optional.of(value);
    }
    Optional<Setting> known = found.get(name);
    if (known == null) {
      known = defined(name);
      found.put(name, known);
    }
    return known;
  }

  private Optional<Setting> defined(String name) throws Fault {
    Matcher elsewhere = ELSEWHERE.matcher(name);
    if (elsewhere.matches()) {
      for (String section : sections(elsewhere.group(1))) {
        String option = elsewhere.group(2).toLowerCase(Locale.ROOT);
        if (text.hasSection(section) && text.get(section, option).isPresent()) {
          return new Interpolation(text, Parameters.none()).value(section, option);
        }
      }
    }
    return interpolation.value(IniText.DEFINITION, name.toLowerCase(Locale.ROOT));
  }

  private static List<String> sections(String name) {
    if (name.equalsIgnoreCase("known")) {
      return List.of(IniText.KNOWN + IniText.DEFINITION, IniText.DEFINITION);
    }
    return List.of(name.equalsIgnoreCase(IniText.DEFAULT) ? IniText.DEFAULT : name);
  }
}
