package org.gaoler.xtables;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.gaoler.api.Fault;

/**
 * A program that was started, with its pipes. Its output is looked at instead of waited for,
 * because a thread that blocks in a pipe cannot be interrupted.
 */
public final class Child {

  private static final long FIRST_LOOK = TimeUnit.MICROSECONDS.toNanos(20);
  private static final long LAST_LOOK = TimeUnit.MILLISECONDS.toNanos(1);
  private static final int COMPLAINT_LIMIT = 2000;
  private static final String NEVER = "";

  private final List<String> command;
  private final Process process;
  private final ByteArrayOutputStream output = new ByteArrayOutputStream();
  private final ByteArrayOutputStream complaints = new ByteArrayOutputStream();

  private Child(List<String> command, Process process) {
    this.command = command;
    this.process = process;
  }

  /**
   * Starts a program.
   *
   * @param command program and arguments
   * @throws Fault if it cannot be started
   */
  public static Child start(List<String> command) throws Fault {
    try {
      ProcessBuilder builder = new ProcessBuilder(command);
      builder.environment().put("LC_ALL", "C");
      return new Child(List.copyOf(command), builder.start());
    } catch (IOException failed) {
      throw new Fault(
          "cannot start "
              + String.join(" ", command)
              + ": "
              + failed.getMessage()
              + "; see that it is installed and may be started",
          failed);
    }
  }

  /**
   * Writes to its input.
   *
   * @return false if it does not listen any more
   */
  public boolean send(String text) {
    OutputStream input = process.getOutputStream();
    try {
      input.write(text.getBytes(StandardCharsets.US_ASCII));
      input.flush();
      return true;
    } catch (IOException closed) {
      // it has ended; its exit status and complaints tell why
      return false;
    }
  }

  /**
   * Waits until it has printed something.
   *
   * @param marker what to wait for
   * @param deadline as of {@link System#nanoTime}
   * @return false if it ended before it printed that
   * @throws Fault if it did neither in time; it was ended then
   */
  public boolean printed(String marker, long deadline) throws Fault, InterruptedException {
    output.reset();
    long pause = FIRST_LOOK;
    while (true) {
      boolean alive = process.isAlive();
      if (drain() && contains(marker)) {
        return true;
      }
      if (!alive) {
        return false;
      }
      if (System.nanoTime() > deadline) {
        kill();
        throw new Fault(this + " did not answer in time and was ended; " + complaint());
      }
      LockSupport.parkNanos(pause);
      pause = Math.min(pause * 5 / 4, LAST_LOOK);
      if (Thread.interrupted()) {
        kill();
        throw new InterruptedException(this + " was abandoned");
      }
    }
  }

  /**
   * Waits until it has ended.
   *
   * @param deadline as of {@link System#nanoTime}
   * @return everything it has printed
   * @throws Fault if it did not end in time
   */
  public String outputAtEnd(long deadline) throws Fault, InterruptedException {
    closeInput();
    printed(NEVER, deadline);
    return output.toString(StandardCharsets.UTF_8);
  }

  /** Its exit status once it has ended. */
  public int status() {
    return process.exitValue();
  }

  public boolean alive() {
    return process.isAlive();
  }

  /** What it wrote to standard error, in one line. */
  public String complaint() {
    String text = complaints.toString(StandardCharsets.UTF_8).strip();
    return text.isEmpty() ? "it printed nothing" : "it printed: " + text;
  }

  public long pid() {
    return process.pid();
  }

  /** Closes its input: a program that reads commands ends by itself then. */
  public void closeInput() {
    try {
      process.getOutputStream().close();
    } catch (IOException closed) {
      // it has ended already, which is what closing is for
      return;
    }
  }

  public void kill() {
    process.destroyForcibly();
  }

  @Override
  public String toString() {
    return String.join(" ", command);
  }

  private boolean drain() {
    boolean more = drain(process.getInputStream(), output);
    drain(process.getErrorStream(), complaints);
    if (complaints.size() > COMPLAINT_LIMIT) {
      complaints.reset();
    }
    return more;
  }

  private static boolean drain(InputStream from, ByteArrayOutputStream to) {
    try {
      boolean any = false;
      for (int ready = from.available(); ready > 0; ready = from.available()) {
        to.write(from.readNBytes(ready));
        any = true;
      }
      return any;
    } catch (IOException closed) {
      // the pipe is gone with its process
      return false;
    }
  }

  private boolean contains(String wanted) {
    return !wanted.isEmpty() && output.toString(StandardCharsets.US_ASCII).contains(wanted);
  }
}
