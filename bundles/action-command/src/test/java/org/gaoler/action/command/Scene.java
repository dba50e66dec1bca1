package org.gaoler.action.command;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gaoler.api.Ban;
import org.gaoler.api.Enforcer;
import org.gaoler.api.EnforcerFactory.Order;
import org.gaoler.api.Fault;
import org.gaoler.api.Offender;
import org.gaoler.api.Sentence;
import org.gaoler.api.Teardown;

/** Folders of a test, sentences of its jail, and commands that really run. */
final class Scene {

  static final Instant NOW = Instant.parse("2026-11-21T08:00:00Z");

  private final Path folder;
  private final Map<Offender, Sentence> sentences = new HashMap<>();
  private CommandEnforcerFactory factory;

  Scene(Path folder) {
    this.folder = folder;
    restart();
  }

  /** A new life of the bundle. */
  void restart() {
    Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
    factory =
        new CommandEnforcerFactory(
            folder.resolve("etc"), folder.resolve("data"), new Shell(""), Machine.HERE, clock);
  }

  CommandEnforcerFactory factory() {
    return factory;
  }

  Path file(String name) {
    return folder.resolve(name);
  }

  Path data() {
    return folder.resolve("data");
  }

  /** Writes a file of {@code etc/action.d}. */
  Path action(String name, String... lines) {
    Path file = folder.resolve("etc/action.d").resolve(name);
    try {
      // to be trusted whatever the umask
      Files.createDirectories(
          file.getParent(),
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
      Files.write(file, List.of(lines));
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return file;
  }

  Enforcer enforcer(String action, Map<String, String> options) throws Fault {
    return factory.enforcer(
        new Order("sshd", action, options, who -> Optional.ofNullable(sentences.get(who))));
  }

  /** An action that writes a line for each command that is run, with other options over it. */
  Enforcer writing(String... options) throws Fault {
    Map<String, String> all = new HashMap<>();
    for (String what : List.of("start", "stop", "ban", "unban")) {
      all.put(what, echo(what + (what.endsWith("ban") ? " <ip>" : "")));
    }
    for (int i = 0; i < options.length; i += 2) {
      all.put(options[i], options[i + 1]);
    }
    all.values().removeIf(String::isEmpty);
    return enforcer("command", all);
  }

  /** A command that writes a line. */
  String echo(String text) {
    return "echo \"" + text + "\" >>" + file("said");
  }

  List<String> said() {
    return lines(file("said"));
  }

  static List<String> lines(Path file) {
    try {
      return Files.exists(file) ? Files.readAllLines(file) : List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void forget() {
    try {
      Files.deleteIfExists(file("said"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Sentences for an hour, from ten minutes before or after the start. */
  List<Ban> bans(boolean before, String... whom) {
    List<Ban> bans = new ArrayList<>();
    for (String who : whom) {
      Instant from = NOW.plus(Duration.ofMinutes(before ? -10 : 10));
      bans.add(sentence(who, from, List.of("line of " + who), Map.of("user", "root")));
    }
    return bans;
  }

  Ban sentence(String who, Instant from, List<String> lines, Map<String, String> fields) {
    Offender offender = Offender.parse(who);
    Instant until = from.plus(Duration.ofHours(1));
    sentences.put(
        offender,
        new Sentence(
            "sshd", offender, from, until, Sentence.Origin.LOG, "", lines, lines.size(), fields));
    return new Ban(offender, until);
  }

  static List<Offender> offenders(String... whom) {
    return Arrays.stream(whom).map(Offender::parse).toList();
  }

  /** As core does it once the bundle is gone. */
  static void run(Teardown teardown) throws Exception {
    for (Teardown.Step step : teardown.steps()) {
      Process process = new ProcessBuilder(step.arguments()).inheritIO().start();
      process.getOutputStream().close();
      process.waitFor();
    }
  }
}
