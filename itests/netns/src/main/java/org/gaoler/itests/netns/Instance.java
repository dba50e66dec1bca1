package org.gaoler.itests.netns;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * One Gaoler: its base folder, its daemon and its client. The daemon runs wherever the commands
 * made by {@code host} run, such as in a network namespace. Closing stops the daemon.
 */
public final class Instance implements AutoCloseable {

  /** How long a daemon may take to start on a machine that is busy with something else. */
  public static final Duration START_LIMIT = Duration.ofSeconds(30);

  private final Path base;
  private final Function<String[], Command> host;
  private final List<Process> daemons = new ArrayList<>();

  /**
   * Names an instance; nothing is started yet.
   *
   * @param base its folder
   * @param host puts in front of a command what makes it run on the right host
   */
  public Instance(Path base, Function<String[], Command> host) {
    this.base = base;
    this.host = host;
    base.resolve("etc").toFile().mkdirs();
  }

  /** Its folder. */
  public Path base() {
    return base;
  }

  /**
   * A jail's settings for a log file of sshd: three failures in a minute, for ten minutes.
   *
   * @param log the file
   * @return to be changed as wanted
   */
  public static Map<String, String> jailFor(Path log) {
    Map<String, String> settings = new TreeMap<>();
    settings.put("filter", "sshd");
    settings.put("backend", "inotify");
    settings.put("logpath", log.toString());
    settings.put("port", "ssh");
    settings.put("maxretry", "3");
    settings.put("findtime", "1m");
    settings.put("bantime", "10m");
    settings.put("action", "iptables-multiport[blocktype=DROP]");
    settings.put("ignoreip", "127.0.0.1/8 ::1");
    return settings;
  }

  /**
   * Writes a jail's configuration.
   *
   * @param name the jail's
   * @param settings key and value
   */
  public void jail(String name, Map<String, String> settings) {
    StringBuilder text = new StringBuilder();
    settings.forEach((key, value) -> text.append(key).append(" = ").append(value).append('\n'));
    try {
      Files.writeString(jailFile(name), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Where a jail's configuration lies.
   *
   * @param name the jail's
   * @return the file
   */
  public Path jailFile(String name) {
    return base.resolve("etc/org.gaoler.jail-" + name + ".cfg");
  }

  /**
   * Starts the daemon and waits for nothing.
   *
   * @param options added to the command line
   * @return its process
   */
  public Process start(String... options) {
    try {
      Process daemon = gaolerd(options).start(output(), output());
      daemons.add(daemon);
      return daemon;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Starts the daemon and waits until a jail is watching.
   *
   * @param jail its name
   * @return how long it took, in milliseconds
   */
  public double startWatching(String jail) {
    Process daemon = start();
    return awaitState(daemon, jail, "WATCHING");
  }

  /**
   * Waits until a jail is in a state.
   *
   * @param daemon the process that must stay alive meanwhile
   * @param jail its name
   * @param state such as {@code WATCHING}
   * @return how long it took, in milliseconds
   */
  public double awaitState(Process daemon, String jail, String state) {
    return Await.until(
        "jail " + jail + " is " + state,
        START_LIMIT,
        () -> {
          if (!daemon.isAlive()) {
            throw new RigException("gaolerd ended with " + daemon.exitValue() + ": " + said());
          }
          return jail(jail).map(found -> state.equals(found.get("state"))).orElse(false);
        },
        () -> client("status").run().all() + said());
  }

  /**
   * What {@code gaoler status --json} says of a jail.
   *
   * @param name the jail's
   * @return its members, if the daemon answered and has the jail
   */
  public Optional<Map<?, ?>> jail(String name) {
    Command.Outcome outcome = client("status", "--json").run();
    if (outcome.exit() != 0) {
      return Optional.empty();
    }
    for (Object jail : (List<?>) Json.object(outcome.out()).get("jails")) {
      if (jail instanceof Map<?, ?> members && name.equals(members.get("name"))) {
        return Optional.of(members);
      }
    }
    return Optional.empty();
  }

  /**
   * A call of the client.
   *
   * @param words its verb and arguments
   * @return to be run
   */
  public Command client(String... words) {
    return host.apply(new String[] {program("gaoler"), "--base", base.toString()}).with(words);
  }

  /**
   * A call of the daemon.
   *
   * @param options added to the command line
   * @return to be run or started
   */
  public Command gaolerd(String... options) {
    return host.apply(new String[] {program("gaolerd"), "--base", base.toString()}).with(options);
  }

  /**
   * Asks the daemon to end and waits for it.
   *
   * @param daemon its process
   */
  public void stop(Process daemon) {
    daemon.destroy();
    awaitEnd(daemon);
  }

  /**
   * Kills the daemon as a power cut would, and whatever it had started.
   *
   * @param daemon its process
   */
  public void kill(Process daemon) {
    List<ProcessHandle> helpers = daemon.descendants().toList();
    daemon.destroyForcibly();
    helpers.forEach(ProcessHandle::destroyForcibly);
    awaitEnd(daemon);
  }

  private void awaitEnd(Process daemon) {
    try {
      if (!daemon.waitFor(20, TimeUnit.SECONDS)) {
        daemon.destroyForcibly();
        throw new RigException("gaolerd still ran 20 s after it was told to end: " + said());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RigException("interrupted", e);
    }
  }

  /**
   * What the daemon said on its output and error output, and in its log.
   *
   * @return all of it
   */
  public String said() {
    return Places.read(output()) + "\n" + Places.read(base.resolve("log/gaoler.log"));
  }

  private Path output() {
    return base.resolve("gaolerd.out");
  }

  private static String program(String name) {
    return Places.distribution().resolve("bin").resolve(name).toString();
  }

  @Override
  public void close() {
    daemons.stream().filter(Process::isAlive).forEach(this::stop);
  }
}
