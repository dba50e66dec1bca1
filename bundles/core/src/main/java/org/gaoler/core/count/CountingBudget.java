package org.gaoler.core.count;

import java.util.concurrent.atomic.AtomicLong;
import org.gaoler.api.BanStore.Mark;
import org.gaoler.api.Offender;

/** The bytes that all jails together may spend on counting. */
public final class CountingBudget {

  /** Objects, references and map entry of an offender with one mark, in bytes, measured roughly. */
  private static final long OVERHEAD = 240;

  private final AtomicLong left;

  /**
   * Sets the limit.
   *
   * @param bytes more than 0
   */
  public CountingBudget(long bytes) {
    this.left = new AtomicLong(bytes);
  }

  /**
   * A quarter of the heap.
   *
   * @return a fresh budget
   */
  public static CountingBudget ofHeap() {
    return new CountingBudget(Runtime.getRuntime().maxMemory() / 4);
  }

  static long size(Offender offender, Mark mark) {
    return OVERHEAD + mark.line().length();
  }

  void take(long bytes) {
    left.addAndGet(-bytes);
  }

  void give(long bytes) {
    left.addAndGet(bytes);
  }

  boolean overdrawn() {
    return left.get() < 0;
  }
}
