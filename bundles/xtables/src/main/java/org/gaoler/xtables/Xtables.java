package org.gaoler.xtables;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongConsumer;
import org.gaoler.api.Fault;

/** The filter table of one family, shared by the chains of all jails. */
public final class Xtables {

  private static final long LISTING_SECONDS = 20;

  private final Program program;
  private final Restorer restorer;
  private final AtomicInteger users = new AtomicInteger();
  private final ReentrantLock reading = new ReentrantLock(true);
  private final AtomicLong begun = new AtomicLong();
  private Optional<Listing> latest = Optional.empty();
  private long latestNumber;
  private volatile Optional<Boolean> nft = Optional.empty();

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

  /**
   * How the tools are called.
   *
   * @return as configured
   */
  public Program program() {
    return program;
  }

  /**
   * Reads the table. Those who ask at the same time share one reading, which begins after the last
   * of them has asked.
   *
   * @return the table
   * @throws Fault if it cannot be read: what ran, what it printed, what to do
   * @throws InterruptedException if the thread was interrupted
   */
  public Listing list() throws Fault, InterruptedException {
    long asked = begun.get();
    reading.lockInterruptibly();
    try {
      if (latest.isEmpty() || latestNumber <= asked) {
        latestNumber = begun.incrementAndGet();
        latest = Optional.empty();
        latest = Optional.of(Listing.parse(save()));
      }
      Listing listing = latest.get();
      if (!reading.hasQueuedThreads()) {
        latest = Optional.empty();
      }
      return listing;
    } finally {
      reading.unlock();
    }
  }

  /**
   * Reads the table with the packets and bytes of each rule.
   *
   * @return the lines, each beginning with {@code [PACKETS:BYTES]}
   * @throws Fault if it cannot be read: what ran, what it printed, what to do
   * @throws InterruptedException if the thread was interrupted
   */
  public List<String> counted() throws Fault, InterruptedException {
    return save("-c").lines().toList();
  }

  private String save(String... more) throws Fault, InterruptedException {
    List<String> command = new ArrayList<>(program.save());
    command.addAll(List.of(more));
    Child save = Child.start(command);
    String text = save.outputAtEnd(System.nanoTime() + TimeUnit.SECONDS.toNanos(LISTING_SECONDS));
    if (save.status() != 0) {
      throw Complaint.about(save, "", program);
    }
    return text;
  }

  /**
   * Whether the program keeps its rules in nftables, so that the kernel tells of changes.
   *
   * @return false for the legacy kind
   * @throws Fault if it cannot be run
   * @throws InterruptedException if the thread was interrupted
   */
  public boolean nft() throws Fault, InterruptedException {
    if (nft.isEmpty()) {
      Child version = Child.start(program.version());
      String said =
          version.outputAtEnd(System.nanoTime() + TimeUnit.SECONDS.toNanos(LISTING_SECONDS));
      nft = Optional.of(said.contains("nf_tables"));
    }
    return nft.get();
  }

  /**
   * Applies changes, all or none.
   *
   * @param changes lines of the filter table as {@code iptables-save} prints them
   * @throws Refusal if they were refused: what ran, what it printed, what to do
   * @throws Fault if the process cannot be started or does not answer
   * @throws InterruptedException if the thread was interrupted
   */
  public void commit(List<String> changes) throws Fault, InterruptedException {
    restorer.commit(changes);
  }

  /**
   * What is missing on this machine; runs the tool that lists.
   *
   * @return one line for each thing with the command that mends it; empty if all is well
   */
  public List<String> missing() {
    try {
      list();
      program.restore();
      return List.of();
    } catch (Fault fault) {
      return List.of(String.valueOf(fault.getMessage()));
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return List.of(program + " did not answer in time");
    }
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
