package org.gaoler.action.blocklist;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.gaoler.api.Fault;
import org.gaoler.api.IgnoreRule;
import org.gaoler.api.Offender;
import org.gaoler.api.operate.Operator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All lists that are open, each once however many jails share it. Safe for use by any thread. */
final class Lists implements IgnoreRule {

  private static final Logger LOG = LoggerFactory.getLogger("gaoler.actions");

  /** Where lists are kept below the folder of the store. */
  static final String FOLDER = "lists";

  private final Map<Path, BlockList> lists = new HashMap<>();
  private final Lookout lookout = new Lookout();
  private final Clock clock;
  private final Orders orders;
  private final Consumer<Boolean> ruling;

  /**
   * Begins without any.
   *
   * @param clock the present
   * @param ruling told whether there is anybody who is never banned
   */
  Lists(Clock clock, Consumer<Boolean> ruling) {
    this.clock = clock;
    this.orders = new Orders(clock);
    this.ruling = ruling;
  }

  /** Opens a list for a jail. */
  BlockList open(Wanted wanted, Party party) throws Fault {
    Path file = real(wanted.path());
    BlockList list;
    synchronized (lists) {
      list = lists.computeIfAbsent(file, path -> new BlockList(path, wanted, clock));
      if (!list.form().equals(wanted.form())) {
        throw new Fault(
            "block list "
                + file
                + " is kept by jail "
                + list.parties().all().stream().map(Party::jail).findFirst().orElse("?")
                + " with another format, services or name; give both jails the same options");
      }
      list.parties().join(party);
    }
    try {
      lookout.watch(file, () -> changed(list));
      if (Files.isDirectory(party.allow().file().getParent())) {
        lookout.watch(party.allow().file(), () -> changed(list));
      }
    } catch (Fault deaf) {
      LOG.warn("{}; until then they are found within 30 s", deaf.getMessage());
    }
    rule();
    return list;
  }

  /** Whether changes by hand are heard of at once. */
  boolean hears(BlockList list) {
    return lookout.watches(list.path());
  }

  /** A link stays where it is: what it leads to is replaced. */
  private static Path real(Path path) throws Fault {
    try {
      Path folder = path.getParent();
      // That of the default belongs to us, any other to somebody who knows its owner and mode.
      if (!Files.exists(folder) && folder.getFileName().toString().equals(FOLDER)) {
        Files.createDirectory(folder);
      }
      if (Files.exists(folder) && !Files.isDirectory(folder)) {
        throw new Fault("block list " + path + ": " + folder + " is no folder; name another path");
      }
      return Files.exists(path)
          ? path.toRealPath()
          : folder.toRealPath().resolve(path.getFileName());
    } catch (IOException failed) {
      throw new Fault("block list " + Refusal.of(path, "opened", failed), failed);
    }
  }

  void close(BlockList list, Party party) {
    synchronized (lists) {
      if (list.parties().leave(party)) {
        lists.remove(list.path(), list);
        lookout.forget(list.path());
        lookout.forget(party.allow().file());
      }
    }
    rule();
  }

  /** Has what others edited looked through. */
  void look(BlockList list) {
    orders.look(list);
  }

  private void changed(BlockList list) {
    List<String> before = list.complaints().all();
    try {
      if (list.mend() || !before.equals(list.complaints().all())) {
        list.parties().ring();
      }
    } catch (Fault fault) {
      LOG.warn("{}", fault.getMessage());
      list.parties().ring();
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
    rule();
    orders.look(list);
  }

  /** Takes the operator's desk, or takes it away. */
  void desk(Optional<Operator> desk) {
    orders.desk(desk);
    all()
        .forEach(
            list -> {
              list.complaints().hope();
              orders.look(list);
            });
  }

  private List<BlockList> all() {
    synchronized (lists) {
      return List.copyOf(lists.values());
    }
  }

  private List<Party> parties() {
    return all().stream().flatMap(list -> list.parties().all().stream()).toList();
  }

  private void rule() {
    ruling.accept(parties().stream().anyMatch(party -> party.allow().used()));
  }

  @Override
  public Optional<String> reason(String jail, Offender offender) {
    return parties().stream()
        .filter(party -> party.jail().equals(jail))
        .flatMap(party -> party.allow().reason(offender).stream())
        .findFirst();
  }

  /** What of the lines of all lists could not be done. */
  List<String> complaints() {
    List<String> complaints = new ArrayList<>();
    for (BlockList list : all()) {
      complaints.addAll(list.complaints().all());
      list.parties().all().forEach(party -> complaints.addAll(party.allow().flaws()));
    }
    return complaints.stream().distinct().toList();
  }

  void close() {
    orders.close();
  }
}
