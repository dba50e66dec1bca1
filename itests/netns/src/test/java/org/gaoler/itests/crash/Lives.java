package org.gaoler.itests.crash;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.gaoler.itests.netns.Await;
import org.gaoler.itests.netns.RigException;

/**
 * Starts Gaoler again and again and kills it after a random time of up to three seconds; on a slow
 * machine up to three times as long as a start takes, so that a third dies before it watches.
 */
final class Lives {

  private static final long LONGEST = TimeUnit.SECONDS.toNanos(3);
  private static final int REMEMBERED = 5;

  private final CrashRig rig;
  private final Random random;
  private final Deque<Long> starts = new ArrayDeque<>();

  Lives(CrashRig rig, Random random) {
    this.rig = rig;
    this.random = random;
    remember(rig.firstStart());
  }

  /** How long a life may be, in nanoseconds. */
  long longest() {
    return Math.max(
        LONGEST, 3 * starts.stream().sorted().skip(starts.size() / 2).findFirst().orElse(0L));
  }

  /**
   * One life, from start to kill.
   *
   * @return whether it came so far as to watch
   */
  boolean one() {
    long length = (long) (random.nextDouble() * longest());
    long logged = rig.logged();
    long start = System.nanoTime();
    Extent.trace("start");
    Process daemon = rig.gaoler.start();
    boolean[] watching = {false};
    Await.until(
        "a life is over",
        Duration.ofNanos(length).plusSeconds(1),
        () -> {
          watching[0] = watching[0] || began(logged, start);
          return over(daemon, start + length);
        });
    rig.gaoler.kill(daemon);
    if (!watching[0] && length > longest() / 2) {
      // the machine has become slower: a start takes longer than that
      remember(length);
    }
    Extent.trace("killed; watched " + watching[0]);
    return watching[0];
  }

  private boolean over(Process daemon, long end) {
    if (!daemon.isAlive()) {
      throw new RigException(
          "gaolerd ended by itself with " + daemon.exitValue() + ": " + rig.gaoler.said());
    }
    return System.nanoTime() >= end;
  }

  private boolean began(long logged, long start) {
    boolean watching =
        rig.logged() > logged && rig.loggedSince(logged).contains("[" + CrashRig.JAIL + "] WATCH");
    if (watching) {
      remember(System.nanoTime() - start);
    }
    return watching;
  }

  private void remember(long start) {
    starts.addLast(start);
    if (starts.size() > REMEMBERED) {
      starts.removeFirst();
    }
  }
}
