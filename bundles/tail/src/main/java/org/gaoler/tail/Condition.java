package org.gaoler.tail;

import java.util.Optional;
import org.gaoler.api.LineSink;
import org.gaoler.api.SourceChange;
import org.gaoler.api.SourceChange.Kind;

/** What the sink was last told of a source, so that it is told every change once. */
final class Condition {

  private final String source;
  private final LineSink sink;
  private Optional<SourceChange> told = Optional.empty();
  private boolean live;

  Condition(String source, LineSink sink) {
    this.source = source;
    this.sink = sink;
  }

  /** Whether nothing was told yet. */
  boolean isUntold() {
    return told.isEmpty();
  }

  /** Tells that it cannot be read now, unless that was told last. */
  void missing(Kind kind, String detail) {
    SourceChange change = new SourceChange(source, kind, detail);
    if (!told.equals(Optional.of(change))) {
      told = Optional.of(change);
      live = false;
      sink.changed(change);
    }
  }

  /** Tells that it is there, unless that was told last. */
  void present(String detail) {
    if (told.isEmpty() || told.get().kind() != Kind.APPEARED) {
      SourceChange change = new SourceChange(source, Kind.APPEARED, detail);
      told = Optional.of(change);
      sink.changed(change);
    }
  }

  /** Tells that reading goes on in another content. */
  void rotated(String detail) {
    sink.changed(new SourceChange(source, Kind.ROTATED, detail));
  }

  /** Tells that all was delivered, once after each appearance. */
  void caughtUp() {
    if (!live && told.isPresent() && told.get().kind() == Kind.APPEARED) {
      live = true;
      sink.changed(new SourceChange(source, Kind.CAUGHT_UP, ""));
    }
  }
}
