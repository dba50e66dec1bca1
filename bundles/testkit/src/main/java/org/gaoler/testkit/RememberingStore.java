package org.gaoler.testkit;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.gaoler.api.BanStore;
import org.gaoler.api.Fault;
import org.gaoler.api.Offender;

/**
 * A store that forgets nothing as long as the test runs: the model that real stores are compared
 * with. Give the same one to a second core and that one finds what the first has committed.
 */
public final class RememberingStore implements BanStore {

  /** Lets commits through, delays or refuses them. */
  public final Gate commits = new Gate();

  /** Lets loads through, delays or refuses them. */
  public final Gate loads = new Gate();

  /** Lets reading of marks through, or delays it. */
  public final Gate reads = new Gate();

  private final Map<Object, Entry> kept = new LinkedHashMap<>();
  private final List<List<Entry>> history = new ArrayList<>();

  /** What an entry speaks of. */
  private record Key(Class<?> kind, String jail, Object what) {}

  @Override
  public List<Entry> load() throws Fault {
    pass(loads);
    return entries();
  }

  @Override
  public List<Mark> marks(String jail, Offender offender) throws Fault {
    pass(reads);
    return kept(jail, offender);
  }

  private synchronized List<Mark> kept(String jail, Offender offender) {
    return kept.get(new Key(Window.class, jail, offender)) instanceof Window window
        ? window.marks().stream().sorted(Comparator.comparing(Mark::when)).toList()
        : List.of();
  }

  @Override
  public void commit(List<Entry> entries) throws Fault {
    if (entries.isEmpty()) {
      throw new IllegalArgumentException("a commit of nothing");
    }
    pass(commits);
    synchronized (this) {
      history.add(List.copyOf(entries));
      entries.forEach(this::keep);
    }
  }

  /**
   * What {@link #load} would give now.
   *
   * @return everything kept, those that were committed last at the end
   */
  public synchronized List<Entry> entries() {
    return List.copyOf(kept.values());
  }

  /**
   * Everything that was ever committed.
   *
   * @return one list per commit, oldest first
   */
  public synchronized List<List<Entry>> history() {
    return List.copyOf(history);
  }

  /**
   * The kept entries of one kind.
   *
   * @param kind which
   * @param <T> which
   * @return those, in no particular order
   */
  public <T extends Entry> List<T> entries(Class<T> kind) {
    return entries().stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  private void keep(Entry committed) {
    Key key = key(committed);
    Entry entry = committed instanceof Marked marked ? window(marked, kept.get(key)) : committed;
    if (entry instanceof Ended ended) {
      kept.remove(new Key(Counted.class, ended.jail(), ended.offender()));
    }
    if (entry instanceof Lapsed lapsed) {
      kept.computeIfPresent(
          key,
          (same, last) ->
              last instanceof Ended ended && ended.at().isBefore(lapsed.before()) ? null : last);
      return;
    }
    kept.remove(key);
    if (!forgets(entry)) {
      kept.put(key, entry);
    }
  }

  private static Window window(Marked marked, Entry before) {
    List<Mark> marks = before instanceof Window window ? window.marks() : List.of();
    return new Window(marked.jail(), marked.offender(), marked.after(marks));
  }

  private static boolean forgets(Entry entry) {
    return (entry instanceof Memory memory && memory.memory().isEmpty())
        || (entry instanceof Window window && window.marks().isEmpty())
        || (entry instanceof Ended ended && !ended.byOperator())
        || entry instanceof Told
        || (entry instanceof Opened opened && opened.teardown().steps().isEmpty());
  }

  /** Passing and ending a sentence speak of the same thing: the later word counts. */
  private static Key key(Entry entry) {
    if (entry instanceof Read read) {
      return new Key(Read.class, read.jail(), read.source());
    }
    if (entry instanceof Memory memory) {
      return new Key(Memory.class, memory.jail(), memory.source());
    }
    if (entry instanceof Window window) {
      return new Key(Window.class, window.jail(), window.offender());
    }
    if (entry instanceof Marked marked) {
      return new Key(Window.class, marked.jail(), marked.offender());
    }
    if (entry instanceof Imposed imposed) {
      return new Key(Imposed.class, imposed.sentence().jail(), imposed.sentence().offender());
    }
    if (entry instanceof Ended ended) {
      return new Key(Imposed.class, ended.jail(), ended.offender());
    }
    if (entry instanceof Lapsed lapsed) {
      return new Key(Imposed.class, lapsed.jail(), lapsed.offender());
    }
    if (entry instanceof Counted counted) {
      return new Key(Counted.class, counted.jail(), counted.offender());
    }
    if (entry instanceof Owed owed) {
      return notice(owed.notice().jail(), owed.action(), owed.notice().id());
    }
    if (entry instanceof Told told) {
      return notice(told.jail(), told.action(), told.id());
    }
    Opened opened = (Opened) entry;
    return new Key(Opened.class, opened.jail(), opened.action());
  }

  private static Key notice(String jail, String action, String id) {
    return new Key(Owed.class, jail, List.of(action, id));
  }

  private static void pass(Gate gate) throws Fault {
    try {
      gate.pass();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new Fault("the store was interrupted", interrupted);
    }
  }
}
