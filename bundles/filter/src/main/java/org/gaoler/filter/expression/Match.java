package org.gaoler.filter.expression;

import java.util.regex.MatchResult;

/** Where an expression matched a text and what its groups took; offsets are those of a string. */
final class Match implements MatchResult {

  private final Text text;
  private final int[] spans;

  /**
   * Takes over a result.
   *
   * @param spans start and end of the match, then of each group, in characters; -1 if it took no
   *     part
   */
  Match(Text text, int[] spans) {
    this.text = text;
    this.spans = spans;
  }

  @Override
  public int start() {
    return start(0);
  }

  @Override
  public int start(int group) {
    return offset(spans[2 * group]);
  }

  @Override
  public int end() {
    return end(0);
  }

  @Override
  public int end(int group) {
    return offset(spans[2 * group + 1]);
  }

  private int offset(int index) {
    return index < 0 ? -1 : text.offset(index);
  }

  @Override
  public String group() {
    return group(0);
  }

  @Override
  public String group(int group) {
    return spans[2 * group] < 0 ? null : text.part(start(group), end(group));
  }

  @Override
  public int groupCount() {
    return spans.length / 2 - 1;
  }
}
