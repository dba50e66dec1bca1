package org.gaoler.core.jail;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.gaoler.api.BanStore.Mark;
import org.gaoler.api.Offender;
import org.gaoler.core.journal.Journal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads lines from the store that memory no longer holds. Nobody waits long for them, and while the
 * store owes an answer nobody waits at all: a ban matters more than its evidence.
 */
final class Archive {

  private static final Logger LOG = LoggerFactory.getLogger("gaoler.store");
  private static final long PATIENCE_MILLIS = 500;

  private final Journal journal;
  private volatile CompletableFuture<List<Mark>> latest =
      CompletableFuture.completedFuture(List.of());

  Archive(Journal journal) {
    this.journal = journal;
  }

  /** What the store holds of an offender; nothing if it does not answer in time. */
  List<Mark> marks(String jail, Offender offender) {
    if (!latest.isDone() || journal.trouble().isPresent()) {
      return List.of();
    }
    CompletableFuture<List<Mark>> answer = journal.marks(jail, offender);
    latest = answer;
    try {
      return answer.get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException silent) {
      LOG.warn("[{}] earlier lines of {} could not be read: {}", jail, offender, silent.toString());
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
    return List.of();
  }
}
