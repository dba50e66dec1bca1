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
  private static final int WORTH = 2_000;

  private final List<Needles> needles;
  private final List<Language> languages;
  private final Automata automata;
  private final NeedleScreen all;
  private int lines;
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

  /**
   * Makes a screen of needles.
   *
   * @param needles those of each filter; at most {@link Screen#WIDEST}
   * @param languages what each filter matches
   * @param automata makes the automaton
   */
  public AutomatonScreen(List<Needles> needles, List<Language> languages, Automata automata) {
    this.needles = List.copyOf(needles);
    this.languages = List.copyOf(languages);
    this.automata = automata;
    this.all = new NeedleScreen(needles);
  }

  @Override
  public long candidates(byte[] bytes, int start, int end) {
    Optional<Decision> present = decision;
    if (present.isPresent()) {
      return present.get().candidates(bytes, start, end, all);
    }
    // threads that count at once may order twice, which does no harm
    if (++lines == WORTH) {
      automata.order(languages, this::take);
    }
    return all.candidates(bytes, start, end);
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

  /** The automaton, once it is there. */
  Optional<Automaton> automaton() {
    return decision.map(Decision::automaton);
  }
}
