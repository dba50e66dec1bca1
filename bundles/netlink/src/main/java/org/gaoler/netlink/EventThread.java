package org.gaoler.netlink;

import com.sun.jna.LastErrorException;
import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.NativeLong;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.gaoler.api.Fault;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sleeps in the kernel until a multicast message comes that a socket filter lets through. A daemon
 * thread; {@link #close} ends it without waiting.
 */
final class EventThread implements Runnable, Listening {

  private static final Logger LOG = LoggerFactory.getLogger(EventThread.class);
  private static final int SOL_SOCKET = 1;
  private static final int ATTACH_FILTER = 26;
  private static final int EVENT_BYTES = 8 * 1024;
  private static final int CLOSE_ON_EXEC = 02000000;
  private static final int POLLFD = 8;
  private static final int STEP = 8;

  private final Netlink netlink;
  private final Heard heard;
  private final int bell;
  private final Memory polled = new Memory(2 * POLLFD);
  private final Memory event = new Memory(EVENT_BYTES);
  private volatile boolean ended;

  /** Takes an event. */
  @FunctionalInterface
  interface Heard {
    /**
     * Called on the thread for each event; must not block.
     *
     * @param bytes the message in the machine's byte order
     * @param length 0 if events were lost
     */
    void event(ByteBuffer bytes, int length);
  }

  /** One step of a classic socket filter. */
  record Step(int code, int ifTrue, int ifFalse, int value) {}

  private EventThread(Netlink netlink, List<Step> filter, Heard heard) throws Fault {
    this.netlink = netlink;
    this.heard = heard;
    try {
      attach(netlink.descriptor(), filter);
      bell = Libc.eventfd(0, CLOSE_ON_EXEC);
    } catch (LastErrorException e) {
      netlink.close();
      throw new Fault("the kernel tells of no changes: " + Errno.tell(e.getErrorCode()), e);
    }
  }

  /**
   * Starts to listen.
   *
   * @param netlink member of the groups that matter; closed with this
   * @param filter what the kernel shall wake us for
   * @param heard takes it
   */
  static EventThread start(Netlink netlink, List<Step> filter, Heard heard) throws Fault {
    EventThread events = new EventThread(netlink, filter, heard);
    events.polled.setInt(0, netlink.descriptor());
    events.polled.setShort(4, (short) 1);
    events.polled.setInt(POLLFD, events.bell);
    events.polled.setShort(POLLFD + 4, (short) 1);
    Thread thread = new Thread(events, "gaoler-drift");
    thread.setDaemon(true);
    thread.start();
    return events;
  }

  private static void attach(int socket, List<Step> filter) {
    try (Memory steps = new Memory((long) STEP * filter.size());
        Memory program = new Memory(2L * Native.POINTER_SIZE)) {
      for (int i = 0; i < filter.size(); i++) {
        long at = (long) STEP * i;
        steps.setShort(at, (short) filter.get(i).code());
        steps.setByte(at + 2, (byte) filter.get(i).ifTrue());
        steps.setByte(at + 3, (byte) filter.get(i).ifFalse());
        steps.setInt(at + 4, filter.get(i).value());
      }
      program.clear();
      program.setShort(0, (short) filter.size());
      program.setPointer(Native.POINTER_SIZE, steps);
      Libc.setsockopt(socket, SOL_SOCKET, ATTACH_FILTER, program, 2 * Native.POINTER_SIZE);
    }
  }

  /** What a filter, which reads in network order, sees of a short number in the machine's order. */
  static int seen(short number) {
    return (little() ? Short.reverseBytes(number) : number) & 0xffff;
  }

  /** What a filter, which reads in network order, sees of a number in the machine's order. */
  static int seen(int number) {
    return little() ? Integer.reverseBytes(number) : number;
  }

  private static boolean little() {
    return ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;
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
    int length = 0;
    try {
      NativeLong read = Libc.recv(netlink.descriptor(), event, new NativeLong(EVENT_BYTES), 0);
      length = read.intValue();
    } catch (LastErrorException e) {
      // ENOBUFS: some events were dropped, and one of them may have mattered
      length = 0;
    }
    try {
      heard.event(event.getByteBuffer(0, EVENT_BYTES).order(ByteOrder.nativeOrder()), length);
    } catch (RuntimeException broken) {
      LOG.error("a listener to the kernel's events broke", broken);
    }
  }

  @Override
  public void close() {
    try (Memory ring = new Memory(Long.BYTES)) {
      ring.setLong(0, 1);
      Libc.write(bell, ring, new NativeLong(Long.BYTES));
    }
    // only now: the thread closes the bell as soon as it sees this
    ended = true;
  }
}
