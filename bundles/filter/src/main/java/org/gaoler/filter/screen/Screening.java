package org.gaoler.filter.screen;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.gaoler.filter.automaton.Automaton;
import org.gaoler.filter.automaton.Language;

/**
 * What screening needs to know of one filter, and the screens that use it now. Safe from any
 * thread.
 */
public final class Screening {

  private final Needles needles;
  private final Language language;
  private final List<WeakReference<AutomatonScreen>> screens = new CopyOnWriteArrayList<>();

  /**
   * Begins without a screen.
   *
   * @param needles what a line must contain to concern the filter
   * @param language what an automaton has to decide
   */
  public Screening(Needles needles, Language language) {
    this.needles = needles;
    this.language = language;
  }

  /** What a line must contain to concern the filter. */
  public Needles needles() {
    return needles;
  }

  /** What an automaton has to decide. */
  public Language language() {
    return language;
  }

  void usedBy(AutomatonScreen screen) {
    screens.removeIf(each -> each.get() == null);
    screens.add(new WeakReference<>(screen));
  }

  /** What makes screening slower than it could be, for the operator; one line each. */
  public List<String> remarks() {
    List<String> remarks = new ArrayList<>();
    if (needles.always()) {
      remarks.add(
          "no fixed text of at least three letters stands in every match of the expression at "
              + needles.culprit()
              + (language.decidable()
                  ? "; until an automaton is made, after 2,000 lines, every line is looked at"
                  : "; so every line of the log is looked at: write more of the line into it, or"
                      + " bind dates with {^LN-BEG} and leave maxlines at 1"));
    }
    for (WeakReference<AutomatonScreen> each : screens) {
      Optional.ofNullable(each.get()).flatMap(Screening::remark).ifPresent(remarks::add);
    }
    return remarks;
  }

  private static Optional<String> remark(AutomatonScreen screen) {
    if (screen.refused()) {
      return Optional.of(
          "no memory was left for an automaton of its log, which is screened by needles alone;"
              + " allow more MiB in gaoler.automata");
    }
    int rested = screen.automaton().map(Automaton::rested).orElse(0);
    return rested == 0
        ? Optional.empty()
        : Optional.of(
            "lines led the automaton of its log to ever new states "
                + rested
                + " times, which is how an attack on it looks; needles screened for a while");
  }
}
