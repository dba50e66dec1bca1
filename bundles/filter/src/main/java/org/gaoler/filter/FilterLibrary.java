package org.gaoler.filter;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.gaoler.api.Fault;
import org.gaoler.api.Filter;
import org.gaoler.api.FilterSource;
import org.gaoler.api.Screen;
import org.gaoler.filter.ini.DirectoryFolder;
import org.gaoler.filter.ini.FilterDefinition;
import org.gaoler.filter.ini.FilterFolder;
import org.gaoler.filter.ini.FilterShelf;
import org.gaoler.filter.screen.NeedleScreen;
import org.gaoler.filter.screen.Needles;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds filters in the administrator's folder and in packs, and keeps the compiled ones as long as
 * no file of theirs changes. Safe from any thread.
 */
public final class FilterLibrary implements FilterSource {

  private static final Logger LOG = LoggerFactory.getLogger(FilterLibrary.class);
  private static final int MOST = 128;

  private final FilterFolder own;
  private final Supplier<List<FilterFolder>> packs;
  private final Map<Order, Compiled> compiled = new LinkedHashMap<>();

  private record Order(String name, Map<String, String> parameters) {}

  private record Compiled(CompiledFilter filter, Map<String, String> stamps) {}

  /**
   * Opens a library.
   *
   * @param etc the administrator's folder; its {@code filter.d} wins over all packs
   * @param packs the packs at this moment; asked again each time
   */
  public FilterLibrary(Path etc, Supplier<List<FilterFolder>> packs) {
    this.own = new DirectoryFolder(etc.resolve("filter.d"));
    this.packs = packs;
  }

  @Override
  public synchronized Optional<Filter> find(String name, Map<String, String> parameters)
      throws Fault {
    if (!name.matches("[\\w.-]+")) {
      throw new Fault(
          "cannot look for the filter " + name + ": a name has letters, digits, _, - and . only");
    }
    FilterShelf shelf = shelf().around(name + ".conf");
    Order order = new Order(name, new TreeMap<>(parameters));
    Compiled known = compiled.get(order);
    if (known != null && unchanged(shelf, known)) {
      return Optional.of(known.filter());
    }
    compiled.remove(order);
    Optional<FilterDefinition> definition = FilterDefinition.read(shelf, name, parameters);
    if (definition.isEmpty()) {
      return Optional.empty();
    }
    CompiledFilter filter = FilterCompiler.compile(definition.get());
    Rehearsal.of(filter);
    if (compiled.size() >= MOST) {
      compiled.remove(compiled.keySet().iterator().next());
    }
    compiled.put(order, new Compiled(filter, definition.get().consulted()));
    return Optional.of(filter);
  }

  private static boolean unchanged(FilterShelf shelf, Compiled known) {
    for (Map.Entry<String, String> file : known.stamps().entrySet()) {
      if (!shelf.stamp(file.getKey()).equals(file.getValue())) {
        return false;
      }
    }
    return true;
  }

  private FilterShelf shelf() {
    List<FilterFolder> folders = new ArrayList<>(List.of(own));
    folders.addAll(packs.get());
    return new FilterShelf(folders);
  }

  @Override
  public List<String> names() {
    TreeSet<String> names = new TreeSet<>();
    for (String file : files()) {
      if (file.endsWith(".conf") || file.endsWith(".local")) {
        String name = file.substring(0, file.lastIndexOf('.'));
        if (!name.endsWith("common")) {
          names.add(name);
        }
      }
    }
    return List.copyOf(names);
  }

  private List<String> files() {
    try {
      return shelf().list("");
    } catch (Fault e) {
      LOG.warn("the names of filters are not known: {}", e.getMessage());
      return List.of();
    }
  }

  @Override
  public Screen screen(List<Filter> filters) {
    if (filters.size() > Screen.WIDEST) {
      throw new IllegalArgumentException(
          "a screen serves " + Screen.WIDEST + " filters at most, not " + filters.size());
    }
    List<Needles> needles = new ArrayList<>();
    for (Filter filter : filters) {
      needles.add(((CompiledFilter) filter).needles());
    }
    return new NeedleScreen(needles);
  }
}
