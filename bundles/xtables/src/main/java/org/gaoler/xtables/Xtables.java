package org.gaoler.xtables;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongConsumer;
import org.gaoler.api.Fault;

/** The filter table of one family, shared by the chains of all jails. */
public final class Xtables {

  private static final long LISTING_SECONDS = 20;

  private final Program program;
  private final Restorer restorer;
  private final AtomicInteger users = new AtomicInteger();

  /**
   * Prepares; starts nothing.
   *
   * @param program that is run
   */
  public Xtables(Program program) {
    this(program, process -> {});
  }

  /**
   * Prepares; starts nothing.
   *
   * @param program that is run
   * @param started takes the number of each process that will commit, before it can, so that its
   *     changes can be told from those of others
   */
  public Xtables(Program program, LongConsumer started) {
    this.program = program;
    this.restorer = new Restorer(program, started);
  }

  public Program program() {
    return program;
  }

  /**
   * Reads the table.
   *
   * @throws Fault if it cannot be read: what ran, what it printed, what to do
   */
  public Listing list() throws Fault, InterruptedException {
    Child save = Child.start(program.save());
    String text = save.outputAtEnd(System.nanoTime() + TimeUnit.SECONDS.toNanos(LISTING_SECONDS));
    if (save.status() != 0) {
      throw Complaint.about(save, "");
    }
    return Listing.parse(text);
  }

  /** See {@link Restorer#commit}. */
  public void commit(List<String> changes) throws Fault, InterruptedException {
    restorer.commit(changes);
  }

  /** Counts somebody in who may commit. */
  public void enter() {
    users.incrementAndGet();
  }

  /** Counts somebody out; the last one ends the process. */
  public void leave() {
    if (users.decrementAndGet() == 0) {
      restorer.close();
    }
  }
}
