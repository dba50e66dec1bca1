package org.gaoler.itests.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.gaoler.itests.netns.AuthLog;
import org.gaoler.itests.netns.Await;
import org.gaoler.itests.netns.NeedsRoot;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** While nothing happens nothing is written. */
@Tag("daemon")
@NeedsRoot
class IdleTest {

  private static final Duration REST = Duration.ofSeconds(3);

  private CrashRig rig;

  @BeforeEach
  void build() {
    rig = new CrashRig("auth.log");
  }

  @AfterEach
  void leave() {
    rig.close();
  }

  @Test
  void nothingIsWrittenWhileNothingHappens() throws IOException {
    AuthLog log = new AuthLog(rig.logs.resolve("auth.log"));
    Process daemon = rig.startWatching();
    log.failures("198.51.100.1", NumberedLines.LIMIT);
    log.failures("2001:db8:2::1", NumberedLines.LIMIT - 1);
    Await.until("a ban", CrashRig.LIMIT, () -> rig.inKernel().size() == 1, rig.gaoler::said);
    awaitRest(daemon);
    Map<String, String> before = traces(daemon);

    pass(Duration.ofSeconds(Extent.asked().of(10, 600)));

    assertThat(traces(daemon)).isEqualTo(before);
  }

  private void awaitRest(Process daemon) {
    long[] since = {System.nanoTime()};
    Object[] last = {""};
    Await.until(
        "Gaoler is at rest",
        CrashRig.LIMIT,
        () -> {
          Map<String, String> now = traces(daemon);
          if (!now.equals(last[0])) {
            last[0] = now;
            since[0] = System.nanoTime();
          }
          return System.nanoTime() - since[0] > REST.toNanos();
        });
  }

  private static void pass(Duration time) {
    long end = System.nanoTime() + time.toNanos();
    Await.until("time passes", time.plusSeconds(10), () -> System.nanoTime() > end);
  }

  /** What the process has had written, and the files of the store. */
  private Map<String, String> traces(Process daemon) {
    Map<String, String> traces = new TreeMap<>();
    try {
      for (String count : Files.readAllLines(Path.of("/proc/" + daemon.pid() + "/io"))) {
        if (count.startsWith("write_bytes")) {
          traces.put("process", count);
        }
      }
      for (String name : Stored.FILES) {
        Path file = rig.data().resolve(name);
        traces.put(
            name,
            Files.getLastModifiedTime(file)
                + " "
                + Files.size(file)
                + " "
                + Arrays.hashCode(Files.readAllBytes(file)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return traces;
  }
}
