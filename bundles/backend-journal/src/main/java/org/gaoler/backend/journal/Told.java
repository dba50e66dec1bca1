package org.gaoler.backend.journal;

import java.util.Optional;
import org.gaoler.api.LineSink;
import org.gaoler.api.SourceChange;
import org.gaoler.api.SourceChange.Kind;

/** What the sink was last told of the journal, so that it is told every change once. */
final class Told {

  private final String source;
  private final LineSink sink;
  private Optional<SourceChange> last = Optional.empty();
  private boolean live;

  Told(String source, LineSink sink) {
    this.source = source;
    this.sink = sink;
  }

  void present() {
    if (last.isEmpty() || last.get().kind() != Kind.APPEARED) {
      tell(new SourceChange(source, Kind.APPEARED, ""));
    }
  }

  void unreadable(String detail) {
    SourceChange change = new SourceChange(source, Kind.UNREADABLE, detail);
    if (!last.equals(Optional.of(change))) {
      live = false;
      tell(change);
    }
  }

  void caughtUp() {
    if (!live) {
      live = true;
      sink.changed(new SourceChange(source, Kind.CAUGHT_UP, ""));
    }
  }

  private void tell(SourceChange change) {
    last = Optional.of(change);
    sink.changed(change);
  }
}
