package org.gaoler.core.jail;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Consumer;
import org.gaoler.api.BanStore.Entry;

/**
 * Hands entries on to another thread, in order and by the hundred, so that a store can read on
 * while what it has read is taken in.
 */
final class Relay {

  private static final int BATCH = 512;
  private static final int BATCHES = 8;

  private final BlockingQueue<List<Entry>> batches = new ArrayBlockingQueue<>(BATCHES);
  private final Consumer<Entry> receiver;
  private final Thread thread = new Thread(this::receive, "gaoler-recovery");
  private List<Entry> batch = new ArrayList<>(BATCH);
  private Optional<RuntimeException> broken = Optional.empty();

  /**
   * Begins.
   *
   * @param receiver called on a thread of the relay's own
   */
  Relay(Consumer<Entry> receiver) {
    this.receiver = receiver;
    thread.start();
  }

  /** Hands on one entry, soon; waits while there are thousands before it. */
  void pass(Entry entry) {
    batch.add(entry);
    if (batch.size() == BATCH) {
      send();
    }
  }

  private void send() {
    try {
      batches.put(batch);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
    batch = new ArrayList<>(BATCH);
  }

  /**
   * Waits until everything has been taken in. To be called once, whatever happened before.
   *
   * @throws RuntimeException what the receiver threw
   */
  void finish() {
    if (!batch.isEmpty()) {
      send();
    }
    send();
    try {
      thread.join();
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
    broken.ifPresent(
        failure -> {
          throw failure;
        });
  }

  private void receive() {
    try {
      for (List<Entry> next = batches.take(); !next.isEmpty(); next = batches.take()) {
        if (broken.isEmpty()) {
          receive(next);
        }
      }
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
  }

  private void receive(List<Entry> entries) {
    try {
      entries.forEach(receiver);
    } catch (RuntimeException failure) {
      broken = Optional.of(failure);
    }
  }
}
