package org.gaoler.itests.crash;

import java.time.Instant;
import java.util.List;
import java.util.Random;

/**
 * How much the crash tests do, and the seed of everything random in them: {@code
 * -Dgaoler.crash.long=true} for all of it, {@code -Dgaoler.crash.seed=N} to repeat a run, {@code
 * -Dgaoler.crash.keep=true} to keep the folder and be told of each step, {@code
 * -Dgaoler.crash.with=shared} for less of what makes it harder; all of it is the default.
 *
 * @param whole whether all of it is done, or a part of two minutes
 * @param seed printed by each test, so that its run can be repeated
 * @param shared whether the failures of an address are spread over all logs
 * @param glob whether the logs are configured by one pattern
 * @param alike whether all lines end with the same words
 */
record Extent(boolean whole, long seed, boolean shared, boolean glob, boolean alike) {

  private static final boolean TRACED = Boolean.getBoolean("gaoler.crash.keep");

  static Extent asked() {
    Long seed = Long.getLong("gaoler.crash.seed");
    List<String> with =
        List.of(System.getProperty("gaoler.crash.with", "shared,glob,alike").split(","));
    return new Extent(
        Boolean.getBoolean("gaoler.crash.long"),
        seed == null ? System.nanoTime() % 1_000_000 : seed,
        with.contains("shared"),
        with.contains("glob"),
        with.contains("alike"));
  }

  /**
   * Tells what is going to be done.
   *
   * @param what such as {@code kills}
   * @return the randomness of this run
   */
  Random begin(String what) {
    say(what + ": --seed " + seed + (whole ? " --long" : ""));
    return new Random(seed);
  }

  /** One number or the other. */
  int of(int part, int all) {
    return whole ? all : part;
  }

  /** The logs of a jail, as they are configured. */
  String[] logs() {
    return glob ? new String[] {"*.log"} : LogWriter.NAMES;
  }

  /** Tells of a step. */
  static void trace(String step) {
    if (TRACED) {
      say(Instant.now() + " " + step);
    }
  }

  /** Tells whoever runs the tests. */
  static void say(String text) {
    System.out.println(text);
  }

  /** Whether folders are kept. */
  static boolean traced() {
    return TRACED;
  }
}
