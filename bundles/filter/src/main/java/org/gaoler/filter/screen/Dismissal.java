package org.gaoler.filter.screen;

import java.util.List;
import java.util.Optional;
import org.gaoler.filter.automaton.Automata;
import org.gaoler.filter.automaton.Automaton;
import org.gaoler.filter.automaton.Language;

/**
 * Tells over bytes which lines of a filter are certainly none of those that matter. Of raw lines
 * that means those that can only speak to a session that an earlier line has begun: on a calm
 * machine most of those that its expressions match. Of texts whose date was cut out, where nobody
 * knows its place beforehand, it means those that no expression matches. An automaton decides,
 * which is made once some lines have come. Safe from any thread.
 */
public final class Dismissal {

  /** Of a filter each line of which may matter. */
  public static final Dismissal NONE = new Dismissal();

  private static final long TELLS = 1;

  private final Optional<Language> telling;
  private final Automata automata;
  private int lines;
  private volatile Optional<Automaton> automaton = Optional.empty();

  private Dismissal() {
    this.telling = Optional.empty();
    this.automata = new Automata(0);
  }

  /**
   * Prepares.
   *
   * @param telling what the expressions match that matter
   * @param automata makes the automaton
   */
  public Dismissal(Language telling, Automata automata) {
    this.telling = Optional.of(telling).filter(Language::decidable);
    this.automata = automata;
  }

  /** Whether asking is of any use, perhaps after some lines. */
  public boolean decides() {
    return telling.isPresent();
  }

  /**
   * Whether a line certainly does not matter. Allocates nothing.
   *
   * @param bytes the buffer
   * @param start first byte of the line
   * @param end one beyond its last byte
   * @return false too as long as that is not known
   */
  public boolean follows(byte[] bytes, int start, int end) {
    if (telling.isEmpty()) {
      return false;
    }
    Optional<Automaton> present = automaton;
    if (present.isPresent()) {
      return present.get().candidates(bytes, start, end, TELLS) == 0;
    }
    // threads that count at once may order twice, which does no harm
    if (++lines == AutomatonScreen.WORTH) {
      automata.order(List.of(telling.get()), this::take, () -> {});
    }
    return false;
  }

  private void take(Automaton made) {
    automaton = Optional.of(made).filter(each -> each.decidable() == TELLS);
  }
}
