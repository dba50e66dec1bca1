package org.gaoler.core.inventory;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A range of versions, as an author would write it, from the filter that the framework makes of it.
 *
 * @param text such as {@code [1.2,2)}; empty if any version will do
 */
record Wanted(String text) {

  private static final Pattern BOUND = Pattern.compile("(\\(!)?\\(version([<>])=([^)]+)\\)");

  /**
   * Reads a filter such as {@code (&(osgi.wiring.package=x)(version>=1.2.0)(!(version>=2.0.0)))}.
   */
  static Wanted of(String filter) {
    Optional<String> floor = Optional.empty();
    Optional<String> ceiling = Optional.empty();
    Matcher bound = BOUND.matcher(filter);
    while (bound.find()) {
      boolean not = bound.group(1) != null;
      boolean above = bound.group(2).equals(">") != not;
      String version = brief(bound.group(3));
      if (above) {
        floor = Optional.of((not ? "(" : "[") + version);
      } else {
        ceiling = Optional.of(version + (not ? ")" : "]"));
      }
    }
    if (floor.isEmpty() && ceiling.isEmpty()) {
      return new Wanted("");
    }
    return new Wanted(
        ceiling.isEmpty() && floor.get().startsWith("[")
            ? floor.get().substring(1) + " or later"
            : floor.orElse("[0") + "," + ceiling.orElse(")"));
  }

  /** A version without zeros at its end. */
  static String brief(String version) {
    return version.replaceFirst("(\\.0)+$", "");
  }
}
