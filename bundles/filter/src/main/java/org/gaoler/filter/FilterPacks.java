package org.gaoler.filter;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.gaoler.api.Fault;
import org.gaoler.api.Filter;
import org.gaoler.api.FilterSource;
import org.gaoler.api.Screen;
import org.gaoler.filter.automaton.Automata;
import org.gaoler.filter.trial.Filters;
import org.gaoler.ini.IniFolder;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.util.tracker.BundleTracker;
import org.osgi.util.tracker.BundleTrackerCustomizer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The extender that offers the filters of every active bundle with a {@code Gaoler-Filters} header,
 * together with the administrator's own.
 */
@Component(
    immediate = true,
    service = {FilterSource.class, Filters.class})
public final class FilterPacks
    implements FilterSource, Filters, BundleTrackerCustomizer<PackFolder> {

  /** Framework or system property: the administrator's folder. */
  static final String ETC = "gaoler.etc";

  /** Framework or system property: what the automata of all logs may take, in MiB. */
  static final String AUTOMATA = "gaoler.automata";

  private static final String DEFAULT_ETC = "/etc/gaoler";

  private static final Logger LOG = LoggerFactory.getLogger(FilterPacks.class);

  private final Map<Long, PackFolder> packs = new ConcurrentHashMap<>();
  private final List<FilterListener> listeners = new CopyOnWriteArrayList<>();
  private final FilterLibrary library;
  private final FilterWatch watch;
  private final BundleTracker<PackFolder> tracker;

  /**
   * Starts looking for packs and for edited files.
   *
   * @param context this bundle's
   */
  @Activate
  public FilterPacks(BundleContext context) {
    Path etc = Path.of(Optional.ofNullable(context.getProperty(ETC)).orElse(DEFAULT_ETC));
    this.library = new FilterLibrary(etc, this::folders, new Automata(memory(context)));
    this.watch = FilterWatch.start(library::files, this::filesChanged);
    this.tracker = new BundleTracker<>(context, Bundle.ACTIVE | Bundle.STARTING, this);
    tracker.open();
  }

  private static long memory(BundleContext context) {
    String value = Optional.ofNullable(context.getProperty(AUTOMATA)).orElse("").strip();
    if (value.matches("[0-9]{1,4}")) {
      return Long.parseLong(value) << 20;
    }
    if (!value.isEmpty()) {
      LOG.warn(
          "cannot use {} = {}: it must be a whole number of MiB from 0 to 9999; {} is used instead",
          AUTOMATA,
          value,
          Automata.USUAL >> 20);
    }
    return Automata.USUAL;
  }

  @Deactivate
  void close() {
    watch.close();
    tracker.close();
  }

  /**
   * Takes a listener, which hears of later changes only.
   *
   * @param listener whoever wants to know
   */
  @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
  void addListener(FilterListener listener) {
    listeners.add(listener);
  }

  void removeListener(FilterListener listener) {
    listeners.remove(listener);
  }

  /** Packs in the order in which they were installed, so that two of one name never swap. */
  private List<IniFolder> folders() {
    List<IniFolder> folders = new ArrayList<>();
    packs.entrySet().stream()
        .sorted(Comparator.comparing(Map.Entry::getKey))
        .forEach(pack -> folders.add(pack.getValue()));
    return folders;
  }

  @Override
  public Optional<Filter> find(String name, Map<String, String> parameters) throws Fault {
    try {
      return library.find(name, parameters);
    } finally {
      if (watch.cover()) {
        filesChanged();
      }
    }
  }

  @Override
  public List<Packed> packed() {
    List<Packed> packed = new ArrayList<>();
    packs.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(
            pack ->
                pack.getValue().filters().stream()
                    .map(name -> packed(name, pack.getKey(), pack.getValue()))
                    .forEach(packed::add));
    return packed;
  }

  private Packed packed(String name, long bundle, PackFolder pack) {
    String used = library.place(name);
    boolean own = used.equals(pack.place(name + ".conf"));
    return new Packed(name, bundle, own ? Optional.empty() : Optional.of(used));
  }

  @Override
  public Optional<String> trouble(String name) {
    return library.trouble(name);
  }

  @Override
  public Filter read(Path file, Map<String, String> parameters) throws Fault {
    return library.read(file, parameters);
  }

  @Override
  public Filter expression(Map<String, String> parameters) throws Fault {
    return library.expression(parameters);
  }

  @Override
  public List<String> names() {
    return library.names();
  }

  @Override
  public Screen screen(List<Filter> filters) {
    return library.screen(filters);
  }

  @Override
  public PackFolder addingBundle(Bundle bundle, BundleEvent event) {
    String folder = bundle.getHeaders("").get(PackFolder.HEADER);
    if (folder == null) {
      return null;
    }
    PackFolder pack = new PackFolder(bundle, folder);
    packs.put(bundle.getBundleId(), pack);
    tell(pack.filters());
    return pack;
  }

  @Override
  public void modifiedBundle(Bundle bundle, BundleEvent event, PackFolder pack) {
    // from STARTING to ACTIVE nothing changes for its files
  }

  @Override
  public void removedBundle(Bundle bundle, BundleEvent event, PackFolder pack) {
    packs.remove(bundle.getBundleId());
    tell(pack.filters());
  }

  private void filesChanged() {
    tell(library.takeChanged());
  }

  private void tell(Collection<String> names) {
    for (String name : names) {
      for (FilterListener listener : listeners) {
        listener.filterChanged(name);
      }
    }
  }
}
