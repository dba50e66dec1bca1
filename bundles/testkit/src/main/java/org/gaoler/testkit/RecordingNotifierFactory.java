package org.gaoler.testkit;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.gaoler.api.EnforcerFactory;
import org.gaoler.api.Fault;
import org.gaoler.api.Notice;
import org.gaoler.api.NotifierFactory;

/**
 * Makes notifiers that tell of everything and remember it here, as the people outside would; tests
 * make them fail, hang or lose the answer.
 */
public final class RecordingNotifierFactory implements NotifierFactory {

  /** Lets {@link RecordingNotifier#tell} through, delays or refuses it before anything arrives. */
  public final Gate tells = new Gate();

  /** Lets it through, delays or refuses it after everything has arrived. */
  public final Gate replies = new Gate();

  private final List<List<Notice>> attempts = new CopyOnWriteArrayList<>();
  private final List<List<Notice>> batches = new CopyOnWriteArrayList<>();
  private final List<RecordingNotifier> made = new CopyOnWriteArrayList<>();
  private volatile Set<Notice.Kind> kinds = EnumSet.allOf(Notice.Kind.class);
  private volatile Duration gather = Duration.ZERO;

  /**
   * Sets of what notifiers made from now on want to be told.
   *
   * @param wanted all kinds, as long as the test says nothing else
   */
  public void want(Notice.Kind... wanted) {
    kinds = Set.of(wanted);
  }

  /**
   * Sets how long notifiers made from now on have notices gathered.
   *
   * @param interval zero, as long as the test says nothing else
   */
  public void gather(Duration interval) {
    gather = interval;
  }

  @Override
  public RecordingNotifier notifier(EnforcerFactory.Order order) throws Fault {
    order.check(Set.of("name", "port", "protocol", "chain", "dest"));
    RecordingNotifier notifier = new RecordingNotifier(this, order, kinds, gather);
    made.add(notifier);
    return notifier;
  }

  void attempted(List<Notice> notices) {
    attempts.add(List.copyOf(notices));
  }

  void arrived(List<Notice> notices) {
    batches.add(List.copyOf(notices));
  }

  /**
   * Every call, those that failed included.
   *
   * @return what was to be told, oldest first
   */
  public List<List<Notice>> attempts() {
    return List.copyOf(attempts);
  }

  /**
   * Every call whose notices arrived, even if the answer was lost.
   *
   * @return what arrived, oldest first
   */
  public List<List<Notice>> batches() {
    return List.copyOf(batches);
  }

  /**
   * Everything that arrived.
   *
   * @return oldest first; what was told again is there again
   */
  public List<Notice> told() {
    return batches.stream().flatMap(List::stream).toList();
  }

  /**
   * What arrived of one kind.
   *
   * @param kind which
   * @return oldest first; what was told again is there again
   */
  public List<Notice> told(Notice.Kind kind) {
    return told().stream().filter(notice -> notice.kind() == kind).toList();
  }

  /**
   * Every notifier made so far.
   *
   * @return oldest first
   */
  public List<RecordingNotifier> made() {
    return List.copyOf(made);
  }

  /**
   * Waits until notices of one kind have arrived.
   *
   * @param kind which
   * @param count so many, or more
   * @param deadline how long to wait at most
   */
  public void await(Notice.Kind kind, int count, Duration deadline) {
    Eventually.await(
        () -> count + " notices of kind " + kind + "; there are " + told(kind).size(),
        deadline,
        () -> told(kind).size() >= count);
  }
}
