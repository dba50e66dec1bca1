package org.gaoler.deploy;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks after the one thread on which Config Admin tells all components of changes: who hangs there
 * keeps every other component from hearing of its own. Looks only after a change.
 */
final class Delivery {

  private static final Logger LOG = LoggerFactory.getLogger("gaoler.deploy");

  private static final String OURS = Delivery.class.getPackageName() + ".";

  private final ScheduledExecutorService timer;
  private final Duration limit;
  private final Duration grace;
  private final Function<List<StackTraceElement>, Optional<String>> culprit;
  private Optional<Teller> teller = Optional.empty();
  private Optional<String> trouble = Optional.empty();
  private long heard;
  private long changed;
  private boolean looking;

  /**
   * Who tells.
   *
   * @param thread on which it does
   * @param type the class from which listeners are called
   * @param method its method
   */
  private record Teller(Thread thread, String type, String method) {

    boolean tells(StackTraceElement frame) {
      return frame.getClassName().equals(type) && frame.getMethodName().equals(method);
    }
  }

  /**
   * Waits for changes.
   *
   * @param timer on which it looks
   * @param limit so long a component may take to hear of a change
   * @param grace so long it may go on after it was interrupted
   * @param culprit finds the component that is at work on a stack, and has it left alone
   */
  Delivery(
      ScheduledExecutorService timer,
      Duration limit,
      Duration grace,
      Function<List<StackTraceElement>, Optional<String>> culprit) {
    this.timer = timer;
    this.limit = limit;
    this.grace = grace;
    this.culprit = culprit;
  }

  /** Something is being told, on the calling thread. */
  synchronized void heard() {
    heard = System.nanoTime();
    if (teller.filter(each -> each.thread() == Thread.currentThread()).isEmpty()) {
      teller =
          StackWalker.getInstance()
              .walk(all -> all.filter(each -> !each.getClassName().startsWith(OURS)).findFirst())
              .map(
                  each ->
                      new Teller(
                          Thread.currentThread(), each.getClassName(), each.getMethodName()));
    }
  }

  /** Something is to be told. */
  synchronized void changed() {
    changed = System.nanoTime();
    if (!looking) {
      looking = true;
      lookIn(limit.toNanos());
    }
  }

  /** Why changes are not told any more; empty if they are. */
  synchronized Optional<String> trouble() {
    return trouble;
  }

  private void lookIn(long nanos) {
    timer.schedule(this::look, nanos, TimeUnit.NANOSECONDS);
  }

  private void look() {
    List<StackTraceElement> stack;
    synchronized (this) {
      long left = Math.max(heard, changed) + limit.toNanos() - System.nanoTime();
      stack = telling();
      if (left > 0) {
        lookIn(left);
        return;
      }
      looking = false;
      if (stack.isEmpty()) {
        trouble = Optional.empty();
        return;
      }
      teller.ifPresent(each -> each.thread().interrupt());
      timer.schedule(() -> lookAgain(heard), grace.toNanos(), TimeUnit.NANOSECONDS);
    }
    String who = culprit.apply(stack).orElseGet(() -> "something at " + stack.get(0));
    LOG.error(
        "{} took longer than {} s to hear of a changed configuration and was interrupted: nobody"
            + " else heard of any meanwhile",
        who,
        limit.toSeconds());
  }

  /** What is at work on the thread that tells; nothing if it waits for something to tell. */
  private List<StackTraceElement> telling() {
    return teller
        .map(each -> List.of(each.thread().getStackTrace()))
        .filter(stack -> stack.stream().anyMatch(frame -> teller.get().tells(frame)))
        .orElse(List.of());
  }

  private synchronized void lookAgain(long before) {
    List<StackTraceElement> stack = telling();
    if (heard == before && !stack.isEmpty()) {
      trouble =
          Optional.of(
              "changed configurations are not taken up any more, since "
                  + culprit.apply(stack).orElseGet(() -> "something at " + stack.get(0))
                  + " hears of one and cannot be interrupted; remove its bundle and restart"
                  + " Gaoler");
      LOG.error("{}", trouble.get());
    }
  }
}
