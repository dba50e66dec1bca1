package org.gaoler.tail;

import com.sun.jna.LastErrorException;
import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.NativeLong;
import com.sun.jna.Platform;
import com.sun.jna.Pointer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.gaoler.api.Fault;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The Linux kernel's inotify: one descriptor that tells of changes to files and directories.
 *
 * <p>{@link #await} belongs to one thread, which also calls {@link #close}; everything else may be
 * called by any thread until then.
 */
public final class Inotify implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Inotify.class);

  /** Bytes were written or the file was truncated. */
  public static final int MODIFY = 0x2;

  /** Permissions, owner or link count changed. */
  public static final int ATTRIB = 0x4;

  /** A name left the directory. */
  public static final int MOVED_FROM = 0x40;

  /** A name came into the directory. */
  public static final int MOVED_TO = 0x80;

  /** A name was made in the directory. */
  public static final int CREATE = 0x100;

  /** A name was deleted from the directory. */
  public static final int DELETE = 0x200;

  /** What is watched was deleted and nobody holds it open. */
  public static final int DELETE_SELF = 0x400;

  /** What is watched was renamed. */
  public static final int MOVE_SELF = 0x800;

  /** The kernel dropped events. */
  public static final int OVERFLOW = 0x4000;

  /** The watch is gone. */
  public static final int IGNORED = 0x8000;

  /** Something was mounted or unmounted, anywhere: a path may lead elsewhere than it did. */
  public static final int MOUNTED = 0x100000;

  private static final int MASK_ADD = 0x20000000;
  private static final int CLOSE_ON_EXEC = 02000000;
  private static final int NON_BLOCKING = 04000;
  private static final short POLLIN = 1;
  private static final short POLLPRI = 2;
  private static final int POLLED = 3;
  private static final int RETURNED = 6;
  private static final int POLLFD = 8;
  private static final int EVENT_BYTES = 64 * 1024;
  private static final int EINTR = 4;
  private static final int EAGAIN = 11;
  private static final int EINVAL = 22;
  private static final int EMFILE = 24;
  private static final int ENOSPC = 28;

  private final int events;
  private final int bell;

  /** The kernel's list of mounts; below 0 without {@code /proc}, and then it is not polled. */
  private final int mounts;

  private final Memory polled = new Memory(POLLED * POLLFD);
  private final Memory buffer = new Memory(EVENT_BYTES);
  private final ByteBuffer view =
      buffer.getByteBuffer(0, EVENT_BYTES).order(ByteOrder.nativeOrder());
  private final Memory counter = new Memory(Long.BYTES);
  private final Memory ring = new Memory(Long.BYTES);

  /** Takes one event. */
  @FunctionalInterface
  public interface Listener {
    /**
     * Called by {@link Inotify#await} for each event in the kernel's order.
     *
     * @param watch what {@link Inotify#watch} returned, -1 for {@link Inotify#OVERFLOW} and {@link
     *     Inotify#MOUNTED}
     * @param mask what happened
     * @param name in a watched directory, or empty
     */
    void happened(int watch, int mask, String name);
  }

  private Inotify(int events, int bell) {
    this.events = events;
    this.bell = bell;
    this.mounts = openMounts();
    poll(0, events, POLLIN);
    poll(POLLFD, bell, POLLIN);
    poll(2 * POLLFD, mounts, POLLPRI);
    ring.setLong(0, 1);
  }

  private void poll(int at, int descriptor, short what) {
    polled.setInt(at, descriptor);
    polled.setShort(at + Integer.BYTES, what);
  }

  private static int openMounts() {
    byte[] name = "/proc/self/mountinfo\0".getBytes(StandardCharsets.UTF_8);
    try (Memory text = new Memory(name.length)) {
      text.write(0, name, 0, name.length);
      return Libc.open(text, CLOSE_ON_EXEC);
    } catch (LastErrorException e) {
      LOG.info("inotify: mounts will not be noticed: /proc/self/mountinfo: {}", e.getMessage());
      return -1;
    }
  }

  /**
   * Why there is no inotify here.
   *
   * @return one line, or empty if there is
   */
  public static Optional<String> unusable() {
    return Platform.isLinux()
        ? Optional.empty()
        : Optional.of("inotify exists on Linux only; set backend = polling");
  }

  /**
   * Opens a descriptor.
   *
   * @return ready for watches
   * @throws Fault if the kernel refuses
   */
  public static Inotify open() throws Fault {
    int events = -1;
    try {
      events = Libc.inotify_init1(CLOSE_ON_EXEC | NON_BLOCKING);
      return new Inotify(events, Libc.eventfd(0, CLOSE_ON_EXEC | NON_BLOCKING));
    } catch (LastErrorException e) {
      if (events >= 0) {
        Libc.close(events);
      }
      throw new Fault(
          e.getErrorCode() == EMFILE
              ? "inotify: all instances this user may have are in use; allow more: sysctl -w"
                  + " fs.inotify.max_user_instances=1024"
              : "inotify: the kernel refused an instance: " + e.getMessage(),
          e);
    } catch (UnsatisfiedLinkError e) {
      throw new Fault(
          "inotify: JNA's native library cannot be loaded: "
              + e.getMessage()
              + "; check -Djna.boot.library.path, or set backend = polling",
          e);
    }
  }

  /**
   * Watches a file or directory, in addition to what of it is watched already.
   *
   * @param path symbolic links are followed
   * @param mask which events
   * @return its number; the same as before for the same file
   * @throws Fault if the limit of watches is reached
   */
  public Optional<Integer> watch(Path path, int mask) throws Fault {
    byte[] name = (path + "\0").getBytes(StandardCharsets.UTF_8);
    try (Memory text = new Memory(name.length)) {
      text.write(0, name, 0, name.length);
      return Optional.of(Libc.inotify_add_watch(events, text, mask | MASK_ADD));
    } catch (LastErrorException e) {
      if (e.getErrorCode() == ENOSPC) {
        throw new Fault(
            "inotify: cannot watch "
                + path
                + ": all watches this user may have are in use; allow more: sysctl -w"
                + " fs.inotify.max_user_watches=1048576, then reload",
            e);
      }
      return Optional.empty();
    }
  }

  /**
   * Ends a watch; unknown numbers are none of its business.
   *
   * @param watch its number
   */
  public void forget(int watch) {
    try {
      Libc.inotify_rm_watch(events, watch);
    } catch (LastErrorException e) {
      // EINVAL: the kernel had ended it already because the file is gone
      if (e.getErrorCode() != EINVAL) {
        throw e;
      }
    }
  }

  /** Makes the waiting {@link #await} return, or the next one. */
  public void wake() {
    try {
      Libc.write(bell, ring, new NativeLong(Long.BYTES));
    } catch (LastErrorException e) {
      // full to the brim: then it rings already
      if (e.getErrorCode() != EAGAIN) {
        throw e;
      }
    }
  }

  /**
   * Waits in the kernel for events and hands them out.
   *
   * @param millis how long to wait if there is none; 0 for not at all, -1 without a time limit
   * @param listener called on this thread
   * @throws IOException if the kernel refuses; it would do so again
   */
  public void await(int millis, Listener listener) throws IOException {
    if (Libc.poll(polled, new NativeLong(POLLED), millis) <= 0) {
      return;
    }
    if (polled.getShort(POLLFD + RETURNED) != 0) {
      read(bell, counter, Long.BYTES);
    }
    if ((polled.getShort(2 * POLLFD + RETURNED) & POLLPRI) != 0) {
      listener.happened(-1, MOUNTED, "");
    }
    if (polled.getShort(RETURNED) != 0) {
      view.position(0).limit(Math.max(0, read(events, buffer, EVENT_BYTES)));
      while (view.hasRemaining()) {
        handOut(listener);
      }
    }
  }

  private void handOut(Listener listener) {
    int watch = view.getInt();
    int mask = view.getInt();
    view.getInt();
    int length = view.getInt();
    String name = "";
    if (length > 0) {
      byte[] text = new byte[length];
      view.get(text);
      int end = 0;
      while (end < length && text[end] != 0) {
        end++;
      }
      name = new String(text, 0, end, StandardCharsets.UTF_8);
    }
    listener.happened(watch, mask, name);
  }

  private static int read(int descriptor, Memory into, int size) throws IOException {
    try {
      return (int) Libc.read(descriptor, into, new NativeLong(size)).longValue();
    } catch (LastErrorException e) {
      if (e.getErrorCode() == EAGAIN || e.getErrorCode() == EINTR) {
        return 0;
      }
      throw new IOException("reading inotify events: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    Libc.close(events);
    Libc.close(bell);
    if (mounts >= 0) {
      Libc.close(mounts);
    }
    polled.close();
    buffer.close();
    counter.close();
    ring.close();
  }

  /** The C library's functions, bound when first used. */
  private static final class Libc {

    static {
      Native.register(Libc.class, Platform.C_LIBRARY_NAME);
    }

    private Libc() {}

    static native int open(Pointer path, int flags) throws LastErrorException;

    static native int inotify_init1(int flags) throws LastErrorException;

    static native int inotify_add_watch(int descriptor, Pointer path, int mask)
        throws LastErrorException;

    static native int inotify_rm_watch(int descriptor, int watch) throws LastErrorException;

    static native int eventfd(int start, int flags) throws LastErrorException;

    static native int poll(Pointer descriptors, NativeLong count, int milliseconds);

    static native NativeLong read(int descriptor, Pointer into, NativeLong size)
        throws LastErrorException;

    static native NativeLong write(int descriptor, Pointer from, NativeLong size)
        throws LastErrorException;

    static native int close(int descriptor);
  }
}
