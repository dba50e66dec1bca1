package org.gaoler.itests.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.gaoler.itests.netns.Await;
import org.gaoler.itests.netns.NeedsRoot;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** However often Gaoler is killed, every failure is counted once, every ban stays and is told. */
@Tag("daemon")
@NeedsRoot
class KillTest {

  private final Extent extent = Extent.asked();
  private CrashRig rig;
  private ToldBans told;

  @BeforeEach
  void build() throws IOException {
    rig = new CrashRig(extent.logs());
    told = new ToldBans(rig);
  }

  @AfterEach
  void leave() {
    rig.close();
  }

  @Test
  void everyFailureIsCountedOnceHoweverOftenGaolerIsKilled() throws Exception {
    int kills = extent.of(25, 500);
    int quota = extent.of(50_000, 1_000_000) / kills;
    Random random = extent.begin("kills");
    NumberedLines lines =
        new NumberedLines(
            Instant.now().minus(Duration.ofDays(1)),
            extent.of(5, 20),
            LogWriter.NAMES.length,
            extent);
    Account account = new Account(lines);
    try (LogWriter writer =
        new LogWriter(rig.logs, lines, quota * 2, new Random(random.nextLong()))) {
      rig.firstLife(writer);
      Tally tally = killing(kills, quota, random, writer, account);
      writer.finish();
      settle(writer, account, tally);
    }
  }

  /** What came of the lives. */
  private static final class Tally {
    int killed;
    int early;
    int committed;
    Stored stored;
  }

  private Tally killing(int kills, int quota, Random random, LogWriter writer, Account account)
      throws IOException {
    int commits = extent.of(12, 400);
    Lives lives = new Lives(rig, random);
    Tally tally = new Tally();
    tally.stored = rig.stored();
    while (tally.killed < kills
        || tally.early < kills / 3
        || tally.committed < commits && tally.killed < 2 * kills) {
      writer.allow(quota, lives.longest() / 2);
      tally.early += lives.one() ? 0 : 1;
      tally.killed++;
      Stored stored = rig.stored();
      account.assertSound(stored);
      account.assertNothingLost(tally.stored, stored);
      tally.committed += stored.equals(tally.stored) ? 0 : 1;
      tally.stored = stored;
    }
    assertThat(tally.committed).isGreaterThanOrEqualTo(commits);
    return tally;
  }

  private void settle(LogWriter writer, Account account, Tally tally) throws Exception {
    Process daemon = rig.startWatching();
    rig.awaitReadToTheEnd(writer.files());
    long logged = rig.logged();
    Path truncated = writer.truncateOnceMore();
    Await.until(
        "the truncation is reported",
        CrashRig.LIMIT,
        () -> rig.loggedSince(logged).contains(truncated + ": emptied by another program"),
        rig.gaoler::said);
    rig.gaoler.stop(daemon);
    Stored stored = rig.assertComplete(writer, account, tally.stored);
    String tellings = told.assertAllTold(stored);
    int missing = account.missing(stored).size();
    Extent.say(
        "%d lives, %d ended before watching, %d committed; %d lines, %d rotations, %d failures"
                .formatted(
                    tally.killed,
                    tally.early,
                    tally.committed,
                    writer.written(),
                    writer.rotations(),
                    stored.numbers().count())
            + ", %d lines lost by truncation (%d written in between), %d bans"
                .formatted(missing, writer.lost().size(), stored.banned().size())
            + "; "
            + tellings);
  }
}
