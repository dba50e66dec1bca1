package org.gaoler.filter;

import java.util.ArrayList;
import java.util.List;
import org.gaoler.filter.Passage.Entry;

/** Keeps the last lines of a source for a filter whose expressions span several. */
final class LineBuffer {

  /** All lines together, in characters: they are stored with each commit. */
  private static final int LONGEST = 262_144;

  private final int most;
  private List<Entry> lines = List.of();

  LineBuffer(int most) {
    this.most = most;
  }

  /** Adds a line; the oldest gives way. */
  Passage add(Entry line) {
    if (most == 1) {
      return new Passage(List.of(line));
    }
    List<Entry> grown = new ArrayList<>(lines);
    grown.add(line);
    keep(grown.subList(Math.max(first(grown), grown.size() - most), grown.size()));
    return new Passage(lines);
  }

  /** The oldest line for which there is room beside the newer ones. */
  private static int first(List<Entry> lines) {
    int length = 0;
    for (int i = lines.size() - 1; i > 0; i--) {
      length += lines.get(i).whole().length();
      if (length + lines.get(i - 1).whole().length() > LONGEST) {
        return i;
      }
    }
    return 0;
  }

  /** What is left after a match, or what a prefregex made of the lines. */
  void keep(List<Entry> left) {
    lines = most == 1 ? List.of() : List.copyOf(left);
  }

  List<Entry> lines() {
    return lines;
  }
}
