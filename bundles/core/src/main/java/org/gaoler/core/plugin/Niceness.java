package org.gaoler.core.plugin;

import com.sun.jna.LastErrorException;
import com.sun.jna.Native;
import com.sun.jna.Platform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How far the kernel prefers one thread to others: whoever only computes can be put behind. Where
 * the kernel does not tell or is not to be reached, nothing happens.
 */
public final class Niceness {

  private static final Logger LOG = LoggerFactory.getLogger("gaoler.actions");

  /**
   * Behind the daemon's other threads and most of what the machine does, and not so far that the
   * JVM has to wait for the thread when it stops all of them.
   */
  private static final int BEHIND = 5;

  /** The kernel's clock for processes ticks a hundred times a second whatever the machine. */
  private static final Duration TICK = Duration.ofMillis(10);

  private static final int FIELDS_BEFORE = 2;
  private static final int USER_TIME = 13 - FIELDS_BEFORE;
  private static final int SYSTEM_TIME = 14 - FIELDS_BEFORE;
  private static final int NICE = 18 - FIELDS_BEFORE;

  private final Path stat;
  private final int number;

  private Niceness(Path stat, int number) {
    this.stat = stat;
    this.number = number;
  }

  /** The C library, bound when first used. */
  private static final class Libc {

    static {
      Native.register(Libc.class, Platform.C_LIBRARY_NAME);
    }

    private Libc() {}

    static native int setpriority(int which, int who, int nice) throws LastErrorException;
  }

  /**
   * That of the calling thread.
   *
   * @return to be used by any thread
   */
  public static Niceness ofThisThread() {
    try {
      Path self = Path.of("/proc").resolve(Files.readSymbolicLink(Path.of("/proc/thread-self")));
      return new Niceness(self.resolve("stat"), Integer.parseInt(self.getFileName().toString()));
    } catch (IOException | NumberFormatException unknown) {
      LOG.debug("the kernel does not tell the number of {}", Thread.currentThread(), unknown);
      return new Niceness(Path.of("/proc/none"), 0);
    }
  }

  private String[] fields() throws IOException {
    String line = Files.readString(stat);
    return line.substring(line.lastIndexOf(')') + 2).split(" ");
  }

  /**
   * How long the thread has computed since it began.
   *
   * @return in steps of 10 ms; zero if that cannot be told
   */
  public Duration computed() {
    try {
      String[] fields = fields();
      return TICK.multipliedBy(
          Long.parseLong(fields[USER_TIME]) + Long.parseLong(fields[SYSTEM_TIME]));
    } catch (IOException | NumberFormatException ended) {
      return Duration.ZERO;
    }
  }

  /**
   * How nice the thread is to others.
   *
   * @return -20 to 19; 0 if that cannot be told
   */
  public int now() {
    try {
      return Integer.parseInt(fields()[NICE]);
    } catch (IOException | NumberFormatException ended) {
      return 0;
    }
  }

  /**
   * Lets the other threads go before this one.
   *
   * @return how nice it was, for {@link #set}
   */
  public int putBehind() {
    int before = now();
    if (before < BEHIND) {
      set(BEHIND);
    }
    return before;
  }

  /**
   * Has the kernel prefer the thread as before; to be preferred again takes a privilege.
   *
   * @param nice -20 to 19
   */
  public void set(int nice) {
    if (number == 0) {
      return;
    }
    try {
      Libc.setpriority(0, number, nice);
    } catch (LastErrorException | LinkageError refused) {
      LOG.debug("thread {} cannot be made {} nice", number, nice, refused);
    }
  }
}
