package org.gaoler.filter.expression;

/** Repetitions of a single character: they need one frame, however long the run is. */
final class RunSteps {

  private static final int ENDLESS = Integer.MAX_VALUE;

  private RunSteps() {}

  /** Where a run ends that begins where the machine is. */
  private static int runEnd(Machine m, CharSet set, int most) {
    int limit = most < 0 || m.end - m.at < most ? m.end : m.at + most;
    int at = m.at;
    int[] text = m.text;
    while (at < limit && set.has(text[at])) {
      at++;
    }
    m.burn(at - m.at >> 2);
    return at;
  }

  private static boolean follows(Machine m, CharSet follow, int at) {
    return follow == null || at < m.end && follow.has(m.text[at]);
  }

  /** As many as possible. */
  record Greedy(CharSet set, int least, int most, Step next, CharSet follow, int number)
      implements Step {
    @Override
    public Step run(Machine m) {
      int first = m.at + least;
      int last = m.end - m.at < least ? -1 : runEnd(m, set, most);
      if (last < first) {
        return null;
      }
      if (last == first) {
        m.at = last;
        return next;
      }
      return from(m, first, last, -1);
    }

    private Step from(Machine m, int first, int last, int frame) {
      int at = last;
      while (at >= first && !follows(m, follow, at)) {
        at--;
      }
      m.burn(last - at >> 2);
      m.at = at;
      if (at <= first) {
        if (frame >= 0) {
          m.pop();
        }
        return at < first ? null : next;
      }
      if (frame < 0) {
        m.push(first, at, 0, number);
      } else {
        m.changeFrame(frame + 1, at);
      }
      return next;
    }

    @Override
    public Step retry(Machine m, int frame) {
      return from(m, m.frame(frame), m.frame(frame + 1) - 1, frame);
    }

    @Override
    public CharSet begin() {
      return least > 0 ? set : follow == null ? null : set.or(follow);
    }
  }

  /** As few as possible. */
  record Lazy(CharSet set, int least, int most, Step next, CharSet follow, int number)
      implements Step {
    @Override
    public Step run(Machine m) {
      if (m.end - m.at < least) {
        return null;
      }
      int start = m.at;
      int end = runEnd(m, set, least);
      if (end - start < least) {
        return null;
      }
      int limit = most < 0 || ENDLESS - start < most ? ENDLESS : start + most;
      return from(m, end, limit, -1);
    }

    /** The first place from there on where what follows may match; the run reaches up to there. */
    private Step from(Machine m, int first, int limit, int frame) {
      int at = first;
      while (!follows(m, follow, at)) {
        if (at >= limit || at >= m.end || !set.has(m.text[at])) {
          m.burn(at - first >> 2);
          return none(m, frame);
        }
        at++;
      }
      m.burn(at - first >> 2);
      m.at = at;
      if (frame < 0) {
        m.push(at, limit, 0, number);
      } else {
        m.changeFrame(frame, at);
      }
      return next;
    }

    private static Step none(Machine m, int frame) {
      if (frame >= 0) {
        m.pop();
      }
      return null;
    }

    @Override
    public Step retry(Machine m, int frame) {
      int at = m.frame(frame);
      int limit = m.frame(frame + 1);
      if (at >= limit || at >= m.end || !set.has(m.text[at])) {
        return none(m, frame);
      }
      return from(m, at + 1, limit, frame);
    }

    @Override
    public CharSet begin() {
      return least > 0 ? set : follow == null ? null : set.or(follow);
    }
  }

  /** As many as possible, and nothing is given back. */
  record Possessive(CharSet set, int least, int most, Step next) implements Step {
    @Override
    public Step run(Machine m) {
      int end = m.end - m.at < least ? -1 : runEnd(m, set, most);
      if (end - m.at < least) {
        return null;
      }
      m.at = end;
      return next;
    }
  }
}
