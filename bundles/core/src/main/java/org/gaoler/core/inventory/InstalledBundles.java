package org.gaoler.core.inventory;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.gaoler.api.operate.Plugin.State;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.service.component.runtime.ServiceComponentRuntime;

/** Looks at the bundles of the framework: which are plugins, and what is amiss with them. */
public final class InstalledBundles {

  private static final String FILTERS = "Gaoler-Filters";
  private static final Pattern SHIPPED =
      Pattern.compile("mvn:org\\.gaoler/.*|reference:file:(.*/)?org/gaoler/.*");
  private static final String API = "org.gaoler.api";

  private final BundleContext context;
  private final Resolution resolution;
  private final Components components;

  /**
   * Prepares to look.
   *
   * @param context of any bundle
   * @param runtime knows components
   */
  public InstalledBundles(BundleContext context, ServiceComponentRuntime runtime) {
    this.context = context;
    this.resolution = new Resolution(context);
    this.components = new Components(runtime);
  }

  /** All that could be plugins: what was added here, what uses the API, what has filters. */
  List<Piece> pieces() {
    List<Piece> pieces = new ArrayList<>();
    for (Bundle bundle : context.getBundles()) {
      if (bundle.getState() != Bundle.UNINSTALLED && plugin(bundle)) {
        pieces.add(piece(bundle));
      }
    }
    return pieces;
  }

  /** Whether no bundle was added and all that came with Gaoler could be resolved. Quick. */
  boolean asShipped() {
    for (Bundle bundle : context.getBundles()) {
      boolean resolved = bundle.getState() != Bundle.INSTALLED;
      if (added(bundle) || !resolved && plugin(bundle)) {
        return false;
      }
    }
    return true;
  }

  private static boolean plugin(Bundle bundle) {
    return added(bundle) || usesApi(bundle);
  }

  private static boolean usesApi(Bundle bundle) {
    return header(bundle, Constants.IMPORT_PACKAGE).contains(API)
        || !header(bundle, FILTERS).isEmpty();
  }

  /**
   * Name and version of a bundle that was added here.
   *
   * @param bundle its number
   * @return empty if it came with Gaoler, or is gone
   */
  public Optional<String> added(long bundle) {
    return Optional.ofNullable(context.getBundle(bundle))
        .filter(InstalledBundles::added)
        .map(each -> each.getSymbolicName() + " " + version(each));
  }

  /** Whether a bundle was added here, and did not come with Gaoler or its platform. */
  static boolean added(Bundle bundle) {
    String location = bundle.getLocation();
    boolean platform = location.startsWith("mvn:") || location.startsWith("reference:");
    return bundle.getBundleId() > 0
        && !SHIPPED.matcher(location).matches()
        && (!platform || usesApi(bundle));
  }

  private Piece piece(Bundle bundle) {
    Piece sound =
        new Piece(
            bundle.getBundleId(),
            Optional.ofNullable(bundle.getSymbolicName()).orElse(bundle.getLocation()),
            version(bundle),
            file(bundle.getLocation()),
            !added(bundle),
            State.IDLE,
            List.of());
    // a bundle that has just been uninstalled has no revision any more
    boolean fragment =
        Optional.ofNullable(bundle.adapt(BundleRevision.class))
            .filter(revision -> (revision.getTypes() & BundleRevision.TYPE_FRAGMENT) != 0)
            .isPresent();
    return switch (bundle.getState()) {
      case Bundle.INSTALLED -> {
        Resolution.Verdict verdict = resolution.of(bundle);
        yield sound.but(verdict.state(), verdict.reasons());
      }
      case Bundle.RESOLVED ->
          fragment
              ? sound
              : sound.but(
                  State.STOPPED,
                  List.of("is stopped; bundle:start " + bundle.getBundleId() + " starts it"));
      case Bundle.ACTIVE -> {
        Components.Verdict verdict = components.of(bundle);
        yield sound.but(verdict.state(), verdict.reasons());
      }
      default -> sound;
    };
  }

  private static String version(Bundle bundle) {
    return bundle.getVersion().toString();
  }

  static String file(String location) {
    return location.replaceFirst("^file:(//(?=/))?", "");
  }

  private static String header(Bundle bundle, String name) {
    return Optional.ofNullable(bundle.getHeaders("").get(name)).orElse("");
  }
}
