package org.gaoler.core.inventory;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What people are told of bundles that do not resolve. */
final class Wording {

  private static final Pattern RELEASE = Pattern.compile("version[>=]+([\\d.]+)");

  private Wording() {}

  /** A version of the API that is not here. */
  static String api(String name, String range, List<String> present) {
    return "needs "
        + named(name, range)
        + ", this Gaoler has "
        + (present.isEmpty() ? "no such package" : String.join(", ", present))
        + "; use a build of it for this version, or update Gaoler";
  }

  /** A package that is not here, or in other versions. */
  static String packaged(String name, String range, List<String> present) {
    return "waits for package "
        + named(name, range)
        + (present.isEmpty()
            ? ", which no bundle exports; add the bundle that does"
            : "; there is only "
                + String.join(", ", present)
                + ": add a bundle that exports the one it needs");
  }

  /** A later Java. */
  static String java(String filter, String present) {
    Matcher release = RELEASE.matcher(filter);
    String wanted = release.find() ? "Java " + release.group(1) : filter;
    return "needs "
        + wanted
        + ", this is Java "
        + present
        + "; use a build of it for Java "
        + present;
  }

  /** Anything else that a manifest can ask for. */
  static String other(String namespace, String name, String range) {
    return "waits for " + namespace + " " + named(name, range) + ", which no bundle provides";
  }

  private static String named(String name, String range) {
    return range.isEmpty() ? name : name + " " + range;
  }
}
