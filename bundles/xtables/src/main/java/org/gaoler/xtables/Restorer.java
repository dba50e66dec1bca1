package org.gaoler.xtables;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongConsumer;
import org.gaoler.api.Fault;

/**
 * One long-lived {@code iptables-restore} that all jails share: it blocks in its input, applies
 * each commit at once and repeats a comment when it has done so. Starting a process per ban would
 * cost ten times as much.
 *
 * <p>It ends at the first error, having applied nothing of that commit; the next commit gets a new
 * one. When this process dies its input closes and it ends too; half a commit is never applied.
 */
public final class Restorer {

  /** More than a pipe's output buffer, or the answer would stay in there. */
  private static final String FILLER = "=".repeat(4200);

  private static final long ANSWER_SECONDS = 25;

  private final Program program;
  private final LongConsumer started;
  private final ReentrantLock lock = new ReentrantLock(true);
  private Child child;
  private long lines;
  private long commits;

  /**
   * Prepares to restore; nobody needs to know the processes.
   *
   * @param program that is run
   */
  public Restorer(Program program) {
    this(program, process -> {});
  }

  /**
   * Prepares to restore.
   *
   * @param program that is run
   * @param started takes the number of each process before it has anything to do
   */
  public Restorer(Program program, LongConsumer started) {
    this.program = program;
    this.started = started;
  }

  /**
   * Applies changes, all or none.
   *
   * @param changes lines of the filter table as {@code iptables-save} prints them
   * @throws Refusal if they were refused: what ran, what it printed, what to do
   * @throws Fault if the process cannot be started or does not answer
   */
  public void commit(List<String> changes) throws Fault, InterruptedException {
    lock.lockInterruptibly();
    try {
      Child restore = ready();
      String marker = "# commit " + ++commits + " ";
      long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(ANSWER_SECONDS);
      boolean sent =
          restore.send(
              "*filter\n" + String.join("\n", changes) + "\nCOMMIT\n" + marker + FILLER + "\n");
      if (!restore.printed(marker, deadline) || !sent) {
        throw refused(restore, changes);
      }
      lines += changes.size() + 3L;
    } catch (Fault | InterruptedException failed) {
      stop();
      throw failed;
    } finally {
      lock.unlock();
    }
  }

  /** Ends the process. */
  public void close() {
    lock.lock();
    try {
      stop();
    } finally {
      lock.unlock();
    }
  }

  private Child ready() throws Fault {
    if (child == null || !child.alive()) {
      child = Child.start(program.restore());
      started.accept(child.pid());
      lines = 0;
    }
    return child;
  }

  private void stop() {
    if (child != null) {
      child.closeInput();
      child = null;
    }
  }

  private Refusal refused(Child restore, List<String> changes) {
    return Complaint.about(restore, culprit(restore.complaint(), changes), program);
  }

  /** The tool counts lines since its start; find the one it means. */
  private String culprit(String complaint, List<String> changes) {
    return Complaint.line(complaint)
        .map(line -> line - lines - 2)
        .filter(index -> index >= 0 && index < changes.size())
        .map(index -> changes.get(index.intValue()))
        .orElse(changes.size() + " changes");
  }
}
