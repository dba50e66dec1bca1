package org.gaoler.testkit;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.gaoler.api.EnforcerFactory;
import org.gaoler.api.Fault;
import org.gaoler.api.Notice;
import org.gaoler.api.Notifier;

/** A notifier that remembers what it was told; made by a {@link RecordingNotifierFactory}. */
public final class RecordingNotifier implements Notifier {

  private final RecordingNotifierFactory outside;
  private final EnforcerFactory.Order order;
  private final Set<Notice.Kind> kinds;
  private final Duration gather;
  private final AtomicInteger closed = new AtomicInteger();

  RecordingNotifier(
      RecordingNotifierFactory outside,
      EnforcerFactory.Order order,
      Set<Notice.Kind> kinds,
      Duration gather) {
    this.outside = outside;
    this.order = order;
    this.kinds = Set.copyOf(kinds);
    this.gather = gather;
  }

  /**
   * What the jail asked for.
   *
   * @return its order
   */
  public EnforcerFactory.Order order() {
    return order;
  }

  /**
   * How often it was closed.
   *
   * @return 0 or more
   */
  public int closed() {
    return closed.get();
  }

  @Override
  public void tell(List<Notice> notices) throws Fault, InterruptedException {
    outside.attempted(notices);
    outside.tells.pass();
    outside.arrived(notices);
    outside.replies.pass();
  }

  @Override
  public Set<Notice.Kind> kinds() {
    return kinds;
  }

  @Override
  public Duration gather() {
    return gather;
  }

  @Override
  public void close() {
    closed.incrementAndGet();
  }
}
