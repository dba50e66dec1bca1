package org.gaoler.filter.expression;

/**
 * A repetition of more than a character that gives nothing back: it begins here and comes round
 * here.
 */
final class PossessiveStep implements Step {

  private final int least;
  private final int most;
  private final Step next;
  private final int slot;
  private final int number;
  private Step body;

  /**
   * Makes the repetition.
   *
   * @param slot where in the memory its frame is remembered
   */
  PossessiveStep(Node.Repeat repeat, Step next, int slot, int number) {
    this.least = repeat.least();
    this.most = repeat.most();
    this.next = next;
    this.slot = slot;
    this.number = number;
  }

  /** The body leads back to {@link #round}, so that it can be built only afterwards. */
  void body(Step first) {
    body = first;
  }

  @Override
  public Step run(Machine m) {
    return most == 0 ? next : go(m, 0);
  }

  private Step go(Machine m, int count) {
    int frame = m.top();
    m.push(m.at, count, 0, number);
    m.set(slot, frame);
    return body;
  }

  /** Comes round: what was matched stays. */
  Step round(Machine m) {
    int frame = m.get(slot);
    boolean moved = m.frame(frame) != m.at;
    int count = m.frame(frame + 1) + 1;
    m.cut(frame);
    boolean enough = count > least && !moved || most >= 0 && count >= most;
    return enough ? next : go(m, count);
  }

  @Override
  public Step retry(Machine m, int frame) {
    m.at = m.frame(frame);
    int count = m.frame(frame + 1);
    m.pop();
    return count >= least ? next : null;
  }

  @Override
  public CharSet begin() {
    return least > 0 ? body.begin() : null;
  }
}
