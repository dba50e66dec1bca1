package org.gaoler.itests.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.gaoler.itests.netns.Await;
import org.gaoler.itests.netns.Instance;
import org.gaoler.itests.netns.NeedsRoot;
import org.gaoler.itests.netns.Places;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * While a thousand lines a second flow, the filter pack, the action and the backend of a jail are
 * replaced again and again: every failure is counted once, and no ban ever leaves the kernel.
 */
@Tag("daemon")
@NeedsRoot
class HotPlugTest {

  /** Heap, class loaders and threads are compared from then on. */
  private static final int SETTLED = 3;

  private final Extent extent = Extent.asked();
  private CrashRig rig;
  private Path deploy;
  private Path monitored;

  @BeforeEach
  void build() throws IOException {
    rig = new CrashRig("hot.log");
    deploy = Files.createDirectories(rig.gaoler.base().resolve("deploy"));
    monitored = rig.folder.resolve("nft.monitor");
    Map<String, String> settings = Instance.jailFor(rig.logs.resolve("hot.log"));
    settings.put("filter", "hot");
    settings.put("backend", "hot");
    settings.put("action", "hot");
    settings.put("maxretry", Integer.toString(NumberedLines.LIMIT));
    settings.put("findtime", "4w");
    settings.put("bantime", "1y");
    rig.gaoler.jail(CrashRig.JAIL, settings);
  }

  @AfterEach
  void leave() {
    rig.close();
  }

  @Test
  void replacedBundlesLoseNoLineAndNoBan() throws Exception {
    int rounds = extent.of(4, 200);
    Random random = extent.begin("replacements");
    NumberedLines lines = new NumberedLines(Instant.now().minus(Duration.ofDays(1)), 20, 1, extent);
    Account account = new Account(lines);
    for (RecastJar jar : List.of(RecastJar.PACK, RecastJar.ACTION, RecastJar.BACKEND)) {
      drop(jar, "1.0.0", random);
    }
    Process monitor = rig.hosts.onServer("nft", "monitor").start(monitored, monitored);
    try (SteadyWriter writer = new SteadyWriter(rig.logs.resolve("hot.log"), lines)) {
      Process daemon = rig.startWatching();
      Footprint settled = replace(1, SETTLED, random, daemon);
      Footprint last = replace(SETTLED + 1, rounds, random, daemon);
      writer.finish();
      Extent.say("%d lines; %s, in the end %s".formatted(lines.written(), settled, last));
      assertNoGrowth(settled, last);
      rig.awaitReadToTheEnd(List.of(rig.logs.resolve("hot.log")));
      rig.gaoler.stop(daemon);
    } finally {
      monitor.destroy();
    }
    Stored stored = rig.stored();
    account.assertSound(stored);
    account.assertComplete(stored, Set.of());
    Account.assertSame("bans in the kernel", rig.inKernel(), stored.banned().keySet());
    assertThat(
            Places.read(monitored)
                .lines()
                .filter(line -> line.matches("(delete (element|set|rule|table)|flush) .*")))
        .as("what left the kernel")
        .isEmpty();
  }

  private Footprint replace(int first, int last, Random random, Process daemon) throws Exception {
    for (int round = first; round <= last; round++) {
      for (RecastJar jar : List.of(RecastJar.PACK, RecastJar.ACTION, RecastJar.BACKEND)) {
        drop(jar, "1.0." + round, random);
      }
    }
    rig.gaoler.awaitState(daemon, CrashRig.JAIL, "WATCHING");
    return Footprint.of(daemon);
  }

  /** Replaced at once, by half of a jar first, or removed and put there again. */
  private void drop(RecastJar jar, String version, Random random) throws IOException {
    Path file = deploy.resolve(jar.name() + ".jar");
    byte[] bytes = jar.version(version);
    long logged = rig.logged();
    boolean running = logged > 0;
    int how = running ? random.nextInt(4) : 0;
    if (how == 1) {
      Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));
      awaitLogged(logged, "no whole jar");
    } else if (how == 2) {
      Files.delete(file);
      awaitLogged(logged, "is removed");
    }
    Files.write(file, bytes);
    if (running) {
      awaitLogged(logged, "bundle " + jar.name() + " " + version + " is in use");
    }
  }

  private void awaitLogged(long since, String text) {
    Await.until(
        text, CrashRig.LIMIT, () -> rig.loggedSince(since).contains(text), rig.gaoler::said);
  }

  private void assertNoGrowth(Footprint before, Footprint after) {
    assertThat(after.loaders()).as("class loaders").isLessThanOrEqualTo(before.loaders() + 3);
    assertThat(after.threads()).as("threads").isLessThanOrEqualTo(before.threads() + 8);
    assertThat(after.bytes() - before.bytes()).as("heap").isLessThan(5L << 20);
  }
}
