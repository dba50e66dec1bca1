package org.gaoler.filter.expression;

/**
 * Repetitions of more than a character. Each entry into a loop takes three numbers of the memory:
 * the loop around it, how often it went round, and where it last began.
 */
final class LoopSteps {

  private static final int COUNT = 1;
  private static final int LAST = 2;
  private static final int SIZE = 3;

  private LoopSteps() {}

  /** Enters a loop. */
  static final class Begin implements Step {
    private final Round round;

    Begin(Round round) {
      this.round = round;
    }

    @Override
    public CharSet begin() {
      CharSet body = round.body.begin();
      CharSet next = round.least > 0 || body == null ? body : round.next.begin();
      return next == null ? null : body.or(next);
    }

    @Override
    public Step run(Machine m) {
      int loop = m.take(SIZE);
      m.init(loop, m.get(Machine.LOOP));
      m.init(loop + COUNT, -1);
      m.init(loop + LAST, -1);
      m.set(Machine.LOOP, loop);
      return round;
    }
  }

  /** Comes round a loop: decides whether it goes round again. */
  static final class Round implements Step {
    private final int least;
    private final int most;
    private final boolean lazy;
    private final Step next;
    private final int number;
    private Step body;

    Round(Node.Repeat repeat, Step next, int number) {
      this.least = repeat.least();
      this.most = repeat.most();
      this.lazy = repeat.manner() == '?';
      this.next = next;
      this.number = number;
    }

    /** The body leads back here, so that it can be built only afterwards. */
    void body(Step first) {
      body = first;
    }

    @Override
    public Step run(Machine m) {
      int loop = m.get(Machine.LOOP);
      int count = m.get(loop + COUNT) + 1;
      if (count < least) {
        m.set(loop + COUNT, count);
        return body;
      }
      boolean again = more(m, loop, count);
      if (again || lazy) {
        m.push(m.at, loop, count, number);
      }
      return again && !lazy ? again(m, loop, count) : out(m, loop);
    }

    private boolean more(Machine m, int loop, int count) {
      return (most < 0 || count < most) && m.at != m.get(loop + LAST);
    }

    private Step again(Machine m, int loop, int count) {
      m.set(loop + COUNT, count);
      m.set(loop + LAST, m.at);
      return body;
    }

    private Step out(Machine m, int loop) {
      m.set(Machine.LOOP, m.get(loop));
      return next;
    }

    @Override
    public Step retry(Machine m, int frame) {
      m.at = m.frame(frame);
      int loop = m.frame(frame + 1);
      int count = m.frame(frame + 2);
      m.pop();
      if (!lazy) {
        return out(m, loop);
      }
      return more(m, loop, count) ? again(m, loop, count) : null;
    }
  }
}
