package org.gaoler.core.jail;

import java.time.Clock;
import java.util.List;
import org.gaoler.api.BanStore;
import org.gaoler.api.Sentence;
import org.gaoler.core.docket.DocketWatcher;
import org.gaoler.core.journal.Journal;

/** Keeps what the docket ends by itself. */
record Epilogue(Clock clock, Journal journal, Chronicle chronicle, Actions actions)
    implements DocketWatcher {

  @Override
  public void imposed(Sentence sentence) {
    // Whoever imposes journals it together with what led to it.
  }

  @Override
  public void ended(Sentence sentence, boolean byOperator) {
    journal.post(
        List.of(
            new BanStore.Ended(sentence.jail(), sentence.offender(), clock.instant(), byOperator)));
    chronicle.unbanned(sentence);
  }

  @Override
  public void woke() {
    actions.lookAtTheClock();
  }
}
