package org.gaoler.tester.run;

import java.util.ArrayList;
import java.util.List;

/** The lines of one verdict: how many there were, and the first of them. */
public final class Kept {

  private final int most;
  private final List<String> lines = new ArrayList<>();
  private long count;

  Kept(int most) {
    this.most = most;
  }

  void add(String line) {
    count++;
    if (lines.size() < most) {
      lines.add(line);
    }
  }

  /** How many there were. */
  public long count() {
    return count;
  }

  /** The first of them, in order; hostile. */
  public List<String> lines() {
    return lines;
  }
}
