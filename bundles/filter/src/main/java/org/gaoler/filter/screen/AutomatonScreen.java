package org.gaoler.filter.screen;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.gaoler.api.Screen;
import org.gaoler.filter.automaton.Automata;
import org.gaoler.filter.automaton.Automaton;
import org.gaoler.filter.automaton.Language;

/**
 * Screens with needles at first. Once some lines have come an automaton is made meanwhile, and from
 * then on decides about all filters that it can; the needles decide about the others.
 */
public final class AutomatonScreen implements Screen {

  /** A log with fewer lines is not worth an automaton, which costs some milliseconds. */
  public static final int WORTH = 2_000;

  private final List<Needles> needles;
  private final List<Language> languages;
  private final Automata automata;
  private final NeedleScreen all;
  private int lines;
  private volatile boolean refused;
  private volatile Optional<Decision> decision = Optional.empty();

  /** An automaton, and the needles of the filters that it does not decide about. */
  private record Decision(Automaton automaton, long others, NeedleScreen needles) {

    long candidates(byte[] bytes, int start, int end, NeedleScreen all) {
      long decided = automaton.candidates(bytes, start, end, UNDECIDED);
      if ((decided & ~automaton.decidable()) != 0) {
        return all.candidates(bytes, start, end);
      }
      return others == 0 ? decided : decided | needles.candidates(bytes, start, end);
    }
  }

  private static final long UNDECIDED = -1;

  private AutomatonScreen(List<Screening> filters, Automata automata) {
    this.needles = filters.stream().map(Screening::needles).toList();
    this.languages = filters.stream().map(Screening::language).toList();
    this.automata = automata;
    this.all = new NeedleScreen(needles);
  }

  /**
   * Makes a screen of needles.
   *
   * @param filters at most {@link Screen#WIDEST}; bit i stands for filter i
   * @param automata makes the automaton
   * @return the screen, which tells the filters what slows it down
   */
  public static AutomatonScreen of(List<Screening> filters, Automata automata) {
    AutomatonScreen screen = new AutomatonScreen(filters, automata);
    filters.forEach(filter -> filter.usedBy(screen));
    return screen;
  }

  @Override
  public long candidates(byte[] bytes, int start, int end) {
    Optional<Decision> present = decision;
    if (present.isPresent()) {
      return present.get().candidates(bytes, start, end, all);
    }
    // threads that count at once may order twice, which does no harm
    if (++lines == WORTH) {
      automata.order(languages, this::take, () -> refused = true);
    }
    return all.candidates(bytes, start, end);
  }

  @Override
  public void find(byte[] bytes, int from, int end, Stop stop) {
    Optional<Decision> present = decision;
    if (present.isEmpty() || present.get().others() != 0) {
      Screen.super.find(bytes, from, end, stop);
      return;
    }
    Automaton automaton = present.get().automaton();
    int passed = 0;
    int at = from;
    while (true) {
      automaton.find(bytes, at, end, UNDECIDED, stop);
      passed += stop.passed();
      long filters = stop.candidates();
      if ((filters & ~automaton.decidable()) != 0) {
        filters = all.candidates(bytes, stop.start(), stop.end());
      }
      if (filters != 0 || stop.candidates() == 0) {
        stop.at(passed, stop.start(), stop.end(), stop.next(), filters);
        return;
      }
      passed++;
      at = stop.next();
    }
  }

  private void take(Automaton automaton) {
    List<Needles> rest = new ArrayList<>();
    for (int i = 0; i < needles.size(); i++) {
      boolean decided = (automaton.decidable() >> i & 1) != 0;
      rest.add(decided ? Needles.NONE : needles.get(i));
    }
    long others = ~automaton.decidable() & mask(needles.size());
    decision = Optional.of(new Decision(automaton, others, new NeedleScreen(rest)));
  }

  private static long mask(int filters) {
    return filters == WIDEST ? -1L : (1L << filters) - 1;
  }

  /** Whether there was no memory for an automaton. */
  boolean refused() {
    return refused;
  }

  /** The automaton, once it is there. */
  Optional<Automaton> automaton() {
    return decision.map(Decision::automaton);
  }
}
