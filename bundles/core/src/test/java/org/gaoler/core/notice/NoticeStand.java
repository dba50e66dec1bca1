package org.gaoler.core.notice;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.gaoler.api.BanStore.Entry;
import org.gaoler.api.BanStore.Owed;
import org.gaoler.api.EnforcerFactory;
import org.gaoler.api.Notice;
import org.gaoler.api.Notifier;
import org.gaoler.api.Offender;
import org.gaoler.api.Sentence;
import org.gaoler.core.docket.Enforcement.Health;
import org.gaoler.core.docket.Strays;
import org.gaoler.core.docket.Watchdog;
import org.gaoler.core.fake.CutStore;
import org.gaoler.core.fake.FlyingTime;
import org.gaoler.core.fake.MovableClock;
import org.gaoler.core.journal.Journal;
import org.gaoler.testkit.Eventually;
import org.gaoler.testkit.RecordingNotifierFactory;
import org.gaoler.testkit.RememberingStore;
import org.junit.jupiter.api.AfterEach;

/** The notices of one jail, told through a fake; time passes when the test says so. */
abstract class NoticeStand {

  static final Duration SOON = Duration.ofSeconds(8);
  static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

  final RememberingStore store = new RememberingStore();
  final FlyingTime time = new FlyingTime();
  final MovableClock clock = new MovableClock(NOW);
  final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1);
  final RecordingNotifierFactory outside = new RecordingNotifierFactory();
  final AtomicInteger changes = new AtomicInteger();
  Duration limit = Notifier.LIMIT;
  CutStore process;
  Journal journal;
  Notices notices;
  Courier courier;
  private int offenders;

  /** Starts with what the store remembers. */
  void start() throws Exception {
    process = new CutStore(store);
    journal = new Journal(process);
    notices =
        new Notices(
            journal,
            clock,
            new Watchdog(timer, limit, Duration.ofMillis(50), new Strays(() -> {})),
            time);
    for (Entry entry : process.load()) {
      notices.restore((Owed) entry);
    }
  }

  /** Begins to tell what the action has to tell. */
  void serve(String action) throws Exception {
    courier =
        notices.begin(
            outside.notifier(new EnforcerFactory.Order("sshd", action, Map.of())),
            notices.open("sshd", action),
            changes::incrementAndGet);
  }

  void startAndServe() throws Exception {
    start();
    serve("mail");
  }

  /** Ends the process without any good-bye. */
  void kill() {
    process.cut();
    courier.leave();
    journal.close();
  }

  @AfterEach
  final void stop() {
    outside.tells.release();
    outside.replies.release();
    store.commits.release();
    store.commits.accept();
    if (courier != null) {
      courier.leave();
    }
    journal.close();
    timer.shutdownNow();
  }

  Sentence sentence() {
    int next = offenders++;
    return new Sentence(
        "sshd",
        Offender.parse("198.18." + next / 256 + "." + next % 256),
        NOW,
        NOW.plusSeconds(600),
        Sentence.Origin.LOG,
        "3 failures within 10m",
        List.of("a line"));
  }

  /** Passes sentences, all in one transaction. */
  void ban(int count) {
    List<Entry> entries =
        IntStream.range(0, count)
            .mapToObj(i -> notices.of(Notice.Kind.BAN, sentence()))
            .flatMap(List::stream)
            .toList();
    journal.append(entries);
  }

  /** Waits until everything so far is on the disk. */
  void stored() {
    journal.append(List.of()).join();
  }

  List<String> owed() {
    return store.entries(Owed.class).stream().map(owed -> owed.notice().id()).toList();
  }

  List<String> told() {
    return outside.told().stream().map(Notice::id).toList();
  }

  void awaitTold(int count) {
    outside.await(Notice.Kind.BAN, count, SOON);
  }

  void awaitAttempts(int count) {
    Eventually.await(
        () -> count + " attempts; there were " + outside.attempts().size(),
        SOON,
        () -> outside.attempts().size() >= count);
  }

  void awaitHealth(Health.Kind kind) {
    Eventually.await(
        () -> kind + ", but it is " + courier.health(),
        SOON,
        () -> courier.health().kind() == kind);
  }

  /** Waits until the courier sleeps over a pause. */
  void awaitPause() {
    Eventually.await("it sleeps", SOON, () -> time.sleeping() > 0);
  }

  void awaitEmptyStore() {
    Eventually.await(() -> "nothing is owed; there is " + owed(), SOON, () -> owed().isEmpty());
    assertThat(owed()).isEmpty();
  }
}
