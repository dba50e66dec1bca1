package org.gaoler.itests.filters;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code gaoler fail2ban-regex} and the real fail2ban-regex say the same of the same lines:
 * matches, addresses, times, hits of each expression and each date template, totals, lists of
 * lines.
 */
class DifferentialTest {

  private static final Path DRIVER = Path.of("src/test/python/fail2ban-regex-runs.py");
  private static final long SECONDS = 120;
  private static final List<String> MODES = List.of("normal", "ddos", "extra", "aggressive");
  private static final List<String> NAMES_STAY = List.of("-r");
  private static final List<String> ADDRESSES_ONLY = List.of("--usedns", "no");

  @TempDir static Path folder;

  private final List<RegexRun> runs = new ArrayList<>();

  @TestFactory
  Stream<DynamicTest> bothSayTheSame() throws Exception {
    FailTree tree = Fail2ban.tree();
    for (Play play : tree.plays()) {
      if (!play.own()) {
        add(play, NAMES_STAY);
      }
    }
    for (String mode : MODES) {
      Map<String, String> parameters = Map.of("mode", mode);
      add(new Play("sshd", false, parameters, OwnCorpus.sshd()), NAMES_STAY);
    }
    OwnCorpus.traps().forEach(play -> add(play, ADDRESSES_ONLY));
    runFail2ban(tree);
    return runs.stream().map(run -> DynamicTest.dynamicTest(run.title(), () -> compare(tree, run)));
  }

  private void add(Play play, List<String> hosts) {
    runs.addAll(RegexRun.of(folder, runs.size(), play, hosts));
  }

  private static void compare(FailTree tree, RegexRun run) throws IOException {
    List<String> theirs = Said.of(FailTree.text(run.theirs()));
    assertThat(theirs).as("fail2ban-regex").noneMatch(line -> line.startsWith("exit"));
    List<String> ours = Said.of(run.ours(tree.config()));
    assertThat(Said.differences(theirs, ours)).as("-fail2ban +gaoler").isEmpty();
  }

  private void runFail2ban(FailTree tree) throws Exception {
    Path calls = folder.resolve("calls");
    Files.write(calls, runs.stream().map(run -> run.json(tree.config())).toList());
    ProcessBuilder python =
        new ProcessBuilder(
            python(), DRIVER.toString(), tree.python().toString(), "" + Present.SECONDS);
    python.environment().put("TZ", ZoneId.systemDefault().getId());
    python.redirectInput(calls.toFile()).redirectErrorStream(true);
    Path said = folder.resolve("python.out");
    Process process = python.redirectOutput(said.toFile()).start();
    boolean done = process.waitFor(SECONDS, TimeUnit.SECONDS);
    process.destroyForcibly();
    assertThat(done).as("fail2ban ended within %s s", SECONDS).isTrue();
    assertThat(process.exitValue()).as(FailTree.text(said)).isZero();
  }

  /** The system's own Python: the package is made for that one. */
  private static String python() {
    Path python = Path.of("/usr/bin/python3");
    Assumptions.assumeTrue(Files.isExecutable(python), "there is no " + python);
    return python.toString();
  }
}
