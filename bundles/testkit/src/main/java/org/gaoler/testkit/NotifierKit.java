package org.gaoler.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.gaoler.api.EnforcerFactory.Order;
import org.gaoler.api.Fault;
import org.gaoler.api.Notice;
import org.gaoler.api.Notifier;
import org.gaoler.api.NotifierFactory;
import org.gaoler.api.Offender;
import org.gaoler.api.Sentence;
import org.gaoler.api.TimeSpan;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What every notifier must do. The test of a notifier inherits this and gives it a factory whose
 * other side (a server, a file) belongs to the test alone.
 */
public abstract class NotifierKit {

  /** The jail that all notices of the kit are of. */
  protected static final String JAIL = "kit";

  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

  /** What lines and accounts may hold; none of it may be more than text anywhere. */
  private static final List<String> HOSTILE =
      List.of(
          "'; touch /tmp/gaoler-kit; '",
          "$(touch /tmp/gaoler-kit) `touch /tmp/gaoler-kit` ${IFS} %(known/x)s <ip>",
          "root\r\nBcc: victim@example.com\r\n\r\n.\r\nQUIT",
          "~! touch /tmp/gaoler-kit\n~r /etc/passwd",
          "\u0000\u001b[2J\u202e\ud800 \"quoted\" \\ <script>alert(1)</script> {\"a\": [}",
          "x".repeat(1_000_000));

  private final List<Notifier> made = new ArrayList<>();
  private NotifierFactory factory;
  private int number;

  /** Made anew for each test. */
  protected Notifier notifier;

  /** For subclasses. */
  protected NotifierKit() {}

  /**
   * The factory to test; asked once per test.
   *
   * @return a factory whose notifiers tell a fresh other side
   */
  protected abstract NotifierFactory factory();

  /**
   * The action to test.
   *
   * @return one of the factory's names
   */
  protected abstract String action();

  /**
   * Options that make a notifier work.
   *
   * @return none, if the subclass does not say otherwise
   */
  protected Map<String, String> options() {
    return Map.of();
  }

  /**
   * Whether a notice has arrived on the other side, so that it could be told from all others of the
   * kit: each is of another offender. Asked again and again for up to 10 s.
   *
   * @param notice told before
   * @return whether it can be found there
   * @throws Exception if the other side cannot be read
   */
  protected abstract boolean arrived(Notice notice) throws Exception;

  /**
   * Makes the other side refuse or go away.
   *
   * @return false if that cannot be done; nothing is tested then
   * @throws Exception if it should have been possible
   */
  protected boolean breakDown() throws Exception {
    return false;
  }

  /**
   * Brings the other side back after {@link #breakDown}.
   *
   * @throws Exception if that failed
   */
  protected void mend() throws Exception {}

  /**
   * Looks whether hostile values have arrived as plain text and nothing else has happened: no
   * header, no other recipient, no command, no broken format.
   *
   * @param notice one whose account, line and reason are hostile; it has {@link #arrived}
   * @throws Exception if the other side cannot be read
   */
  protected abstract void assertPlain(Notice notice) throws Exception;

  @BeforeEach
  final void makeNotifier() throws Fault {
    factory = factory();
    notifier = another();
  }

  @AfterEach
  final void closeNotifiers() {
    made.forEach(Notifier::close);
  }

  private Notifier another() throws Fault {
    Notifier another = factory.notifier(new Order(JAIL, action(), options()));
    made.add(another);
    return another;
  }

  @Test
  void saysOfWhatAndHowOftenItWantsToBeTold() {
    assertThat(notifier.kinds()).isNotEmpty().isEqualTo(notifier.kinds());
    assertThat(notifier.gather()).isGreaterThanOrEqualTo(Duration.ZERO);
  }

  @Test
  void everyKindThatItWantsArrives() throws Exception {
    for (Notice.Kind kind : Notice.Kind.values()) {
      if (notifier.kinds().contains(kind)) {
        Notice notice = notice(kind);
        notifier.tell(List.of(notice));
        assertArrived(notice);
      }
    }
  }

  @Test
  void wholeBatchArrives() throws Exception {
    List<Notice> batch = batch(25);
    notifier.tell(batch);
    assertArrived(batch);
  }

  @Test
  void thousandAreToldWithinTheLimit() throws Exception {
    List<Notice> batch = batch(1000);
    long begin = System.nanoTime();
    notifier.tell(batch);
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Notifier.LIMIT);
    assertArrived(List.of(batch.get(0), batch.get(500), batch.get(999)));
  }

  @Test
  void addressesNetworksAndOthersOfEitherFamilyArrive() throws Exception {
    List<Notice> batch = new ArrayList<>();
    for (String who :
        List.of("192.0.2.1", "2001:db8::1", "198.51.100.0/24", "2001:db8:1::/64", "somebody")) {
      Sentence sentence = sentence(Offender.parse(who), TimeSpan.FOREVER, "root", "a line");
      batch.add(notice(someKind(), sentence));
    }
    notifier.tell(batch);
    assertArrived(batch.subList(0, 4));
  }

  @Test
  void whatIsToldAgainDoesNoHarm() throws Exception {
    List<Notice> batch = batch(3);
    notifier.tell(batch);
    List<Notice> again = new ArrayList<>(batch);
    again.addAll(batch(2));
    notifier.tell(again);
    assertArrived(again);
  }

  @Test
  void faultIsToldInOneLineAndTheSameArriveWhenAllIsWellAgain() throws Exception {
    if (!breakDown()) {
      return;
    }
    List<Notice> batch = batch(3);
    assertThatThrownBy(() -> notifier.tell(batch))
        .isInstanceOf(Fault.class)
        .satisfies(fault -> assertThat(fault.getMessage()).isNotBlank().doesNotContain("\n"));
    assertThatThrownBy(() -> notifier.tell(batch)).isInstanceOf(Fault.class);
    mend();
    List<Notice> more = new ArrayList<>(batch);
    more.addAll(batch(1));
    notifier.tell(more);
    assertArrived(more);
  }

  @Test
  void hostileValuesArriveAsPlainText() throws Exception {
    for (String hostile : HOSTILE) {
      Sentence sentence = sentence(nextOffender(), NOW.plusSeconds(600), hostile, hostile);
      Notice notice = notice(someKind(), sentence);
      notifier.tell(List.of(notice));
      assertArrived(notice);
      assertPlain(notice);
    }
  }

  @Test
  void successorTellsOn() throws Exception {
    Notice before = notice(someKind());
    notifier.tell(List.of(before));
    notifier.close();
    Notice after = notice(someKind());
    another().tell(List.of(after));
    assertArrived(List.of(before, after));
  }

  @Test
  void closingTwiceOrWithoutEverTellingIsNoError() throws Exception {
    notifier.close();
    notifier.close();
    Notifier used = another();
    used.tell(batch(1));
    used.close();
    used.close();
  }

  @Test
  void interruptedCallEndsSoonAndTheNextOneWorks() throws Exception {
    List<Notice> batch = batch(3);
    long begin = System.nanoTime();
    Thread.currentThread().interrupt();
    try {
      notifier.tell(batch);
    } catch (InterruptedException | Fault allowed) {
      assertThat(allowed).isNotNull();
    } finally {
      Thread.interrupted();
    }
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(30));
    notifier.tell(batch);
    assertArrived(batch);
  }

  @Test
  void unknownOptionIsNamedWithItsValueAndWhatIsAccepted() {
    Map<String, String> wrong = new HashMap<>(options());
    wrong.put("colour", "green");
    assertThatThrownBy(() -> factory.notifier(new Order(JAIL, action(), wrong)))
        .isInstanceOf(Fault.class)
        .hasMessageContainingAll("colour", "green", "accepted");
  }

  @Test
  void whatEveryJailPassesOnIsAccepted() throws Exception {
    Map<String, String> passed = new HashMap<>(options());
    passed.put("port", "ssh");
    passed.put("protocol", "tcp");
    passed.put("chain", "INPUT");
    passed.put("name", "some-name");
    made.add(factory.notifier(new Order(JAIL, action(), passed)));
  }

  private Notice.Kind someKind() {
    return notifier.kinds().contains(Notice.Kind.BAN) ? Notice.Kind.BAN : Notice.Kind.UNBAN;
  }

  private void assertArrived(Notice notice) {
    Eventually.await(
        () -> notice.kind() + " " + notice.id() + " has arrived",
        Duration.ofSeconds(10),
        () -> arrived(notice));
  }

  private void assertArrived(List<Notice> notices) {
    notices.forEach(this::assertArrived);
  }

  /**
   * Notices of the kind that every test begins with, each of another offender of either family.
   *
   * @param size how many
   * @return none of them told before
   */
  protected final List<Notice> batch(int size) {
    return IntStream.range(0, size).mapToObj(i -> notice(someKind())).toList();
  }

  /**
   * A notice of another offender than all before.
   *
   * @param kind which
   * @return not told before
   */
  protected final Notice notice(Notice.Kind kind) {
    return notice(kind, sentence(nextOffender(), NOW.plusSeconds(600), "root", "a line"));
  }

  private Notice notice(Notice.Kind kind, Sentence sentence) {
    boolean ofSentence = kind == Notice.Kind.BAN || kind == Notice.Kind.UNBAN;
    return new Notice(
        "kit-" + ++number,
        NOW.plusSeconds(number),
        JAIL,
        kind,
        ofSentence ? Optional.of(sentence) : Optional.empty());
  }

  private Offender nextOffender() {
    int next = ++number;
    return Offender.parse(
        next % 2 == 0
            ? "198.18." + next / 256 + "." + next % 256
            : "2001:db8::" + Integer.toHexString(next));
  }

  private static Sentence sentence(Offender offender, Instant until, String user, String line) {
    return new Sentence(
        JAIL,
        offender,
        NOW,
        until,
        Sentence.Origin.LOG,
        "5 failures within 10m",
        List.of(line),
        5,
        Map.of("user", user));
  }
}
