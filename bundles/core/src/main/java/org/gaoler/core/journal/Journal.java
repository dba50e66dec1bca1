package org.gaoler.core.journal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.gaoler.api.BanStore;
import org.gaoler.api.BanStore.Entry;
import org.gaoler.api.BanStore.Mark;
import org.gaoler.api.Fault;
import org.gaoler.api.Offender;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes what lanes and operators decided into the store: one thread, groups of records as one
 * transaction, nothing while nothing happens. Lanes are asked for what they have gathered when a
 * transaction is due, so that they never put together what the next line makes obsolete.
 *
 * <p>A store that refuses is tried again; meanwhile the latest entry for each thing is kept in
 * memory and enforcement goes on.
 */
public final class Journal implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger("gaoler.store");
  private static final long GATHER_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  /** The more there is to store, the more of it the next failures of the same offender spare. */
  private static final long LONGEST_GATHER_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  /** So many times as long as the last transaction took is gathered for the next one. */
  private static final int GATHER_BY_COMMIT = 25;

  private static final long RETRY_SECONDS = 5;

  private final BanStore store;
  private final BlockingQueue<Posting> queue = new LinkedBlockingQueue<>();

  /** What is drained must be in line before anything later is: a position never goes back. */
  private final Object draining = new Object();

  private final Set<Contributor> contributors = ConcurrentHashMap.newKeySet();
  private final Set<Contributor> standing = ConcurrentHashMap.newKeySet();
  private final Map<Object, Entry> pending = new LinkedHashMap<>();
  private final List<CompletableFuture<Void>> waiting = new ArrayList<>();
  private final Thread writer = new Thread(this::write, "gaoler-journal");
  private volatile Consumer<List<BanStore.Owed>> owed = committed -> {};
  private volatile Optional<String> trouble = Optional.empty();
  private volatile boolean closing;
  private volatile boolean hurried;
  private long drainNanos;
  private long commitNanos;

  /** Somebody who gathers entries until a transaction is due. */
  public interface Contributor {

    /**
     * Hands over everything gathered since the last time; called by any thread that holds no lock.
     *
     * @return in order; they are committed together
     */
    List<Entry> drain();
  }

  private record Posting(List<Entry> entries, CompletableFuture<Void> committed) {}

  /**
   * Opens the journal of a store.
   *
   * @param store where to
   */
  public Journal(BanStore store) {
    this.store = store;
    writer.start();
  }

  /**
   * Tells of notices as soon as they have been committed together with what they speak of.
   *
   * @param listener called on the journal's thread with those of one transaction; must not block;
   *     there is one
   */
  public void onOwed(Consumer<List<BanStore.Owed>> listener) {
    owed = listener;
  }

  /**
   * Appends one record behind everything that the contributors have gathered so far. The caller
   * must hold no lock that a contributor may want.
   *
   * @param entries in order, committed together; may be empty to wait for what was there before
   * @return done when they have been committed
   */
  public CompletableFuture<Void> append(List<Entry> entries) {
    synchronized (draining) {
      contributors.addAll(standing);
      List<Entry> gathered = drain();
      if (!gathered.isEmpty()) {
        post(gathered);
      }
      return post(entries);
    }
  }

  /**
   * Appends one record at once; the caller may hold any lock.
   *
   * @param entries in order, committed together
   * @return done when they have been committed
   */
  public CompletableFuture<Void> post(List<Entry> entries) {
    CompletableFuture<Void> committed = new CompletableFuture<>();
    queue.add(new Posting(List.copyOf(entries), committed));
    return committed;
  }

  /**
   * The failures of an offender that the store holds, those included that were appended before.
   *
   * @param jail the jail
   * @param offender who
   * @return oldest first; fails if the store does
   */
  public CompletableFuture<List<Mark>> marks(String jail, Offender offender) {
    CompletableFuture<List<Mark>> marks =
        append(List.of()).thenApply(committed -> stored(jail, offender));
    hurry();
    return marks;
  }

  private List<Mark> stored(String jail, Offender offender) {
    try {
      return store.marks(jail, offender);
    } catch (Fault fault) {
      throw new CompletionException(fault);
    }
  }

  /** Commits what was appended without waiting for more: somebody waits for it. */
  public void hurry() {
    hurried = true;
    post(List.of());
  }

  /**
   * Has a contributor asked before each record that is appended, so that nothing goes before what
   * is being gathered at that moment.
   *
   * @param contributor who may be gathering at any time
   */
  public void attend(Contributor contributor) {
    standing.add(contributor);
  }

  /**
   * Has a contributor asked when the next transaction is due, in some 50 ms.
   *
   * @param contributor who has something
   */
  public void expect(Contributor contributor) {
    if (contributors.add(contributor)) {
      post(List.of());
    }
  }

  private List<Entry> drain() {
    List<Entry> gathered = new ArrayList<>();
    for (Contributor contributor : List.copyOf(contributors)) {
      if (contributors.remove(contributor)) {
        gathered.addAll(contributor.drain());
      }
    }
    return gathered;
  }

  /**
   * Why nothing is being stored.
   *
   * @return what the store said last, or empty if all is well
   */
  public Optional<String> trouble() {
    return trouble;
  }

  /** Commits what was appended and ends the thread; waits 5 s at most. */
  @Override
  public void close() {
    append(List.of());
    closing = true;
    post(List.of());
    try {
      writer.join(TimeUnit.SECONDS.toMillis(RETRY_SECONDS));
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    writer.interrupt();
  }

  private void write() {
    try {
      while (!(closing && queue.isEmpty())) {
        gather();
        commit();
      }
    } catch (InterruptedException interrupted) {
      LOG.info("the journal was ended while the store did not answer");
    }
  }

  private void gather() throws InterruptedException {
    Posting first = trouble.isEmpty() ? queue.take() : queue.poll(RETRY_SECONDS, TimeUnit.SECONDS);
    long took = drainNanos + commitNanos;
    long busy = Math.min(GATHER_BY_COMMIT * took, LONGEST_GATHER_NANOS);
    long deadline = System.nanoTime() + Math.max(GATHER_NANOS, busy);
    for (Posting next = first; next != null; next = next(deadline)) {
      keep(next);
    }
    hurried = false;
    long begin = System.nanoTime();
    synchronized (draining) {
      for (Posting next = queue.poll(); next != null; next = queue.poll()) {
        keep(next);
      }
      drain().forEach(this::keep);
    }
    drainNanos = System.nanoTime() - begin;
  }

  private void keep(Posting posting) {
    posting.entries().forEach(this::keep);
    waiting.add(posting.committed());
  }

  private Posting next(long deadline) throws InterruptedException {
    return closing || hurried
        ? queue.poll()
        : queue.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
  }

  private void keep(Entry entry) {
    Object key = EntryKey.of(entry);
    Entry before = pending.remove(key);
    boolean cancelled = before instanceof BanStore.Owed && entry instanceof BanStore.Told;
    if (!cancelled) {
      pending.put(key, EntryKey.merged(before, entry));
    }
  }

  private void tell() {
    List<BanStore.Owed> notices = new ArrayList<>(0);
    for (Entry entry : pending.values()) {
      if (entry instanceof BanStore.Owed notice) {
        notices.add(notice);
      }
    }
    if (!notices.isEmpty()) {
      owed.accept(notices);
    }
  }

  private void commit() {
    try {
      if (!pending.isEmpty()) {
        long begin = System.nanoTime();
        store.commit(List.copyOf(pending.values()));
        commitNanos = System.nanoTime() - begin;
        tell();
      }
      pending.clear();
      waiting.forEach(committed -> committed.complete(null));
      trouble.ifPresent(ended -> LOG.info("the store works again; nothing was lost"));
      trouble = Optional.empty();
    } catch (Fault | RuntimeException fault) {
      String message = String.valueOf(fault.getMessage());
      if (!trouble.equals(Optional.of(message))) {
        LOG.error("bans stay in force but are not stored: {}", message);
      }
      trouble = Optional.of(message);
      waiting.forEach(committed -> committed.completeExceptionally(fault));
    }
    waiting.clear();
  }
}
