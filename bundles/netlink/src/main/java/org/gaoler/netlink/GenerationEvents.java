package org.gaoler.netlink;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.gaoler.api.Fault;
import org.gaoler.netlink.EventThread.Step;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells when somebody else has changed tables of nftables, iptables-nft included: the kernel says
 * so after every transaction, whoever made it.
 *
 * <p>One thread for all listeners, which sleeps in the kernel; there is none while nobody listens.
 * All methods may be called by any thread.
 */
public final class GenerationEvents {

  /** For the network namespace of this process. */
  public static final GenerationEvents HERE = new GenerationEvents(Place.HERE);

  private static final Logger LOG = LoggerFactory.getLogger(GenerationEvents.class);
  private static final int GROUP_NFTABLES = 7;
  private static final short NEW_GENERATION = 10 << 8 | 15;
  private static final int HEADER = 20;
  private static final int TYPE_AT = 4;
  private static final int PORT_AT = 12;
  private static final int PROCESS = 2;
  private static final int LOAD_HALF = 0x28;
  private static final int JUMP_EQUAL = 0x15;
  private static final int RETURN = 0x06;
  private static final int REMEMBERED = 64;

  private final Place place;
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

  /** Netlink ports and process numbers whose changes are our own. */
  private final Set<Integer> own = ConcurrentHashMap.newKeySet();

  private final Deque<Integer> processes = new ArrayDeque<>();
  private EventThread watch;

  /**
   * Prepares to listen.
   *
   * @param place in which network namespace
   */
  public GenerationEvents(Place place) {
    this.place = place;
  }

  /**
   * Listens from now on.
   *
   * @param listener called on the listening thread for each change that is not our own; must not
   *     block
   * @return ends it
   * @throws Fault if the kernel does not tell
   */
  public synchronized Listening listen(Runnable listener) throws Fault {
    if (watch == null) {
      // the kernel would wake us for every element otherwise
      List<Step> announcements =
          List.of(
              new Step(LOAD_HALF, 0, 0, TYPE_AT),
              new Step(JUMP_EQUAL, 0, 1, EventThread.seen(NEW_GENERATION)),
              new Step(RETURN, 0, 0, -1),
              new Step(RETURN, 0, 0, 0));
      Netlink netlink = Netlink.open(place, Netlink.NETFILTER, GROUP_NFTABLES);
      watch = EventThread.start(netlink, announcements, this::heard);
    }
    listeners.add(listener);
    return () -> unlisten(listener);
  }

  private synchronized void unlisten(Runnable listener) {
    if (listeners.remove(listener) && listeners.isEmpty() && watch != null) {
      watch.close();
      watch = null;
    }
  }

  /**
   * Changes through this socket are our own.
   *
   * @param socket that makes them
   */
  public void own(Netlink socket) {
    own.add(socket.port());
  }

  /**
   * Changes through this socket need no longer be known.
   *
   * @param socket that made them
   */
  public void disown(Netlink socket) {
    own.remove(socket.port());
  }

  /**
   * Changes by this process are our own; to be said before it can make any. The last 64 such
   * processes are remembered.
   *
   * @param process its number
   */
  public synchronized void own(long process) {
    processes.addLast((int) process);
    own.add((int) process);
    if (processes.size() > REMEMBERED) {
      own.remove(processes.removeFirst());
    }
  }

  private void tell() {
    for (Runnable listener : listeners) {
      try {
        listener.run();
      } catch (RuntimeException broken) {
        LOG.error("a listener to changes of the firewall broke", broken);
      }
    }
  }

  private static boolean known(ByteBuffer bytes, int length, Set<Integer> own) {
    if (own.contains(bytes.getInt(PORT_AT))) {
      return true;
    }
    Attributes attributes = new Attributes(bytes, HEADER, Math.min(length, bytes.getInt(0)));
    while (attributes.next()) {
      if (attributes.type() == PROCESS) {
        return own.contains((int) attributes.network());
      }
    }
    return false;
  }

  private void heard(ByteBuffer bytes, int length) {
    // nothing at all: some events were lost, and one of them may have mattered
    if (length < HEADER || !known(bytes, length, own)) {
      tell();
    }
  }
}
