package org.gaoler.filter.expression;

/** Steps without alternatives. */
final class PlainSteps {

  private PlainSteps() {}

  /** The end of the program. */
  record Accept() implements Step {
    @Override
    public Step run(Machine m) {
      m.accepted = true;
      return null;
    }
  }

  /** Characters as they are, one after the other. */
  record Chars(int[] codes, Step next, CharSet begin) implements Step {
    @Override
    public Step run(Machine m) {
      int at = m.at;
      if (m.end - at < codes.length) {
        return null;
      }
      for (int code : codes) {
        if (m.text[at++] != code) {
          return null;
        }
      }
      m.at = at;
      return next;
    }
  }

  /** One character of a set. */
  record One(CharSet set, Step next) implements Step {
    @Override
    public Step run(Machine m) {
      if (m.at >= m.end || !set.has(m.text[m.at])) {
        return null;
      }
      m.at++;
      return next;
    }

    @Override
    public CharSet begin() {
      return set;
    }
  }

  /** Start or end of a group. */
  record Mark(int place, Step next) implements Step {
    @Override
    public Step run(Machine m) {
      m.set(place, m.at);
      return next;
    }

    @Override
    public CharSet begin() {
      return next.begin();
    }
  }

  /** What a group took, again. */
  record Again(int place, Fold fold, Step next) implements Step {
    @Override
    public Step run(Machine m) {
      int from = m.get(place);
      int length = m.get(place + 1) - from;
      if (from < 0 || m.get(place + 1) < 0 || length < 0 || m.end - m.at < length) {
        return null;
      }
      m.burn(length >> 2);
      for (int i = 0; i < length; i++) {
        if (fold.lower(m.text[from + i]) != fold.lower(m.text[m.at + i])) {
          return null;
        }
      }
      m.at += length;
      return next;
    }
  }

  /** One thing if a group took part, else another. */
  record Either(int place, Step yes, Step no) implements Step {
    @Override
    public Step run(Machine m) {
      int from = m.get(place);
      int to = m.get(place + 1);
      return from < 0 || to < from ? no : yes;
    }
  }

  /** A place. */
  record Place(char kind, boolean ascii, Step next) implements Step {
    @Override
    public Step run(Machine m) {
      return here(m) ? next : null;
    }

    private boolean here(Machine m) {
      int at = m.at;
      return switch (kind) {
        case 'A' -> at == 0;
        case '^' -> at == 0 || m.text[at - 1] == '\n';
        case 'Z' -> at == m.end;
        case 'M' -> at == m.end || m.text[at] == '\n';
        case '$' -> at == m.end || at == m.end - 1 && m.text[at] == '\n';
        default -> (word(m, at - 1) != word(m, at)) == (kind == 'b');
      };
    }

    private boolean word(Machine m, int at) {
      return at >= 0 && at < m.end && CharRules.word(m.text[at], ascii);
    }

    @Override
    public CharSet begin() {
      return next.begin();
    }
  }
}
