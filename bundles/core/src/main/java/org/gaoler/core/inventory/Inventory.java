package org.gaoler.core.inventory;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.gaoler.api.FilterSource;
import org.gaoler.api.operate.Deployments;
import org.gaoler.api.operate.Plugin;
import org.gaoler.api.operate.Plugin.Kind;
import org.gaoler.api.operate.Plugin.State;
import org.gaoler.core.jail.Gaol;

/** Draws up what is installed, what was to be, and what becomes of it. */
public final class Inventory {

  private final Gaol gaol;
  private final InstalledBundles bundles;
  private final OfferedServices services;
  private final Supplier<Optional<Deployments>> deployments;
  private final Function<String, Optional<Long>> finder;
  private final Function<String, Optional<String>> faults;

  /**
   * Prepares to draw up.
   *
   * @param gaol the running system
   * @param bundles those of the framework
   * @param services those that bundles offer
   * @param deployments whoever watches folders for plugins, if anybody does
   * @param finder the number of the bundle that finds an action which nobody offers by its name
   * @param faults what is wrong with a filter of a pack
   */
  public Inventory(
      Gaol gaol,
      InstalledBundles bundles,
      OfferedServices services,
      Supplier<Optional<Deployments>> deployments,
      Function<String, Optional<Long>> finder,
      Function<String, Optional<String>> faults) {
    this.gaol = gaol;
    this.bundles = bundles;
    this.services = services;
    this.deployments = deployments;
    this.finder = finder;
    this.faults = faults;
  }

  /**
   * Whether a jail names a filter.
   *
   * @param gaol the running system
   * @param filter plain name
   * @return true if one does that is not switched off
   */
  public static boolean filtering(Gaol gaol, String filter) {
    return !Usage.of(gaol.warden().jails().values()).of(Kind.FILTER, filter).isEmpty();
  }

  /**
   * Draws it up.
   *
   * @param all whether those are told too that nobody needs to look after
   * @return sorted: those added here first, then by name
   */
  public List<Plugin> plugins(boolean all) {
    Optional<Deployments> watch = deployments.get();
    boolean quiet = watch.map(each -> each.troubles().isEmpty()).orElse(true);
    if (!all && quiet && DroppedFiles.none(watch) && bundles.asShipped()) {
      return List.of();
    }
    Map<Long, Piece> pieces = DroppedFiles.join(bundles.pieces(), watch);
    Usage usage = Usage.of(gaol.warden().jails().values());
    List<Offering> offerings = offerings(usage);
    Judgement judgement = new Judgement(pieces, offerings, usage, faults);
    return pieces.values().stream()
        .map(judgement::of)
        .filter(each -> all ? worthTelling(each) : each.troubled())
        .sorted(Comparator.comparing(Plugin::shipped).thenComparing(Plugin::name))
        .toList();
  }

  /** What came with Gaoler, works and offers nothing by name is no plugin. */
  private static boolean worthTelling(Plugin plugin) {
    return !plugin.shipped() || !plugin.offers().isEmpty() || plugin.state() != State.IDLE;
  }

  private List<Offering> offerings(Usage usage) {
    List<Offering> all = new ArrayList<>(services.offerings());
    for (FilterSource.Packed each :
        gaol.parts().filters().map(FilterSource::packed).orElse(List.of())) {
      all.add(new Offering(Kind.FILTER, each.name(), each.bundle(), 0, 0, each.instead()));
    }
    for (String name : usage.names(Kind.ACTION)) {
      boolean named = all.stream().anyMatch(o -> o.kind() == Kind.ACTION && o.name().equals(name));
      if (!named) {
        finder
            .apply(name)
            .map(bundle -> new Offering(Kind.ACTION, name, bundle, 0, 0, Optional.empty()))
            .ifPresent(all::add);
      }
    }
    return all;
  }
}
