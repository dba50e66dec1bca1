package org.gaoler.action.command;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Runs each command with {@code /bin/sh} in a session of its own, with a small environment and
 * without input; ends the whole of it when its time is over.
 */
final class Shell implements Runner {

  private static final String SESSION = "setsid";
  private static final int SHOWN = 2000;
  private static final int NOT_STARTED = 126;
  private static final long FIRST_LOOK = 2;
  private static final long LAST_LOOK = 50;
  private static final Duration GRACE = Duration.ofMillis(200);
  private static final String SEARCH =
      "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

  /** What a command may need of our environment. */
  private static final Set<String> KEPT =
      Set.of(
          "HOME",
          "LANG",
          "LANGUAGE",
          "LC_ALL",
          "LC_CTYPE",
          "LOGNAME",
          "SHELL",
          "TMPDIR",
          "TZ",
          "USER");

  private final String path;

  /**
   * Makes a shell.
   *
   * @param path where programs are looked for; empty for the usual places
   */
  Shell(String path) {
    this.path = path.isBlank() ? SEARCH : path;
  }

  String path() {
    return path;
  }

  /** What this machine lacks. */
  List<String> missing() {
    boolean there =
        List.of(path.split(":")).stream()
            .anyMatch(folder -> new File(folder, SESSION).canExecute());
    return there
        ? List.of()
        : List.of(SESSION + " is not in " + path + ": apt-get install util-linux");
  }

  @Override
  public Result run(ShellCommand command, Duration limit) throws InterruptedException {
    if (command.nothing()) {
      return Result.FINE;
    }
    Process process;
    try {
      process = start(command);
    } catch (IOException failed) {
      return new Result(NOT_STARTED, String.valueOf(failed.getMessage()), true);
    }
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    boolean ended = false;
    try {
      ended = wait(process, output, limit);
    } finally {
      if (!ended) {
        end(process);
      }
      drain(process.getInputStream(), output);
      close(process.getInputStream());
    }
    return new Result(ended ? process.exitValue() : 0, text(output), ended);
  }

  private Process start(ShellCommand command) throws IOException {
    List<String> arguments = new ArrayList<>(List.of(SESSION));
    arguments.addAll(command.arguments());
    ProcessBuilder builder = new ProcessBuilder(arguments);
    Map<String, String> environment = builder.environment();
    environment.keySet().retainAll(KEPT);
    environment.put("PATH", path);
    return builder
        .redirectErrorStream(true)
        .redirectInput(new File("/dev/null"))
        .directory(new File("/"))
        .start();
  }

  /** Its output is looked at instead of waited for: what it left running may hold it open. */
  private static boolean wait(Process process, ByteArrayOutputStream output, Duration limit)
      throws InterruptedException {
    long end = System.nanoTime() + limit.toNanos();
    long pause = FIRST_LOOK;
    while (!process.waitFor(pause, TimeUnit.MILLISECONDS)) {
      drain(process.getInputStream(), output);
      if (System.nanoTime() > end) {
        return false;
      }
      pause = Math.min(pause * 2, LAST_LOOK);
    }
    return true;
  }

  private static void drain(InputStream from, ByteArrayOutputStream to) {
    try {
      for (int ready = from.available(); ready > 0; ready = from.available()) {
        byte[] bytes = from.readNBytes(ready);
        to.write(bytes, 0, Math.min(bytes.length, Math.max(0, SHOWN - to.size())));
      }
    } catch (IOException closed) {
      // the pipe has gone with its process
      return;
    }
  }

  private static void close(InputStream stream) {
    try {
      stream.close();
    } catch (IOException closed) {
      // it has gone with its process
      return;
    }
  }

  private static String text(ByteArrayOutputStream output) {
    return output.toString(StandardCharsets.UTF_8).strip();
  }

  /** First politely, then for good; the session's number is that of its first process. */
  private static void end(Process process) {
    signal("TERM", process);
    boolean interrupted = false;
    try {
      process.waitFor(GRACE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException again) {
      interrupted = true;
    }
    signal("KILL", process);
    process.destroyForcibly();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static void signal(String name, Process process) {
    try {
      new ProcessBuilder("/bin/sh", "-c", "kill -s \"$0\" -- \"-$1\"", name, "" + process.pid())
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start()
          .onExit()
          .get(1, TimeUnit.SECONDS);
    } catch (IOException | ExecutionException | TimeoutException failed) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
    } catch (InterruptedException again) {
      Thread.currentThread().interrupt();
    }
  }
}
