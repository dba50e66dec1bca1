package org.gaoler.filter;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.gaoler.api.Fault;
import org.gaoler.api.Filter;
import org.gaoler.api.FilterSource;
import org.gaoler.api.Screen;
import org.gaoler.filter.automaton.Automata;
import org.gaoler.filter.ini.FilterDefinition;
import org.gaoler.filter.ini.FilterShelf;
import org.gaoler.filter.screen.AutomatonScreen;
import org.gaoler.filter.screen.OpenScreen;
import org.gaoler.filter.screen.Screening;
import org.gaoler.filter.trial.Filters;
import org.gaoler.ini.DirectoryFolder;
import org.gaoler.ini.IniFolder;
import org.gaoler.ini.IniReading;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds filters in the administrator's folder and in packs, and keeps the compiled ones as long as
 * no file of theirs changes. Safe from any thread.
 */
public final class FilterLibrary implements FilterSource, Filters {

  private static final Logger LOG = LoggerFactory.getLogger(FilterLibrary.class);
  private static final int MOST = 128;
  private static final String FOLDER = "filter.d";

  private final Path etc;
  private final DirectoryFolder own;
  private final Supplier<List<IniFolder>> packs;
  private final Automata automata;
  private final Rehearsal rehearsal = new Rehearsal();
  private final Map<Order, Outcome> outcomes = new LinkedHashMap<>();

  private record Order(String name, Map<String, String> parameters) {}

  /** What came of an order, with the stamps of all files that were looked for. */
  private record Outcome(
      Optional<CompiledFilter> filter, Optional<Fault> fault, Map<String, String> stamps) {

    boolean unchanged(FilterShelf shelf) {
      return stamps.entrySet().stream()
          .allMatch(file -> IniReading.stamp(shelf, file.getKey()).equals(file.getValue()));
    }
  }

  /**
   * Opens a library.
   *
   * @param etc the administrator's folder, which may be {@code /etc/fail2ban}; its {@code filter.d}
   *     wins over all packs
   * @param packs the packs at this moment; asked again each time
   */
  public FilterLibrary(Path etc, Supplier<List<IniFolder>> packs) {
    this(etc, packs, new Automata(Automata.USUAL));
  }

  /**
   * Opens a library.
   *
   * @param etc the administrator's folder
   * @param packs the packs at this moment
   * @param automata makes the automata of its screens
   */
  public FilterLibrary(Path etc, Supplier<List<IniFolder>> packs, Automata automata) {
    this.automata = OpenScreen.wanted() ? new Automata(0) : automata;
    this.etc = etc;
    this.own = new DirectoryFolder(etc.resolve(FOLDER));
    this.packs = packs;
  }

  /**
   * Opens a library of one pack alone, for the pack's own tests.
   *
   * @param pack the folder with its filters
   * @return a library without an administrator's folder
   */
  public static FilterLibrary of(Path pack) {
    List<IniFolder> packs = List.of(new DirectoryFolder(pack));
    return new FilterLibrary(pack.resolve("no-administrator"), () -> packs);
  }

  /**
   * Opens a library whose packs are files.
   *
   * @param etc the administrator's folder
   * @param jars bundles; those without filters do not matter
   * @return a library that never asks for packs again
   * @throws Fault if a bundle cannot be read
   */
  public static FilterLibrary of(Path etc, List<Path> jars) throws Fault {
    return of(etc, jars, new Automata(Automata.USUAL));
  }

  /**
   * Opens a library whose packs are files.
   *
   * @param etc the administrator's folder
   * @param jars bundles; those without filters do not matter
   * @param automata makes the automata of its screens
   * @return a library that never asks for packs again
   * @throws Fault if a bundle cannot be read
   */
  public static FilterLibrary of(Path etc, List<Path> jars, Automata automata) throws Fault {
    List<IniFolder> packs = new ArrayList<>();
    for (Path jar : jars) {
      JarFolder.open(jar).ifPresent(packs::add);
    }
    return new FilterLibrary(etc, () -> packs, automata);
  }

  @Override
  public synchronized Optional<Filter> find(String name, Map<String, String> parameters)
      throws Fault {
    if (!name.matches("[\\w.-]+")) {
      throw new Fault(
          "cannot look for the filter " + name + ": a name has letters, digits, _, - and . only");
    }
    Order order = new Order(name, new TreeMap<>(parameters));
    FilterShelf shelf = shelf(name);
    Outcome outcome = outcomes.get(order);
    if (outcome == null || !outcome.unchanged(shelf)) {
      outcome = outcome(shelf, order);
      outcomes.remove(order);
      if (outcomes.size() >= MOST) {
        outcomes.remove(outcomes.keySet().iterator().next());
      }
      outcomes.put(order, outcome);
    }
    if (outcome.fault().isPresent()) {
      Fault fault = outcome.fault().get();
      throw new Fault(fault.getMessage(), fault);
    }
    Optional<OldName> old = outcome.filter().isEmpty() ? OldName.of(name) : Optional.empty();
    return old.isPresent()
        ? find(old.get().name(), old.get().over(parameters))
        : outcome.filter().map(Filter.class::cast);
  }

  @Override
  public Optional<String> trouble(String name) {
    try {
      Optional<FilterDefinition> definition =
          FilterDefinition.read(new IniReading(shelf(name)), name, Map.of());
      if (definition.isPresent()) {
        FilterCompiler.compile(definition.get(), automata);
      }
      return Optional.empty();
    } catch (Fault fault) {
      return Optional.of(fault.getMessage());
    }
  }

  /** Where the main file of a filter is, or would be. */
  String place(String name) {
    return shelf(name).place(name + ".conf");
  }

  private Outcome outcome(FilterShelf shelf, Order order) {
    IniReading reading = new IniReading(shelf);
    try {
      Optional<FilterDefinition> definition =
          FilterDefinition.read(reading, order.name(), order.parameters());
      Optional<CompiledFilter> filter =
          definition.isPresent() ? Optional.of(compiled(definition.get())) : Optional.empty();
      return new Outcome(filter, Optional.empty(), reading.consulted());
    } catch (Fault fault) {
      return new Outcome(Optional.empty(), Optional.of(fault), reading.consulted());
    }
  }

  private CompiledFilter compiled(FilterDefinition definition) throws Fault {
    CompiledFilter filter = FilterCompiler.compile(definition, automata);
    rehearsal.play(filter);
    return filter;
  }

  /**
   * Reads a filter from a file wherever it is. In a folder {@code filter.d} it is read with all
   * that belongs to it, elsewhere with its {@code .local} sibling; includes that are not beside it
   * are looked for in this library.
   *
   * @param file such as {@code /path/x.conf}, {@code ./x.conf} or, below this library's folder,
   *     {@code filter.d/x} or {@code x.conf}; the extension may be left out
   * @param parameters as in {@code sshd[mode=aggressive]}
   * @return the filter, compiled anew
   * @throws Fault if it is not there or wrong: file, line, column, offending text
   */
  @Override
  public Filter read(Path file, Map<String, String> parameters) throws Fault {
    Path found =
        FilterPath.of(file, etc, FOLDER)
            .orElseThrow(() -> new Fault("cannot read the filter file " + file + ": not found"));
    Path folder = found.getParent();
    String name = found.getFileName().toString();
    boolean whole = folder.endsWith(FOLDER) && name.matches(".+\\.(conf|local)");
    List<IniFolder> folders = new ArrayList<>(List.of(new DirectoryFolder(folder), own));
    folders.addAll(packs.get());
    IniReading reading = new IniReading(new FilterShelf(folders));
    Optional<FilterDefinition> definition =
        whole
            ? FilterDefinition.read(reading, name.substring(0, name.lastIndexOf('.')), parameters)
            : FilterDefinition.readFile(reading, name, parameters);
    return compiled(definition.orElseThrow(() -> new Fault("cannot read the filter file " + file)));
  }

  @Override
  public Filter expression(Map<String, String> parameters) throws Fault {
    IniReading reading = new IniReading(new BlankFolder());
    return compiled(FilterDefinition.readFile(reading, BlankFolder.FILE, parameters).orElseThrow());
  }

  /**
   * The filters that were asked for and whose files are no longer what they were then. They are
   * forgotten until somebody asks for them again.
   *
   * @return plain names
   */
  public synchronized Set<String> takeChanged() {
    Set<String> names = new TreeSet<>();
    outcomes
        .entrySet()
        .removeIf(
            each -> {
              String name = each.getKey().name();
              boolean changed = !each.getValue().unchanged(shelf(name));
              if (changed) {
                names.add(name);
              }
              return changed;
            });
    return names;
  }

  /**
   * The files of the administrator's that make a difference for the filters that were asked for.
   *
   * @return absolute or as the library's folder was given; existing or not
   */
  public synchronized Set<Path> files() {
    Set<Path> files = new TreeSet<>();
    files.add(own.file("any"));
    for (Outcome outcome : outcomes.values()) {
      for (String path : outcome.stamps().keySet()) {
        files.add(own.file(path.endsWith("/") ? path + "any" : path));
      }
    }
    return files;
  }

  private FilterShelf shelf(String name) {
    List<IniFolder> folders = new ArrayList<>(List.of(own));
    folders.addAll(packs.get());
    return new FilterShelf(folders).around(name + ".conf");
  }

  @Override
  public List<String> names() {
    TreeSet<String> names = new TreeSet<>();
    for (String file : listed()) {
      if (file.endsWith(".conf") || file.endsWith(".local")) {
        String name = file.substring(0, file.lastIndexOf('.'));
        if (!name.endsWith("common")) {
          names.add(name);
        }
      }
    }
    return List.copyOf(names);
  }

  private List<String> listed() {
    try {
      return shelf("").list("");
    } catch (Fault e) {
      LOG.warn("the names of filters are not known: {}", e.getMessage());
      return List.of();
    }
  }

  @Override
  public Screen screen(List<Filter> filters) {
    if (OpenScreen.wanted()) {
      return OpenScreen.of(filters.size());
    }
    if (filters.size() > Screen.WIDEST) {
      throw new IllegalArgumentException(
          "a screen serves " + Screen.WIDEST + " filters at most, not " + filters.size());
    }
    List<Screening> screenings = new ArrayList<>();
    for (Filter filter : filters) {
      screenings.add(((CompiledFilter) filter).screening());
    }
    return AutomatonScreen.of(screenings, automata);
  }
}
