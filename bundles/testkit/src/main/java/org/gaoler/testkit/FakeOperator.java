package org.gaoler.testkit;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.gaoler.api.Fault;
import org.gaoler.api.IpBlock;
import org.gaoler.api.Offender;
import org.gaoler.api.Sentence;
import org.gaoler.api.TimeSpan;
import org.gaoler.api.operate.Account;
import org.gaoler.api.operate.Event;
import org.gaoler.api.operate.Finding;
import org.gaoler.api.operate.JailStatus;
import org.gaoler.api.operate.Operator;

/**
 * A running system without a running system: keeps jails and bans in memory, refuses what the real
 * one refuses, and tells its listeners at once on the calling thread. Safe from any thread.
 */
public final class FakeOperator implements Operator {

  private static final IpBlock OWN = IpBlock.parse("127.0.0.0/8").orElseThrow();
  private static final TimeSpan BAN_TIME = new TimeSpan(600);

  private final Clock clock;
  private final Map<String, JailStatus> jails = new TreeMap<>();
  private final Map<String, Account> accounts = new TreeMap<>();
  private final List<Sentence> sentences = new ArrayList<>();
  private final List<Listener> listeners = new CopyOnWriteArrayList<>();
  private final List<String> wrong = new CopyOnWriteArrayList<>();
  private final List<Finding> findings = new CopyOnWriteArrayList<>();

  /**
   * Begins without jails.
   *
   * @param clock gives bans their beginning
   */
  public FakeOperator(Clock clock) {
    this.clock = clock;
  }

  /** Adds or replaces a jail. */
  public synchronized FakeOperator with(JailStatus jail) {
    jails.put(jail.name(), jail);
    return this;
  }

  /** Sets what {@link #why} says of a jail, whoever is asked about. */
  public synchronized FakeOperator with(Account account) {
    accounts.put(account.jail(), account);
    return this;
  }

  /** Adds a sentence that is in force. */
  public synchronized FakeOperator with(Sentence sentence) {
    sentences.add(sentence);
    return this;
  }

  /** Adds a line that the next {@link #reload} complains of. */
  public FakeOperator withWrong(String line) {
    wrong.add(line);
    return this;
  }

  /** Adds what {@link #doctor} finds. */
  public FakeOperator with(Finding finding) {
    findings.add(finding);
    return this;
  }

  /** Lets something happen. */
  public void happen(Event event) {
    listeners.forEach(listener -> listener.happened(event));
  }

  /**
   * How many listen at present.
   *
   * @return 0 or more
   */
  public int listeners() {
    return listeners.size();
  }

  @Override
  public synchronized List<JailStatus> jails(boolean firewall) {
    return List.copyOf(jails.values());
  }

  @Override
  public Sentence ban(String jail, Offender offender, Optional<TimeSpan> length, String reason)
      throws Fault {
    if (offender instanceof IpBlock block && OWN.contains(block)) {
      throw new Fault("ban: " + offender + " is an address of this machine");
    }
    Instant now = clock.instant();
    Instant until = length.orElse(BAN_TIME).after(now);
    Sentence sentence =
        new Sentence(jail, offender, now, until, Sentence.Origin.MANUAL, reason, List.of());
    synchronized (this) {
      known(jail);
      sentences.removeIf(old -> old.jail().equals(jail) && old.offender().equals(offender));
      sentences.add(sentence);
    }
    happen(new Event(now, jail, Event.Kind.BAN, offender.toString()));
    return sentence;
  }

  @Override
  public List<Sentence> unban(Optional<Offender> offender, Optional<String> jail) throws Fault {
    List<Sentence> lifted = new ArrayList<>();
    synchronized (this) {
      if (jail.isPresent()) {
        known(jail.get());
      }
      for (Sentence sentence : sentences) {
        if (offender.map(sentence.offender()::equals).orElse(true)
            && jail.map(sentence.jail()::equals).orElse(true)) {
          lifted.add(sentence);
        }
      }
      sentences.removeAll(lifted);
    }
    for (Sentence sentence : lifted) {
      String text = sentence.offender().toString();
      happen(new Event(clock.instant(), sentence.jail(), Event.Kind.UNBAN, text));
    }
    return lifted;
  }

  @Override
  public synchronized List<Sentence> banned() {
    return sentences.stream()
        .sorted(Comparator.comparing(Sentence::jail).thenComparing(Sentence::from))
        .toList();
  }

  @Override
  public synchronized List<Account> why(Offender offender) {
    return List.copyOf(accounts.values());
  }

  @Override
  public List<String> reload() {
    return List.copyOf(wrong);
  }

  @Override
  public List<Finding> doctor() {
    return List.copyOf(findings);
  }

  @Override
  public String version() {
    return "0.1.0";
  }

  @Override
  public AutoCloseable listen(Listener listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  private void known(String jail) throws Fault {
    if (!jails.containsKey(jail)) {
      throw new Fault(
          "there is no jail \"" + jail + "\"; there are " + String.join(", ", jails.keySet()));
    }
  }
}
