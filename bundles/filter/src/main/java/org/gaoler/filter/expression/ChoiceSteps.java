package org.gaoler.filter.expression;

/** Steps with alternatives, and those that forget them. */
final class ChoiceSteps {

  private ChoiceSteps() {}

  /** Alternatives in their order; each may know what a text must begin with. */
  record Branch(Step[] options, CharSet[] begins, int number) implements Step {
    @Override
    public Step run(Machine m) {
      return from(m, 0, -1);
    }

    private Step from(Machine m, int option, int frame) {
      int chosen = candidate(m, option);
      int after = chosen < 0 ? -1 : candidate(m, chosen + 1);
      if (after >= 0) {
        if (frame < 0) {
          m.push(m.at, after, 0, number);
        } else {
          m.changeFrame(frame + 1, after);
        }
      } else if (frame >= 0) {
        m.pop();
      }
      return chosen < 0 ? null : options[chosen];
    }

    private int candidate(Machine m, int from) {
      for (int i = from; i < options.length; i++) {
        CharSet begin = begins[i];
        if (begin == null || m.at < m.end && begin.has(m.text[m.at])) {
          return i;
        }
      }
      m.burn(options.length - from >> 2);
      return -1;
    }

    @Override
    public Step retry(Machine m, int frame) {
      m.at = m.frame(frame);
      return from(m, m.frame(frame + 1), frame);
    }

    @Override
    public CharSet begin() {
      CharSet all = begins[0];
      for (int i = 1; i < begins.length && all != null; i++) {
        all = begins[i] == null ? null : all.or(begins[i]);
      }
      return all;
    }
  }

  /**
   * Begins a part that is matched on its own: a look ahead or behind, or an atomic group.
   *
   * @param slot where in the memory its frame is remembered
   */
  record Enter(
      Step body, Step next, int slot, int back, boolean looking, boolean negative, int number)
      implements Step {
    @Override
    public Step run(Machine m) {
      if (m.at < back) {
        return negative ? next : null;
      }
      int frame = m.top();
      m.push(m.at, 0, 0, number);
      m.set(slot, frame);
      m.at -= back;
      return body;
    }

    @Override
    public Step retry(Machine m, int frame) {
      m.at = m.frame(frame);
      m.pop();
      return negative ? next : null;
    }

    @Override
    public CharSet begin() {
      return looking ? next.begin() : body.begin();
    }
  }

  /**
   * Ends a part that is matched on its own: its alternatives are forgotten. What follows must not
   * be asked how it begins, since it has no say in how the part matches.
   */
  record Leave(Step next, int slot, boolean looking, boolean negative) implements Step {
    @Override
    public Step run(Machine m) {
      int frame = m.get(slot);
      if (looking) {
        m.at = m.frame(frame);
      }
      if (negative) {
        m.undo(frame);
        return null;
      }
      m.cut(frame);
      return next;
    }
  }
}
