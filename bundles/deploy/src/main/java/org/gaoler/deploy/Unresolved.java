package org.gaoler.deploy;

import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.namespace.PackageNamespace;
import org.osgi.framework.wiring.BundleCapability;
import org.osgi.framework.wiring.BundleRevision;

/** Says what a bundle lacks that does not resolve, in the words of {@code gaoler plugins}. */
final class Unresolved {

  private static final String API = "org.gaoler.api";

  private static final Pattern PACKAGE =
      Pattern.compile(
          "\\(osgi\\.wiring\\.package=([\\w.]+)\\)(?:\\(version>=([\\w.]+)\\))?"
              + "(?:\\(!\\(version>=([\\w.]+)\\)\\))?");

  private static final Pattern OTHER =
      Pattern.compile(
          "missing requirement \\[[^\\]]*\\]\\([^)]*\\)\\] ([\\w.]+; \\(.*?\\))(?: |$)");

  private Unresolved() {}

  /** What is missing, with what there is of it. */
  static String told(BundleException refused, BundleContext context) {
    String message = String.valueOf(refused.getMessage());
    Matcher wanted = PACKAGE.matcher(last(message));
    if (wanted.find()) {
      String name = wanted.group(1);
      String from = range(wanted.group(2), wanted.group(3));
      if (name.startsWith(API)) {
        return "needs "
            + name
            + from
            + ", this Gaoler has "
            + versions(name, context).orElse("no such package")
            + "; use a build of it for this version, or update Gaoler";
      }
      return "waits for package "
          + name
          + from
          + versions(name, context)
              .map(
                  there ->
                      "; there is only " + there + ": add a bundle that exports the one it needs")
              .orElse(", which no bundle exports; add the bundle that does");
    }
    Matcher other = OTHER.matcher(message);
    return other.find()
        ? "waits for " + other.group(1) + ", which no bundle provides"
        : "waits: " + message.replace('\n', ' ');
  }

  private static String range(String from, String to) {
    if (from == null) {
      return "";
    }
    return to == null
        ? " " + brief(from) + " or later"
        : " [" + brief(from) + "," + brief(to) + ")";
  }

  private static String brief(String version) {
    return version.replaceFirst("(\\.0)+$", "");
  }

  /** Of a chain of bundles that lack each other the last one names what is missing. */
  private static String last(String message) {
    int chained = message.lastIndexOf("missing requirement");
    return chained < 0 ? message : message.substring(chained);
  }

  private static Optional<String> versions(String name, BundleContext context) {
    TreeSet<String> versions = new TreeSet<>();
    for (Bundle bundle : context.getBundles()) {
      BundleRevision revision = bundle.adapt(BundleRevision.class);
      if (revision != null) {
        for (BundleCapability each :
            revision.getDeclaredCapabilities(PackageNamespace.PACKAGE_NAMESPACE)) {
          if (name.equals(each.getAttributes().get(PackageNamespace.PACKAGE_NAMESPACE))) {
            versions.add(
                brief(String.valueOf(each.getAttributes().get(Constants.VERSION_ATTRIBUTE))));
          }
        }
      }
    }
    return versions.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", versions));
  }
}
