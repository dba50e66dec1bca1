package org.gaoler.control;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Those connected at present, as many as the daemon bears. Needs no timer: whoever wastes a place
 * is shown out when the next one knocks.
 */
final class Clients {

  /** How many may be connected at once. */
  static final int AT_MOST = 32;

  private final Duration patience;
  private final Set<Conversation> present = new LinkedHashSet<>();
  private boolean closed;

  /**
   * Begins with nobody.
   *
   * @param patience how long a client may take to send its request, and, once all places are taken,
   *     to read its answer
   */
  Clients(Duration patience) {
    this.patience = patience;
  }

  /** Takes a client in, unless all places are taken by clients that do nothing wrong. */
  synchronized boolean admit(Conversation newcomer) {
    for (Conversation conversation : List.copyOf(present)) {
      boolean full = present.size() >= AT_MOST;
      if (conversation.dawdling(patience) || full && conversation.stuck(patience)) {
        conversation.close();
        present.remove(conversation);
      }
    }
    return !closed && present.size() < AT_MOST && present.add(newcomer);
  }

  synchronized void left(Conversation conversation) {
    present.remove(conversation);
  }

  synchronized int count() {
    return present.size();
  }

  /** Sends everybody away and lets nobody in any more. */
  synchronized void close() {
    closed = true;
    present.forEach(Conversation::close);
    present.clear();
  }
}
