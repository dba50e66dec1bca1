package org.gaoler.itests.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.gaoler.itests.netns.Await;
import org.gaoler.itests.netns.Command;
import org.gaoler.itests.netns.NeedsRoot;
import org.gaoler.itests.netns.Places;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * After a power cut Gaoler starts by itself with all that was committed, bans again whom the
 * emptied kernel has forgotten, and reads again what was not committed.
 */
@Tag("daemon")
@NeedsRoot
class PowerCutTest {

  private static final int QUOTA = 1000;
  private static final long LONGEST = TimeUnit.MILLISECONDS.toNanos(600);

  private final Extent extent = Extent.asked();
  private CrashRig rig;

  @BeforeEach
  void build() {
    rig = new CrashRig(extent.logs());
  }

  @AfterEach
  void leave() {
    rig.close();
  }

  @Test
  void nothingOlderThanTheLastCommitIsLost() throws Exception {
    int cuts = extent.of(10, 200);
    Random random = extent.begin("power cuts");
    NumberedLines lines =
        new NumberedLines(
            Instant.now().minus(Duration.ofDays(1)), 5, LogWriter.NAMES.length, extent);
    Account account = new Account(lines);
    try (LogWriter writer =
        new LogWriter(rig.logs, lines, QUOTA * 2, new Random(random.nextLong()))) {
      rig.firstLife(writer);
      Stored stored = rig.stored();
      int older = 0;
      for (int cut = 0; cut < cuts; cut++) {
        writer.allow(QUOTA, LONGEST);
        Process daemon = rig.startWatching();
        assertTakenUp(stored);
        Stored before = struck(daemon, random, account, stored);
        stored = rig.stored();
        account.assertSound(stored);
        older += stored.equals(before) ? 0 : 1;
      }
      rig.assertComplete(writer, account, stored);
      Extent.say(
          "%d power cuts, %d of them lost commits; %d lines, %d rotations, %d truncated"
              .formatted(cuts, older, writer.written(), writer.rotations(), writer.lost().size()));
    }
  }

  private void assertTakenUp(Stored stored) throws IOException {
    assertThat(rig.setAside()).isEmpty();
    Await.until(
        "all bans of the store are in force",
        CrashRig.LIMIT,
        () -> rig.inKernel().containsAll(stored.banned().keySet()),
        rig.gaoler::said);
  }

  /** Lets it live for a while; then the power fails. */
  private Stored struck(Process daemon, Random random, Account account, Stored stored)
      throws IOException {
    long end = System.nanoTime() + (long) (random.nextDouble() * LONGEST);
    Await.until("a life is over", CrashRig.LIMIT, () -> System.nanoTime() > end);
    Path copy = Places.scratch();
    Stored before;
    try {
      Command.of("kill", "-STOP", Long.toString(daemon.pid())).must();
      copy(rig.data(), copy);
      rig.gaoler.kill(daemon);
      before = rig.stored();
      account.assertSound(before);
      account.assertNothingLost(stored, before);
      new PowerCut(random).strike(copy.resolve(Stored.FILES.get(1)));
      Places.remove(rig.data());
      Files.createDirectory(rig.data());
      copy(copy, rig.data());
    } finally {
      Places.remove(copy);
    }
    rig.hosts.onServer("nft", "flush", "ruleset").must();
    return before;
  }

  private static void copy(Path from, Path to) throws IOException {
    for (String name : Stored.FILES) {
      if (Files.exists(from.resolve(name))) {
        Files.copy(from.resolve(name), to.resolve(name), StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
  }
}
