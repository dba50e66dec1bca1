package org.gaoler.itests.authors;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.gaoler.itests.netns.Await;
import org.gaoler.itests.netns.Command;
import org.gaoler.itests.netns.Instance;
import org.gaoler.itests.netns.Places;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Projects that {@code ./new-plugin} makes are built, dropped into a running Gaoler and used. */
@Tag("daemon")
class SkeletonsTest {

  private static final Duration BUILD = Duration.ofMinutes(5);
  private static final Duration SOON = Duration.ofSeconds(30);

  private final Path folder = Places.scratch();
  private Path projects;

  @BeforeEach
  void enter() throws IOException {
    projects = Author.scratch();
  }

  @AfterEach
  void leave() {
    Places.remove(folder);
    Places.remove(projects);
  }

  @Test
  void pluginsOfAllKindsGuardAJailTogether() throws IOException {
    List<Path> jars =
        List.of(
            built("action", "block-them", "org.example.blockthem"),
            built("backend", "reader", "net.example.log_reader"),
            built("filters", "till", "com.example.till.filters"));
    Path log = Files.createFile(folder.resolve("till.log"));
    Path list = folder.resolve("list");
    try (Instance gaoler = new Instance(folder.resolve("base"), Command::of)) {
      gaoler.jail(
          "till",
          Map.of(
              "filter", "till",
              "backend", "reader",
              "logpath", log.toString(),
              "maxretry", "2",
              "action", "block-them[file=" + list + "]"));
      Process daemon = gaoler.start();
      gaoler.awaitState(daemon, "till", "WAITING");
      for (Path jar : jars) {
        drop(jar, gaoler.base().resolve("deploy"));
      }
      gaoler.awaitState(daemon, "till", "WATCHING");

      fail(log, "192.0.2.1");
      fail(log, "2001:db8::1");

      Await.until(
          "both are banned",
          SOON,
          () ->
              Places.read(list).contains("192.0.2.1 ")
                  && Places.read(list).contains("2001:db8::1 "),
          () -> Places.read(list) + gaoler.client("status", "-v").run().all() + gaoler.said());
    }
  }

  /** Makes a project and has its own build test and pack it. */
  private Path built(String kind, String name, String packageName) throws IOException {
    Path project = projects.resolve(name);
    must(newPlugin(kind, name, "--package", packageName, "--folder", project.toString()));
    must(Author.command("mvn", "-B", "-o", "-q", "-f", project.toString(), "package"));
    Path tests = project.resolve("target/surefire-reports");
    try (Stream<Path> reports = Files.list(tests)) {
      assertThat(reports).as("reports of the kit").isNotEmpty();
    }
    return project.resolve("target").resolve(packageName + "-1.0.0.jar");
  }

  private static void must(Command command) {
    Command.Outcome outcome = command.run(BUILD);
    assertThat(outcome.exit()).as(command + ": " + outcome.all()).isZero();
  }

  private static void drop(Path jar, Path deploy) throws IOException {
    Path half = Files.copy(jar, deploy.resolve("." + jar.getFileName() + ".part"));
    Files.move(half, deploy.resolve(jar.getFileName()), StandardCopyOption.ATOMIC_MOVE);
  }

  private static void fail(Path log, String address) throws IOException {
    String time =
        DateTimeFormatter.ofPattern("MMM dd HH:mm:ss", Locale.ROOT)
            .format(ZonedDateTime.now(ZoneId.systemDefault()));
    String line = time + " host1 till[7]: login failed for 203.0.113.9 from " + address + "\n";
    Files.writeString(log, line + line, StandardOpenOption.APPEND);
  }

  @ParameterizedTest
  @CsvSource({
    "'', 2, say what to make",
    "gadget x, 2, unknown kind gadget",
    "action, 2, say how",
    "action Deny, 2, Deny cannot be a name",
    "action a b, 2, one word too many: b",
    "action nftables, 2, another name",
    "action class, 2, a word of Java",
    "action x --package Foo, 2, Foo cannot be a package",
    "action x --package org.gaoler.x, 2, Gaoler's own",
    "action x --bogus, 2, unknown option --bogus",
    "action x --folder, 2, --folder needs a value",
    "action x --folder /nosuch/x, 1, there is no folder /nosuch",
    "action x --folder /tmp, 1, exists already"
  })
  void whatCannotBeMadeIsRefusedInOneLine(String words, int exit, String reason) {
    Command.Outcome outcome = newPlugin(words.isEmpty() ? new String[0] : words.split(" ")).run();

    assertThat(outcome.exit()).isEqualTo(exit);
    assertThat(outcome.err().strip().lines()).hasSize(1);
    assertThat(outcome.err()).contains(reason);
  }

  @Test
  void projectInsideTheRepositoryIsRefused() {
    Command.Outcome outcome =
        newPlugin("action", "x", "--folder", Places.home().resolve("x").toString()).run();

    assertThat(outcome.exit()).isEqualTo(2);
    assertThat(outcome.err()).contains("lies in this repository");
  }

  @Test
  void helpTellsAllKindsWithExamples() {
    assertThat(newPlugin("--help").must()).contains("action", "backend", "filters", "Examples:");
  }

  private static Command newPlugin(String... words) {
    return Author.command(Places.home().resolve("new-plugin").toString()).with(words);
  }
}
