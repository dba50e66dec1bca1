package org.gaoler.tester.fail2ban;

import java.util.ArrayList;
import java.util.List;

/** The lines of one kind: how many, and those that are printed. Used by one thread. */
final class Lines {

  private final String kind;
  private final boolean all;
  private final int most;
  private final List<String> kept = new ArrayList<>();
  private long count;

  /**
   * Begins.
   *
   * @param kind such as {@code missed}
   * @param all whether all are printed
   * @param most how many are kept otherwise
   */
  Lines(String kind, boolean all, int most) {
    this.kind = kind;
    this.all = all;
    this.most = most;
  }

  void add(String line) {
    count++;
    if (all || count <= most + 1) {
      kept.add(line);
    }
  }

  /** Takes a line back that a later one turned into something else. */
  void takeBack(String line) {
    count--;
    kept.remove(line);
  }

  String kind() {
    return kind;
  }

  long count() {
    return count;
  }

  /** Whether there are so many that only their number is told. */
  boolean tooMany() {
    return !all && count >= most;
  }

  List<String> kept() {
    return kept;
  }
}
