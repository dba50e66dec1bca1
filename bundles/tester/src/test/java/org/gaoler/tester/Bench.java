package org.gaoler.tester;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.gaoler.commands.Console;
import org.gaoler.filter.trial.Filters;
import org.gaoler.tester.fail2ban.RegexCommand;

/**
 * Runs the tester on a folder with a filter and a jail, and catches what it says.
 *
 * @param etc the administrator's folder
 */
record Bench(Path etc) {

  static final Instant NOW = Instant.parse("2026-11-21T02:00:00Z");

  static final String FILTER =
      """
      [Definition]
      prefregex = ^\\s*\\S+ doord\\[<F-MLFID>\\d+</F-MLFID>\\]: <F-CONTENT>.+</F-CONTENT>$
      failregex = ^wrong code for <F-USER>\\S+</F-USER> from <HOST>$
                  ^no key from <HOST> at <mode>$
      ignoreregex = for tester from
      datepattern = {^LN-BEG}
      mode = front
      """;

  /** What came of a command. */
  record Said(int status, String out, String err) {}

  static Bench in(Path etc) {
    write(etc.resolve("filter.d/door.conf"), FILTER);
    write(
        etc.resolve("org.gaoler.jail-house.cfg"),
        "filter = door[mode=back]\nmaxretry = 2\nfindtime = 1m\n");
    return new Bench(etc);
  }

  static Path write(Path file, String text) {
    try {
      Files.createDirectories(file.getParent());
      return Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path log(String... lines) {
    return write(etc.resolve("door.log"), String.join("\n", lines) + "\n");
  }

  static String line(String message) {
    return "2026-11-21 01:02:03 host doord[7]: " + message;
  }

  private Place place(String input) {
    return new Place(
        etc,
        folder -> Filters.at(folder, List.of()),
        Optional.of(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8))),
        false,
        Clock.fixed(NOW, ZoneId.systemDefault()));
  }

  Said test(String... words) {
    return piped("", words);
  }

  Said piped(String input, String... words) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    try {
      int status =
          new TestCommand(place(input), new Console(out, err, 0, false)).run(List.of(words));
      return new Said(status, out.toString(), err.toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Said regex(String... words) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    try {
      int status = new RegexCommand(place(""), new Console(out, err, 0, false)).run(List.of(words));
      return new Said(status, out.toString(), err.toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
