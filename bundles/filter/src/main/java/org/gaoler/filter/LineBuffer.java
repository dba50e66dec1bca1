package org.gaoler.filter;

import java.util.ArrayList;
import java.util.List;
import org.gaoler.filter.Passage.Entry;

/** Keeps the last lines of a source for a filter whose expressions span several. */
final class LineBuffer {

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
    keep(grown.size() > most ? grown.subList(grown.size() - most, grown.size()) : grown);
    return new Passage(lines);
  }

  /** What is left after a match, or what a prefregex made of the lines. */
  void keep(List<Entry> left) {
    lines = most == 1 ? List.of() : List.copyOf(left);
  }

  List<Entry> lines() {
    return lines;
  }
}
