package org.gaoler.netlink;

import com.sun.jna.LastErrorException;
import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.NativeLong;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.gaoler.api.Fault;
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
  private static final int SOL_SOCKET = 1;
  private static final int ATTACH_FILTER = 26;
  private static final int NEW_GENERATION = 10 << 8 | 15;
  private static final int HEADER = 20;
  private static final int PROCESS = 2;
  private static final int EVENT_BYTES = 8 * 1024;
  private static final int CLOSE_ON_EXEC = 02000000;
  private static final int POLLFD = 8;
  private static final int REMEMBERED = 64;

  private final Place place;
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

  /** Netlink ports and process numbers whose changes are our own. */
  private final Set<Integer> own = ConcurrentHashMap.newKeySet();

  private final Deque<Integer> processes = new ArrayDeque<>();
  private Watch watch;

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
  public synchronized AutoCloseable listen(Runnable listener) throws Fault {
    if (watch == null) {
      watch = new Watch(Netlink.open(place, Netlink.NETFILTER, GROUP_NFTABLES));
      watch.start();
    }
    listeners.add(listener);
    return () -> unlisten(listener);
  }

  private synchronized void unlisten(Runnable listener) {
    if (listeners.remove(listener) && listeners.isEmpty() && watch != null) {
      watch.end();
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

  /** The thread that sleeps until the kernel tells. */
  private final class Watch implements Runnable {

    private final Netlink netlink;
    private final int bell;
    private final Memory polled = new Memory(2 * POLLFD);
    private final Memory event = new Memory(EVENT_BYTES);
    private volatile boolean ended;

    Watch(Netlink netlink) throws Fault {
      this.netlink = netlink;
      try {
        filter(netlink.descriptor());
        bell = Libc.eventfd(0, CLOSE_ON_EXEC);
      } catch (LastErrorException e) {
        netlink.close();
        throw new Fault("the kernel tells of no changes: " + Errno.tell(e.getErrorCode()), e);
      }
    }

    void start() {
      polled.setInt(0, netlink.descriptor());
      polled.setShort(4, (short) 1);
      polled.setInt(POLLFD, bell);
      polled.setShort(POLLFD + 4, (short) 1);
      Thread thread = new Thread(this, "gaoler-drift");
      thread.setDaemon(true);
      thread.start();
    }

    void end() {
      ended = true;
      try (Memory ring = new Memory(Long.BYTES)) {
        ring.setLong(0, 1);
        Libc.write(bell, ring, new NativeLong(Long.BYTES));
      }
    }

    @Override
    public void run() {
      while (!ended) {
        polled.setShort(6, (short) 0);
        if (Libc.poll(polled, new NativeLong(2), -1) > 0 && !ended && polled.getShort(6) != 0) {
          hear();
        }
      }
      netlink.close();
      Libc.close(bell);
    }

    private void hear() {
      try {
        int length =
            Libc.recv(netlink.descriptor(), event, new NativeLong(EVENT_BYTES), 0).intValue();
        if (!ours(event.getByteBuffer(0, EVENT_BYTES).order(ByteOrder.nativeOrder()), length)) {
          tell();
        }
      } catch (LastErrorException e) {
        // ENOBUFS: some events were dropped, and one of them may have mattered
        tell();
      }
    }

    private boolean ours(ByteBuffer bytes, int length) {
      if (length < HEADER || own.contains(bytes.getInt(12))) {
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
  }

  /**
   * Lets through messages that announce a generation alone: the kernel would wake us for every
   * element otherwise.
   */
  private static void filter(int socket) {
    int type = NEW_GENERATION;
    boolean little = ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;
    // the filter reads in network order what the kernel writes in the machine's
    int seen = little ? (type & 0xff) << 8 | type >> 8 : type;
    int[][] program = {{0x28, 0, 0, 4}, {0x15, 0, 1, seen}, {0x06, 0, 0, -1}, {0x06, 0, 0, 0}};
    try (Memory steps = new Memory(8L * program.length);
        Memory pointer = new Memory(2L * Native.POINTER_SIZE)) {
      for (int i = 0; i < program.length; i++) {
        steps.setShort(8L * i, (short) program[i][0]);
        steps.setByte(8L * i + 2, (byte) program[i][1]);
        steps.setByte(8L * i + 3, (byte) program[i][2]);
        steps.setInt(8L * i + 4, program[i][3]);
      }
      pointer.clear();
      pointer.setShort(0, (short) program.length);
      pointer.setPointer(Native.POINTER_SIZE, steps);
      Libc.setsockopt(socket, SOL_SOCKET, ATTACH_FILTER, pointer, 2 * Native.POINTER_SIZE);
    }
  }
}
