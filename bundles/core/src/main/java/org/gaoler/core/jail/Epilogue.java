package org.gaoler.core.jail;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.gaoler.api.BanStore;
import org.gaoler.api.BanStore.Entry;
import org.gaoler.api.Notice;
import org.gaoler.api.Sentence;
import org.gaoler.core.docket.DocketWatcher;
import org.gaoler.core.journal.Journal;
import org.gaoler.core.notice.Notices;

/** Keeps what the docket ends by itself, and has it told. */
record Epilogue(Clock clock, Journal journal, Notices notices, Chronicle chronicle, Actions actions)
    implements DocketWatcher {

  @Override
  public void imposed(Sentence sentence) {
    // Whoever imposes journals it together with what led to it.
  }

  @Override
  public void ended(Sentence sentence, boolean byOperator) {
    List<Entry> entries = new ArrayList<>(1);
    entries.add(
        new BanStore.Ended(sentence.jail(), sentence.offender(), clock.instant(), byOperator));
    entries.addAll(notices.of(Notice.Kind.UNBAN, sentence));
    journal.post(entries);
    chronicle.unbanned(sentence);
  }

  @Override
  public void woke() {
    actions.lookAtTheClock();
  }
}
