package org.gaoler.filter.expression;

import java.util.Optional;
import java.util.regex.MatchResult;

/** Looks for the first place of a text where an expression matches; cheap tests come first. */
final class Search {

  /** In shorter texts, trying to match at the only place is cheaper than looking for a literal. */
  private static final int LONG = 200;

  private final Program program;
  private final int least;
  private final boolean anchored;
  private final CharSet begin;
  private final Optional<CharSet> covered;
  private final Required required;

  Search(Syntax syntax) {
    this.program = Assembler.assemble(syntax);
    this.least = syntax.least();
    this.anchored = Anchoring.atStart(syntax.root());
    this.begin = program.first().begin();
    this.covered = Anchoring.covered(syntax);
    this.required = Required.of(syntax.root());
  }

  /**
   * Searches.
   *
   * @param text its budget pays, and says so afterwards even if it did not suffice
   */
  Optional<MatchResult> find(Text text) {
    Machine machine = text.machine();
    machine.fuel = text.budget().left();
    long before = machine.fuel;
    try {
      int start = start(machine);
      return start < 0 ? Optional.empty() : Optional.of(result(machine, text, start));
    } finally {
      text.budget().spend(before - machine.fuel);
    }
  }

  /**
   * Whether an expression may match a text that begins with a character; a line feed follows the
   * empty text.
   */
  boolean opens(int code) {
    return !anchored || begin == null || begin.has(code);
  }

  private int start(Machine m) {
    int last = m.end - least;
    if (last < 0 || (!anchored || m.end > LONG) && !required.in(m)) {
      return -1;
    }
    if (anchored) {
      return possible(m, 0) && m.match(program, 0) ? 0 : -1;
    }
    int start = 0;
    while (start <= last) {
      int from = start;
      while (start <= last && !possible(m, start)) {
        start++;
      }
      m.burn(start - from >> 2);
      if (start <= last && m.match(program, start)) {
        return start;
      }
      start = after(m, start);
    }
    return -1;
  }

  private boolean possible(Machine m, int start) {
    return begin == null || start < m.end && begin.has(m.text[start]);
  }

  /**
   * The next place worth trying. An expression that begins with a run and does not match at the
   * run's first character matches nowhere inside it either.
   */
  private int after(Machine m, int start) {
    if (covered.isEmpty()) {
      return start + 1;
    }
    int end = start;
    while (end < m.end && covered.get().has(m.text[end])) {
      end++;
    }
    m.burn(end - start >> 2);
    return end + 1;
  }

  private MatchResult result(Machine m, Text text, int start) {
    int[] spans = new int[2 + 2 * program.groups()];
    spans[0] = start;
    spans[1] = m.at;
    for (int i = 2; i < spans.length; i += 2) {
      int from = m.get(Machine.GROUPS + i - 2);
      int to = m.get(Machine.GROUPS + i - 1);
      spans[i] = from < 0 || to < 0 ? -1 : from;
      spans[i + 1] = from < 0 || to < 0 ? -1 : to;
    }
    return new Match(text, spans);
  }
}
