package org.gaoler.core.inventory;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gaoler.api.operate.Plugin.State;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.namespace.ExecutionEnvironmentNamespace;
import org.osgi.framework.namespace.PackageNamespace;
import org.osgi.framework.wiring.BundleCapability;
import org.osgi.framework.wiring.BundleRequirement;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.framework.wiring.FrameworkWiring;

/** Says why a bundle does not resolve: what it needs and what there is of it. */
final class Resolution {

  private static final String API = "org.gaoler.api";
  private static final Pattern NAME = Pattern.compile("\\([\\w.]+=([^)]+)\\)");

  /**
   * What keeps a bundle from being resolved.
   *
   * @param state {@code WAITING} if something has to come, {@code BROKEN} if it has to be built
   *     anew
   * @param reasons one line each
   */
  record Verdict(State state, List<String> reasons) {}

  private final BundleContext context;
  private final FrameworkWiring wiring;

  Resolution(BundleContext context) {
    this.context = context;
    this.wiring = context.getBundle(0).adapt(FrameworkWiring.class);
  }

  /** Looks at a bundle that is installed and not resolved. */
  Verdict of(Bundle bundle) {
    BundleRevision revision = bundle.adapt(BundleRevision.class);
    List<String> waits = new ArrayList<>();
    TreeSet<String> broken = new TreeSet<>();
    // one that has just been uninstalled has none
    List<BundleRequirement> needs =
        revision == null ? List.of() : revision.getDeclaredRequirements(null);
    for (BundleRequirement need : needs) {
      Map<String, String> directives = need.getDirectives();
      boolean must =
          !"optional".equals(directives.get(Constants.RESOLUTION_DIRECTIVE))
              && !"dynamic".equals(directives.get(Constants.RESOLUTION_DIRECTIVE))
              && directives
                  .getOrDefault(Constants.EFFECTIVE_DIRECTIVE, "resolve")
                  .equals("resolve");
      if (must && wiring.findProviders(need).isEmpty()) {
        judge(need, waits, broken);
      }
    }
    if (!broken.isEmpty()) {
      return new Verdict(State.BROKEN, List.copyOf(broken));
    }
    if (waits.isEmpty()) {
      waits.add(
          "what it needs is there, but does not fit together or waits itself: see the other rows");
    }
    return new Verdict(State.WAITING, waits);
  }

  private void judge(BundleRequirement need, List<String> waits, TreeSet<String> broken) {
    String filter = need.getDirectives().getOrDefault(Constants.FILTER_DIRECTIVE, "");
    Matcher named = NAME.matcher(filter);
    String name = named.find() ? named.group(1) : filter;
    String range = Wanted.of(filter).text();
    switch (need.getNamespace()) {
      case PackageNamespace.PACKAGE_NAMESPACE -> {
        if (name.equals(API) || name.startsWith(API + ".")) {
          broken.add(Wording.api(name, range, versions(need.getNamespace(), name)));
        } else {
          waits.add(Wording.packaged(name, range, versions(need.getNamespace(), name)));
        }
      }
      case ExecutionEnvironmentNamespace.EXECUTION_ENVIRONMENT_NAMESPACE ->
          broken.add(Wording.java(filter, System.getProperty("java.specification.version")));
      default -> waits.add(Wording.other(need.getNamespace(), name, range));
    }
  }

  /** In which versions a package is there, and who exports it. */
  private List<String> versions(String namespace, String name) {
    TreeSet<String> versions = new TreeSet<>();
    for (Bundle each : context.getBundles()) {
      BundleRevision revision = each.adapt(BundleRevision.class);
      Collection<BundleCapability> offered =
          revision == null ? List.of() : revision.getDeclaredCapabilities(namespace);
      for (BundleCapability capability : offered) {
        if (name.equals(capability.getAttributes().get(namespace))) {
          versions.add(Wanted.brief(String.valueOf(capability.getAttributes().get("version"))));
        }
      }
    }
    return List.copyOf(versions);
  }
}
