package org.gaoler.filter.ini;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gaoler.api.Fault;

/** Reads the files of one filter in their order, with all that they include. */
final class FilterReading {

  private static final int DEEPEST = 20;

  private final FilterFolder folder;
  private final FilterText text = new FilterText();
  private final Map<String, String> consulted = new LinkedHashMap<>();
  private boolean found;

  FilterReading(FilterFolder folder) {
    this.folder = folder;
  }

  /**
   * Reads {@code name.conf}, {@code name.d/*.conf}, {@code name.local}, {@code name.d/*.local}.
   *
   * @return all of them merged, or empty if none exists
   */
  Optional<FilterText> read(String name) throws Fault {
    for (String extension : List.of(".conf", ".local")) {
      file(name + extension, new ArrayList<>(), true);
      for (String part : folder.list(name + ".d")) {
        if (part.endsWith(extension)) {
          file(name + ".d/" + part, new ArrayList<>(), true);
        }
      }
    }
    return found ? Optional.of(text) : Optional.empty();
  }

  /** Every file asked for, existing or not, with its stamp at that time. */
  Map<String, String> consulted() {
    return consulted;
  }

  private void file(String path, List<String> chain, boolean main) throws Fault {
    if (chain.contains(path) || chain.size() > DEEPEST) {
      return;
    }
    consulted.put(path, folder.stamp(path));
    Optional<String> content = folder.read(path);
    if (content.isEmpty()) {
      return;
    }
    found |= main;
    Map<String, Map<String, Setting>> sections = IniFile.read(folder.place(path), content.get());
    List<String> deeper = new ArrayList<>(chain);
    deeper.add(path);
    included(sections, "before", path, deeper);
    text.add(sections);
    included(sections, "after", path, deeper);
  }

  private void included(
      Map<String, Map<String, Setting>> sections, String which, String from, List<String> chain)
      throws Fault {
    Setting names = sections.getOrDefault(FilterText.INCLUDES, Map.of()).get(which);
    if (names == null) {
      return;
    }
    List<String> listed =
        names.text().lines().map(String::strip).filter(n -> !n.isEmpty()).toList();
    for (String name : listed) {
      String path = resolve(from, name, names);
      file(path, chain, false);
      String local = path.replaceFirst("\\.[^./]*$", "") + ".local";
      boolean alsoListed = false;
      for (String other : listed) {
        alsoListed |= resolve(from, other, names).equals(local);
      }
      if (!alsoListed) {
        file(local, chain, false);
      }
    }
  }

  private static String resolve(String from, String name, Setting names) throws Fault {
    List<String> steps = new ArrayList<>(List.of(from.split("/")));
    steps.remove(steps.size() - 1);
    for (String step : name.split("/")) {
      if (step.equals("..") && steps.isEmpty() || name.startsWith("/")) {
        throw new Fault(
            "cannot include "
                + name
                + " at "
                + names.place()
                + ": it lies outside the folder of filters; put a copy there");
      }
      if (step.equals("..")) {
        steps.remove(steps.size() - 1);
      } else if (!step.equals(".") && !step.isEmpty()) {
        steps.add(step);
      }
    }
    return String.join("/", steps);
  }
}
