package org.gaoler.action.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.gaoler.action.command.Runner.Result;
import org.gaoler.testkit.Eventually;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands that really run. */
class ShellTest {

  private static final Duration LONG = Duration.ofSeconds(20);
  private static final Duration SHORT = Duration.ofMillis(1500);

  @TempDir Path folder;
  private final Shell shell = new Shell("");

  private Result run(String script, String... values) throws InterruptedException {
    return shell.run(new ShellCommand(script, List.of(values)), LONG);
  }

  @Test
  void statusAndOutputOfBothKindsAreTold() throws Exception {
    Result result = run("echo one; echo two >&2; exit 7");
    assertThat(result).isEqualTo(new Result(7, "one\ntwo", true));
    assertThat(result.success()).isFalse();
  }

  @Test
  void argumentsReachTheScriptAsTheyAre() throws Exception {
    String hostile = "$(id) `id` ' \" \\ \n * ~ !x";
    assertThat(run("printf '%s|%s' \"$0\" \"$1\"", hostile, "").output()).isEqualTo(hostile + "|");
  }

  @Test
  void severalLinesAreOneScriptWhoseLastStatusCounts() throws Exception {
    assertThat(run("false\ntrue").success()).isTrue();
    assertThat(run("true\nfalse").success()).isFalse();
  }

  @Test
  void environmentIsSmallAndInputEmpty() throws Exception {
    Result result = run("env; wc -c; pwd");
    assertThat(result.output()).contains("PATH=/usr/local/sbin:", "\n0\n").endsWith("/");
    assertThat(result.output()).doesNotContain("JAVA_HOME", "MAVEN");
  }

  @Test
  void timeLimitEndsTheCommandWithAllItStarted() throws Exception {
    Path child = folder.resolve("child");
    String script = "trap '' TERM; sleep 600 & echo $! >" + child + "; sleep 600; wait";
    Result result = shell.run(new ShellCommand(script, List.of()), SHORT);
    assertThat(result.ended()).isFalse();
    assertGone(child);
  }

  private static void assertGone(Path child) {
    long number = Long.parseLong(Scene.lines(child).get(0));
    Eventually.await(
        "the child has gone",
        Duration.ofSeconds(5),
        () -> ProcessHandle.of(number).filter(ProcessHandle::isAlive).isEmpty());
  }

  @Test
  void interruptEndsTheCommandWithAllItStarted() throws Exception {
    Path child = folder.resolve("child");
    Thread caller = Thread.currentThread();
    Thread other =
        new Thread(
            () -> {
              Eventually.await(
                  "it runs", Duration.ofSeconds(20), () -> !Scene.lines(child).isEmpty());
              caller.interrupt();
            });
    other.start();
    assertThatThrownBy(() -> run("sleep 600 & echo $! >" + child + "; wait"))
        .isInstanceOf(InterruptedException.class);
    other.join();
    assertThat(Thread.interrupted()).isFalse();
    assertGone(child);
  }

  @Test
  void whatPrintsWithoutEndIsNeitherWaitedForNorKept() throws Exception {
    Result result = run("head -c 3000000 /dev/zero | tr '\\0' x");
    assertThat(result.success()).isTrue();
    assertThat(result.output()).hasSize(2000);
  }

  @Test
  void whatStaysBehindDoesNotHoldTheCommandUp() throws Exception {
    Result result = run("sleep 600 & echo $!");
    assertThat(result.success()).isTrue();
    ProcessHandle.of(Long.parseLong(result.output())).ifPresent(ProcessHandle::destroyForcibly);
  }

  @Test
  void ownPathIsTaken() throws Exception {
    Shell other = new Shell("/usr/bin:/bin");
    assertThat(other.run(new ShellCommand("echo $PATH", List.of()), LONG).output())
        .isEqualTo("/usr/bin:/bin");
    assertThat(other.missing()).isEmpty();
    assertThat(new Shell(folder.toString()).missing())
        .singleElement()
        .asString()
        .contains("setsid", folder.toString(), "apt-get install util-linux");
  }

  @Test
  void nothingToDoIsASuccess() throws Exception {
    assertThat(shell.run(ShellCommand.NONE, LONG).success()).isTrue();
  }
}
