package org.gaoler.core.fake;

import java.util.List;
import java.util.function.Consumer;
import org.gaoler.api.BanStore;
import org.gaoler.api.Fault;
import org.gaoler.api.Offender;

/** The store of a process that can be killed: from then on nothing of it reaches the disk. */
public final class CutStore implements BanStore {

  private final BanStore disk;
  private boolean cut;

  /** Writes to a disk that outlives it. */
  public CutStore(BanStore disk) {
    this.disk = disk;
  }

  /** Kills the process, as far as the disk can tell. */
  public synchronized void cut() {
    cut = true;
  }

  @Override
  public List<Entry> load() throws Fault {
    return disk.load();
  }

  /** Lines are told only when somebody asks for them. */
  @Override
  public void load(Consumer<Entry> entries) throws Fault {
    disk.load(entry -> entries.accept(entry instanceof Window window ? bare(window) : entry));
  }

  private static Window bare(Window window) {
    return new Window(
        window.jail(),
        window.offender(),
        window.marks().stream().map(mark -> new Mark(mark.when(), mark.weight(), "")).toList());
  }

  @Override
  public synchronized List<Mark> marks(String jail, Offender offender) throws Fault {
    if (cut) {
      throw new Fault("the process is dead");
    }
    return disk.marks(jail, offender);
  }

  @Override
  public synchronized void commit(List<Entry> entries) throws Fault {
    if (cut) {
      throw new Fault("the process is dead");
    }
    disk.commit(entries);
  }
}
