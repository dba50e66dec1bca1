package org.gaoler.netlink;

import com.sun.jna.LastErrorException;
import com.sun.jna.Memory;
import com.sun.jna.NativeLong;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.IntPredicate;
import org.gaoler.api.Fault;

/**
 * A netlink socket: sends requests and reads what the kernel answers.
 *
 * <p>For one thread at a time. Calls end within 10 s, or with an {@link InterruptedException}
 * within 50 ms of an interrupt; mostly they take microseconds, since the kernel answers while the
 * request is being sent.
 */
public final class Netlink implements AutoCloseable {

  /** Routes and addresses. */
  public static final int ROUTE = 0;

  /** Firewall tables, sets and tracked connections. */
  public static final int NETFILTER = 12;

  /** Whose error numbers are none. */
  public static final IntPredicate NONE = errno -> false;

  private static final int FAMILY = 16;
  private static final int RAW_CLOSE_ON_EXEC = 3 | 02000000;
  private static final int SOL_SOCKET = 1;
  private static final int SOL_NETLINK = 270;
  private static final int SEND_BUFFER_FORCE = 32;
  private static final int RECEIVE_BUFFER_FORCE = 33;
  private static final int ADD_MEMBERSHIP = 1;
  private static final int CAP_ACK = 10;
  private static final int EXTENDED_ACK = 11;
  private static final int LARGEST_REQUEST = 64 << 20;
  private static final int RECEIVE_BUFFER = 8 << 20;
  private static final int ADDRESS = 12;
  private static final int ANSWER_BYTES = 64 * 1024;
  private static final int HEADER = 16;
  private static final int SLICE_MILLIS = 50;
  private static final long LIMIT_NANOS = 10_000_000_000L;
  private static final int ATTEMPTS = 5;

  private final int socket;
  private final int port;
  private final Memory answer = new Memory(ANSWER_BYTES);
  private final ByteBuffer view =
      answer.getByteBuffer(0, ANSWER_BYTES).order(ByteOrder.nativeOrder());
  private final Memory polled = new Memory(8);
  private int sequence = 1;
  private boolean closed;

  /** Takes what a dump yields. */
  @FunctionalInterface
  public interface Row {
    /**
     * Takes one message.
     *
     * @param type of the message, whole
     * @param header offset of what follows the message's header
     * @param bytes where it stands, valid during the call only
     * @param attributes those behind the family's own header
     */
    void take(int type, int header, ByteBuffer bytes, Attributes attributes);
  }

  private Netlink(int socket) {
    this.socket = socket;
    this.port = bound();
    polled.setInt(0, socket);
    polled.setShort(4, (short) 1);
  }

  /**
   * Opens a socket in the network namespace of this process.
   *
   * @param protocol {@link #ROUTE} or {@link #NETFILTER}
   * @param groups of events to listen to, by number
   * @return ready
   * @throws Fault if the kernel refuses it
   */
  public static Netlink open(int protocol, int... groups) throws Fault {
    return open(Place.HERE, protocol, groups);
  }

  /**
   * Opens a socket.
   *
   * @param place in which network namespace
   * @param protocol {@link #ROUTE} or {@link #NETFILTER}
   * @param groups of events to listen to, by number
   * @return ready
   * @throws Fault if the kernel refuses it
   */
  public static Netlink open(Place place, int protocol, int... groups) throws Fault {
    int socket = -1;
    try {
      socket = place.socket(FAMILY, RAW_CLOSE_ON_EXEC, protocol);
      Netlink netlink = new Netlink(socket);
      netlink.set(SOL_NETLINK, CAP_ACK, 1);
      netlink.set(SOL_NETLINK, EXTENDED_ACK, 1);
      netlink.enlarge(SEND_BUFFER_FORCE, LARGEST_REQUEST);
      netlink.enlarge(RECEIVE_BUFFER_FORCE, RECEIVE_BUFFER);
      for (int group : groups) {
        netlink.set(SOL_NETLINK, ADD_MEMBERSHIP, group);
      }
      return netlink;
    } catch (LastErrorException e) {
      if (socket >= 0) {
        Libc.close(socket);
      }
      throw new Fault("no netlink socket: " + Errno.tell(e.getErrorCode()), e);
    } catch (UnsatisfiedLinkError e) {
      throw new Fault(
          "netlink: JNA's native library cannot be loaded: "
              + e.getMessage()
              + "; check -Djna.boot.library.path",
          e);
    }
  }

  private int bound() {
    try (Memory address = new Memory(ADDRESS);
        Memory length = new Memory(Integer.BYTES)) {
      address.clear();
      address.setShort(0, (short) FAMILY);
      Libc.bind(socket, address, ADDRESS);
      length.setInt(0, ADDRESS);
      Libc.getsockname(socket, address, length);
      return address.getInt(4);
    }
  }

  private void set(int level, int option, int number) {
    try (Memory value = new Memory(Integer.BYTES)) {
      value.setInt(0, number);
      Libc.setsockopt(socket, level, option, value, Integer.BYTES);
    }
  }

  private void enlarge(int option, int size) {
    try {
      set(SOL_SOCKET, option, size);
    } catch (LastErrorException e) {
      // without the right to it (a user namespace) the buffer stays as it is: small batches work
      if (e.getErrorCode() != Errno.EPERM) {
        throw e;
      }
    }
  }

  /** The file descriptor, for filters and for waiting. */
  int descriptor() {
    return socket;
  }

  /**
   * Its address: stands in the events that its requests cause.
   *
   * @return unique among the sockets of this protocol
   */
  public int port() {
    return port;
  }

  /**
   * Sends messages and waits for the answer to those that asked for one; at least one must.
   *
   * @param request the messages
   * @throws Refused the first refusal, in the order of the messages
   * @throws Fault if nothing was answered
   * @throws InterruptedException if the thread was interrupted; the request may have been obeyed
   */
  public void transact(Request request) throws Fault, InterruptedException {
    transact(request, NONE);
  }

  /**
   * Sends messages and waits for the answer to those that asked for one; at least one must.
   *
   * @param request the messages
   * @param tolerated error numbers that are no refusal
   * @throws Refused the first refusal, in the order of the messages
   * @throws Fault if nothing was answered
   * @throws InterruptedException if the thread was interrupted; the request may have been obeyed
   */
  public void transact(Request request, IntPredicate tolerated) throws Fault, InterruptedException {
    int first = send(request);
    Answers answers = new Answers(first, request.messages(), tolerated);
    long deadline = System.nanoTime() + LIMIT_NANOS;
    while (ready(answers.complete() ? 0 : SLICE_MILLIS, deadline) || !answers.complete()) {
      if (polled.getShort(6) != 0) {
        each(receive(), answers::take);
      }
    }
    if (answers.refused().isPresent()) {
      throw answers.refused().get();
    }
  }

  /**
   * Asks for everything there is of something; asks again if it changed meanwhile.
   *
   * @param request one message with {@link Request#DUMP}
   * @param headerLength of what stands between the message's header and its attributes, in bytes
   * @param restart called before each attempt
   * @param row takes each message
   * @throws Refused if the kernel refuses
   * @throws Fault if nothing was answered
   * @throws InterruptedException if the thread was interrupted
   */
  public void dump(Request request, int headerLength, Runnable restart, Row row)
      throws Fault, InterruptedException {
    for (int attempt = 1; ; attempt++) {
      restart.run();
      Dump dump = new Dump(send(request), headerLength, row);
      long deadline = System.nanoTime() + LIMIT_NANOS;
      while (!dump.done()) {
        if (ready(SLICE_MILLIS, deadline)) {
          each(receive(), dump::take);
        }
      }
      if (dump.refused().isPresent()) {
        throw dump.refused().get();
      }
      if (!dump.changed() || attempt == ATTEMPTS) {
        return;
      }
    }
  }

  private int send(Request request) throws Fault {
    int first = sequence;
    request.seal(first, port);
    sequence += request.messages();
    try {
      Libc.send(socket, request.memory(), new NativeLong(request.size()), 0);
      return first;
    } catch (LastErrorException e) {
      throw new Fault(
          "the kernel took no request of "
              + request.size()
              + " bytes: "
              + Errno.tell(e.getErrorCode()),
          e);
    }
  }

  private boolean ready(int millis, long deadline) throws Fault, InterruptedException {
    polled.setShort(6, (short) 0);
    if (Libc.poll(polled, new NativeLong(1), 0) > 0) {
      return true;
    }
    if (millis == 0) {
      return false;
    }
    if (Thread.interrupted()) {
      throw new InterruptedException("waiting for the kernel's answer was given up");
    }
    if (System.nanoTime() > deadline) {
      throw new Fault("the kernel did not answer within 10 s");
    }
    return Libc.poll(polled, new NativeLong(1), millis) > 0;
  }

  private int receive() throws Fault {
    try {
      return Libc.recv(socket, answer, new NativeLong(ANSWER_BYTES), 0).intValue();
    } catch (LastErrorException e) {
      if (e.getErrorCode() == Errno.EINTR) {
        return 0;
      }
      throw new Fault("the kernel's answer is lost: " + Errno.tell(e.getErrorCode()), e);
    }
  }

  /** Takes one message from its header to its end. */
  private interface Taker {
    void take(ByteBuffer bytes, int start, int end);
  }

  private void each(int length, Taker taker) {
    int at = 0;
    while (length - at >= HEADER) {
      int size = view.getInt(at);
      if (size < HEADER || size > length - at) {
        return;
      }
      taker.take(view, at, at + size);
      at += size + 3 & ~3;
    }
  }

  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      Libc.close(socket);
    }
  }
}
