package org.gaoler.core.lane;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.gaoler.api.Position;
import org.gaoler.api.SourceChange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a lane knows of one file or journal; written in the lane's turn, read by anybody. */
public final class LaneSource {

  private static final Logger LOG = LoggerFactory.getLogger("gaoler.filter");

  private final String name;
  private volatile SourceChange.Kind kind = SourceChange.Kind.APPEARED;
  private volatile String detail = "";
  private volatile String remark = "";
  private volatile boolean caughtUp;
  private volatile boolean seen;
  private volatile long lines;
  private volatile long lastMillis;
  private long uncommitted;
  private volatile Position position;
  private boolean touched;
  private boolean due;

  LaneSource(String name) {
    this.name = name;
  }

  /**
   * Which source.
   *
   * @return path or journal
   */
  public String name() {
    return name;
  }

  /**
   * What happened to it last.
   *
   * @return the kind of the latest change
   */
  public SourceChange.Kind kind() {
    return kind;
  }

  /**
   * What is to be said about that.
   *
   * @return one line, perhaps empty
   */
  public String detail() {
    return detail;
  }

  /**
   * What the operator is to know of the way it is read.
   *
   * @return one line, said when it appeared; empty usually
   */
  public String remark() {
    return remark;
  }

  /**
   * Whether it is being read now.
   *
   * @return false while it is absent or unreadable
   */
  public boolean followed() {
    return seen && kind != SourceChange.Kind.ABSENT && kind != SourceChange.Kind.UNREADABLE;
  }

  /**
   * Whether everything that it held at first has been read.
   *
   * @return fail2ban's "in operation"
   */
  public boolean live() {
    return caughtUp;
  }

  /**
   * How many lines came.
   *
   * @return since start
   */
  public long lines() {
    return lines;
  }

  /**
   * When the last line came.
   *
   * @return empty if none did
   */
  public Optional<Instant> lastLine() {
    return lastMillis == 0 ? Optional.empty() : Optional.of(Instant.ofEpochMilli(lastMillis));
  }

  @SuppressWarnings("NonAtomicVolatileUpdate") // written in the lane's turn only
  void passed(int more, int bytes, Clock clock) {
    lines += more;
    uncommitted += Math.max(1, bytes);
    lastMillis = clock.millis();
  }

  void changed(SourceChange change) {
    if (change.kind() == SourceChange.Kind.UNREADABLE) {
      LOG.warn("{}: {}", name, change.detail());
    } else if (!change.detail().isEmpty()) {
      LOG.info("{}: {}", name, change.detail());
    }
    kind = change.kind();
    detail = change.detail();
    remark = kind == SourceChange.Kind.APPEARED ? detail : remark;
    seen |= kind == SourceChange.Kind.APPEARED || kind == SourceChange.Kind.CAUGHT_UP;
    caughtUp |= kind == SourceChange.Kind.CAUGHT_UP;
  }

  void position(Position reached) {
    position = reached;
  }

  Optional<Position> position() {
    return Optional.ofNullable(position);
  }

  long uncommitted() {
    return uncommitted;
  }

  /** Something in it may have had an effect. */
  void touch() {
    touched = true;
  }

  boolean touched() {
    return touched || due;
  }

  /** Its position is to be committed even if nothing had an effect. */
  void due() {
    due = true;
  }

  boolean isDue() {
    return due;
  }

  void committed() {
    uncommitted = 0;
    due = false;
  }

  /** Whatever it led to has been handed over. */
  void settled() {
    touched = false;
  }
}
