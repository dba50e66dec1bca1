package org.gaoler.action.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.gaoler.api.Fault;
import org.gaoler.itests.filters.Fail2ban;
import org.gaoler.itests.filters.FailTree;
import org.gaoler.itests.netns.Json;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every stock action of fail2ban, read and lived through by Gaoler and by fail2ban's own action
 * class: the commands are the same, word for word, with both families, hostile values, other
 * options and commands that fail.
 */
class ActionConformanceTest {

  private static final Path DRIVER = Path.of("src/test/python/fail2ban-action-runs.py");
  private static final Path APART = Path.of("src/test/corpus/actions-apart.txt");
  private static final long SECONDS = 120;

  private static final List<String> LIFE =
      List.of(
          "start",
          "ban v4",
          "ban v6",
          "unban v4",
          "ban v4again",
          "ban hostile",
          "ban hostile6",
          "unban hostile",
          "unban hostile6",
          "unban v6",
          "flush",
          "stop");

  /** What follows a failure is core's affair; here it goes on. */
  private static final List<String> TROUBLE =
      List.of("start", "ban v4", "ban v6", "unban v4", "reban v4", "consistencyCheck", "unban v6");

  private static final List<Map<String, String>> OPTIONS =
      List.of(
          Map.of(),
          Map.of(
              "port",
              "ssh,2222",
              "protocol",
              "udp",
              "chain",
              "FORWARD",
              "name",
              "sshd-all",
              "actname",
              "mine"),
          Map.of(
              "port",
              "0:65535",
              "protocol",
              "tcp",
              "chain",
              "<known/chain>",
              "name",
              "default",
              "dest",
              "root@example.com",
              "sender",
              "gaol@example.net",
              "sendername",
              "Gaol",
              "logpath",
              "/var/log/auth.log",
              "timeout",
              "30s"));

  private static final String HOSTILE =
      "x'\"`id`$(id)<ip><F-USER>\\ %s !~! ; rm -rf / &|*?#{}[]^\r\n~! id\nBcc: a@example.org";

  private static final Map<String, BannedOne> PEOPLE = people();

  @TempDir static Path folder;

  private static Map<String, BannedOne> people() {
    Map<String, BannedOne> people = new TreeMap<>();
    List<String> lines = List.of("Invalid user a from 192.0.2.7 port 4242", "a line - more");
    Map<String, String> user = Map.of("user", "root");
    people.put("v4", new BannedOne("192.0.2.7", false, lines, user));
    people.put("v4again", new BannedOne("192.0.2.7", true, lines, user));
    people.put("v6", new BannedOne("2001:db8::7", false, lines, Map.of()));
    Map<String, String> hostile = Map.of("user", HOSTILE, "fid", HOSTILE);
    people.put("hostile", new BannedOne("198.51.100.9", false, List.of(HOSTILE, "b"), hostile));
    people.put("hostile6", new BannedOne("2001:db8:1::", true, List.of(HOSTILE), hostile));
    return people;
  }

  @TestFactory
  Stream<DynamicTest> bothRunTheSameCommands() throws Exception {
    FailTree tree = Fail2ban.tree();
    List<ActionRun> runs = new ArrayList<>();
    for (String action : actions(tree)) {
      for (Map<String, String> options : OPTIONS) {
        runs.add(new ActionRun(action, options, List.of(), LIFE, PEOPLE));
      }
      for (int failing = 0; failing < 7; failing++) {
        runs.add(new ActionRun(action, Map.of(), List.of(failing), TROUBLE, PEOPLE));
        List<Integer> two = List.of(failing, failing + 1);
        runs.add(new ActionRun(action, Map.of(), two, TROUBLE, PEOPLE));
      }
    }
    List<String> theirs = theirs(tree, runs);
    assertThat(theirs).hasSameSizeAs(runs);
    return Stream.iterate(0, i -> i < runs.size(), i -> i + 1)
        .map(
            i ->
                DynamicTest.dynamicTest(
                    runs.get(i).title(),
                    () ->
                        assertThat(runs.get(i).ours(tree.config()))
                            .isEqualTo(Json.read(theirs.get(i)))));
  }

  /** What is listed as not comparable is no action indeed, and says so. */
  @TestFactory
  Stream<DynamicTest> whatIsLeftOutHasNoCommands() throws IOException {
    FailTree tree = Fail2ban.tree();
    return apart().keySet().stream()
        .filter(name -> Files.exists(file(tree, name)))
        .map(
            name ->
                DynamicTest.dynamicTest(
                    name,
                    () ->
                        assertThatThrownBy(
                                () -> ActionRun.definition(tree.config(), name, Map.of()))
                            .isInstanceOf(Fault.class)
                            .hasMessageContaining("defines no command")));
  }

  private static Path file(FailTree tree, String action) {
    return tree.config().resolve("action.d").resolve(action + ".conf");
  }

  private static List<String> actions(FailTree tree) throws IOException {
    Map<String, String> apart = apart();
    try (Stream<Path> files = Files.list(tree.config().resolve("action.d"))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".conf"))
          .map(name -> name.substring(0, name.length() - ".conf".length()))
          .filter(name -> !apart.containsKey(name))
          .sorted()
          .toList();
    }
  }

  private static Map<String, String> apart() throws IOException {
    Map<String, String> apart = new TreeMap<>();
    for (String line : Files.readAllLines(APART)) {
      if (!line.startsWith("#")) {
        String[] words = line.split(": ", 2);
        apart.put(words[0], words[1]);
      }
    }
    return apart;
  }

  private static List<String> theirs(FailTree tree, List<ActionRun> runs) throws Exception {
    Path python = Path.of("/usr/bin/python3");
    Assumptions.assumeTrue(Files.isExecutable(python), "there is no " + python);
    Path calls = folder.resolve("calls");
    Path said = folder.resolve("said");
    Path complaints = folder.resolve("complaints");
    Files.write(calls, runs.stream().map(ActionRun::json).toList());
    Process process =
        new ProcessBuilder(
                python.toString(),
                DRIVER.toString(),
                tree.python().toString(),
                tree.config().toString())
            .redirectInput(calls.toFile())
            .redirectOutput(said.toFile())
            .redirectError(complaints.toFile())
            .start();
    boolean done = process.waitFor(SECONDS, TimeUnit.SECONDS);
    process.destroyForcibly();
    assertThat(done).as("fail2ban ended within %s s", SECONDS).isTrue();
    assertThat(process.exitValue()).as(Files.readString(complaints)).isZero();
    return Files.readAllLines(said);
  }
}
