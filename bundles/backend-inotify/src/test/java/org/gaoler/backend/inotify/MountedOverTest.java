package org.gaoler.backend.inotify;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import org.gaoler.api.LogBackend.Follow;
import org.gaoler.api.LogSpec;
import org.gaoler.testkit.LineCollector;
import org.gaoler.testkit.Root;
import org.gaoler.testkit.Shell;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file system that is mounted over a log's directory while the log is followed. */
class MountedOverTest {

  private static final String DONE = "read one, two and three";

  @Test
  void mountsOnTheWayToALogAreNoticed(@TempDir Path directory) {
    Root.required();
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    List<String> command =
        List.of(
            "unshare",
            "--mount",
            java,
            "-cp",
            System.getProperty("java.class.path"),
            MountedOverTest.class.getName(),
            directory.toString());
    Shell.Result result = Shell.result(command, "");
    assertThat(result.output()).contains(DONE);
    assertThat(result.status()).isZero();
  }

  /** Runs in a mount namespace of its own. */
  public static void main(String[] arguments) throws Exception {
    Path directory = Path.of(arguments[0]).toRealPath();
    Path log = directory.resolve("auth.log");
    InotifyBackend backend = new InotifyBackend();
    LineCollector sink = new LineCollector();
    append(log, "one");
    try (Follow follow =
        backend.follow(new LogSpec(log.toString(), "", Instant.EPOCH, false), sink)) {
      sink.awaitLines(1);
      Shell.run("mount", "-t", "tmpfs", "none", directory.toString());
      append(log, "two");
      sink.awaitLines(2);
      Shell.run("umount", "--lazy", directory.toString());
      append(log, "three");
      sink.awaitLines(3);
    }
    backend.stop();
    System.out.println("read " + String.join(", ", sink.lines()).replace(", three", " and three"));
  }

  private static void append(Path log, String line) throws Exception {
    Files.writeString(log, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }
}
