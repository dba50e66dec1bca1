package org.gaoler.filter.screen;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.gaoler.filter.expression.Fold;
import org.gaoler.filter.expression.Node;

/**
 * Derives from the tree of an expression which texts any match must contain.
 *
 * <p>Walking over a part gives either the few texts that it matches exactly, or the best
 * requirement within it. Whatever is not understood says nothing, which is always right.
 */
final class Literals {

  private static final int MOST = 16;
  private static final int LONGEST = 40;
  private static final int CLASS_SIZE = 4;
  private static final Set<String> EMPTY = Set.of("");

  private Literals() {}

  /** What is known of a part: its exact texts (empty if unknown) and a requirement. */
  private record Known(Set<String> exact, List<Requirement> required) {
    static final Known NOTHING = new Known(Set.of(), List.of());

    static Known exactly(Set<String> texts) {
      return new Known(texts, List.of());
    }

    List<Requirement> all() {
      List<Requirement> all = new ArrayList<>(required);
      Requirement whole = exact.isEmpty() ? Requirement.NONE : Requirement.anyOf(exact);
      if (whole.says()) {
        all.add(whole);
      }
      return all;
    }
  }

  /** All requirements of an expression: each match meets every one of them, at different places. */
  static List<Requirement> of(Node root) {
    return walk(root).all();
  }

  private static Known walk(Node node) {
    if (node instanceof Node.Char c) {
      return character(c.code(), c.fold());
    }
    if (node instanceof Node.CharClass c) {
      return charClass(c);
    }
    if (node instanceof Node.Sequence s) {
      return sequence(s.parts());
    }
    if (node instanceof Node.Alternation a) {
      return either(a.options());
    }
    if (node instanceof Node.Group g) {
      return walk(g.body());
    }
    if (node instanceof Node.Atomic a) {
      return walk(a.body());
    }
    if (node instanceof Node.Repeat r) {
      return repeat(r);
    }
    if (node instanceof Node.Conditional c) {
      return either(List.of(c.yes(), c.no()));
    }
    boolean empty = node instanceof Node.Look || node instanceof Node.Place;
    return empty ? Known.exactly(EMPTY) : Known.NOTHING;
  }

  private static Known character(int code, Fold fold) {
    return relatives(code, fold)
        ? Known.NOTHING
        : Known.exactly(Set.of(String.valueOf((char) lower(code))));
  }

  private static int lower(int code) {
    return code >= 'A' && code <= 'Z' ? code + 32 : code;
  }

  /** Letters that have relatives beyond ASCII say nothing where case does not matter. */
  private static boolean relatives(int code, Fold fold) {
    int lower = lower(code);
    return code >= 128
        || code == '\n'
        || fold == Fold.UNICODE && (lower == 'k' || lower == 's' || lower == 'i');
  }

  private static Known charClass(Node.CharClass c) {
    Set<String> texts = new LinkedHashSet<>();
    for (Node.Item item : c.items()) {
      if (c.negative() || item.shorthand() != 0 || item.to() - item.from() >= CLASS_SIZE) {
        return Known.NOTHING;
      }
      for (int code = item.from(); code <= item.to(); code++) {
        Known one = character(code, c.fold());
        if (one.exact().isEmpty()) {
          return Known.NOTHING;
        }
        texts.addAll(one.exact());
      }
    }
    return texts.size() > CLASS_SIZE ? Known.NOTHING : Known.exactly(texts);
  }

  private static Known sequence(List<Node> parts) {
    List<Requirement> required = new ArrayList<>();
    Set<String> run = EMPTY;
    boolean exact = true;
    int at = 0;
    while (at < parts.size()) {
      String text = plain(parts, at);
      Known known = text.isEmpty() ? walk(parts.get(at)) : Known.exactly(Set.of(text));
      at += Math.max(1, text.length());
      required.addAll(known.required());
      Set<String> longer = known.exact().isEmpty() ? Set.of() : joined(run, known.exact());
      if (longer.isEmpty()) {
        exact = false;
        add(required, run);
        // a part with exact texts that made the run too long begins the next run
        run = known.exact().isEmpty() ? EMPTY : known.exact();
      } else {
        run = longer;
      }
    }
    if (exact) {
      return new Known(run, required);
    }
    add(required, run);
    return new Known(Set.of(), required);
  }

  /** The characters that follow each other from there on, lower-case; not more than a run takes. */
  private static String plain(List<Node> parts, int from) {
    StringBuilder text = new StringBuilder();
    for (int i = from; i < parts.size() && text.length() < LONGEST / 2; i++) {
      if (!(parts.get(i) instanceof Node.Char c) || relatives(c.code(), c.fold())) {
        break;
      }
      text.append((char) lower(c.code()));
    }
    return text.toString();
  }

  private static void add(List<Requirement> required, Set<String> run) {
    Requirement requirement = Requirement.anyOf(run);
    if (requirement.says()) {
      required.add(requirement);
    }
  }

  private static Set<String> joined(Set<String> starts, Set<String> ends) {
    if (starts.size() * ends.size() > MOST) {
      return Set.of();
    }
    Set<String> whole = new LinkedHashSet<>();
    for (String start : starts) {
      for (String end : ends) {
        if (start.length() + end.length() > LONGEST) {
          return Set.of();
        }
        whole.add(start + end);
      }
    }
    return whole;
  }

  private static Known either(Collection<Node> options) {
    Set<String> exact = new LinkedHashSet<>();
    Set<String> any = new LinkedHashSet<>();
    boolean exactly = true;
    boolean required = true;
    for (Node option : options) {
      Known known = walk(option);
      exactly &= !known.exact().isEmpty() && known.required().isEmpty();
      exact.addAll(known.exact());
      Requirement best = best(known.all());
      required &= best.says();
      any.addAll(best.texts());
    }
    if (exactly && exact.size() <= MOST) {
      return Known.exactly(exact);
    }
    Requirement requirement = required ? Requirement.anyOf(any) : Requirement.NONE;
    return new Known(Set.of(), requirement.says() ? List.of(requirement) : List.of());
  }

  private static Known repeat(Node.Repeat repeat) {
    Known body = walk(repeat.body());
    if (repeat.least() == 1 && repeat.most() == 1) {
      return body;
    }
    if (repeat.least() >= 1) {
      return new Known(Set.of(), body.all());
    }
    if (repeat.most() == 1 && !body.exact().isEmpty() && body.required().isEmpty()) {
      Set<String> optional = new LinkedHashSet<>(body.exact());
      optional.add("");
      return Known.exactly(optional);
    }
    return Known.NOTHING;
  }

  /** The most selective of several. */
  static Requirement best(List<Requirement> requirements) {
    Requirement best = Requirement.NONE;
    for (Requirement requirement : requirements) {
      best = best.better(requirement);
    }
    return best;
  }
}
