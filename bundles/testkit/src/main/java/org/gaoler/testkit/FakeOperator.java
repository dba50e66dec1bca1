package org.gaoler.testkit;

import java.nio.file.Path;
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
import org.gaoler.api.Traffic;
import org.gaoler.api.operate.Account;
import org.gaoler.api.operate.BanCounter;
import org.gaoler.api.operate.BanOrder;
import org.gaoler.api.operate.Event;
import org.gaoler.api.operate.Finding;
import org.gaoler.api.operate.Imported;
import org.gaoler.api.operate.JailStatus;
import org.gaoler.api.operate.Operator;
import org.gaoler.api.operate.Plugin;
import org.gaoler.api.operate.Verification;

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
  private final List<Verification> verifications = new ArrayList<>();
  private final List<BanCounter> counters = new ArrayList<>();
  private final List<String> left = new CopyOnWriteArrayList<>();
  private volatile Optional<Boolean> stopped = Optional.empty();
  private volatile Optional<Imported> imported = Optional.empty();
  private volatile boolean rehearsed;
  private final List<Finding> findings = new CopyOnWriteArrayList<>();
  private final List<Plugin> plugins = new CopyOnWriteArrayList<>();

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

  /** Sets what is taken over from whatever file. */
  public FakeOperator with(Imported offered) {
    imported = Optional.of(offered);
    return this;
  }

  /** Whether the latest file was only tried. */
  public boolean rehearsed() {
    return rehearsed;
  }

  @Override
  public Imported takeOver(Path file, boolean rehearsal) throws Fault {
    rehearsed = rehearsal;
    return imported.orElseThrow(() -> new Fault("cannot read " + file + ": there is no such file"));
  }

  @Override
  public Sentence ban(String jail, Offender offender, BanOrder order) throws Fault {
    boolean own = offender instanceof IpBlock block && OWN.contains(block);
    if (own && !order.force()) {
      throw new Fault("ban: " + offender + " is an address of this machine");
    }
    if (order.spared().equals(Optional.of(offender)) && !order.force()) {
      throw new Fault("ban: you are connected from " + offender);
    }
    Instant now = clock.instant();
    Instant until = order.length().orElse(BAN_TIME).after(now);
    Sentence sentence =
        new Sentence(jail, offender, now, until, Sentence.Origin.MANUAL, order.reason(), List.of());
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
        if (offender.map(whom -> meant(whom, sentence.offender())).orElse(true)
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

  /** Sets what a ban has stopped. */
  public synchronized FakeOperator with(BanCounter counter) {
    counters.add(counter);
    return this;
  }

  @Override
  public synchronized List<BanCounter> counters(Optional<String> jail) throws Fault {
    if (jail.isPresent()) {
      known(jail.get());
    }
    return counters.stream()
        .filter(each -> jail.isEmpty() || jail.get().equals(each.sentence().jail()))
        .toList();
  }

  @Override
  public synchronized List<Sentence> unbanQuiet(TimeSpan older, Optional<String> jail)
      throws Fault {
    Instant before = clock.instant().minusSeconds(older.seconds());
    List<Sentence> lifted =
        counters(jail).stream().filter(c -> c.quiet(before)).map(BanCounter::sentence).toList();
    sentences.removeAll(lifted);
    counters.removeIf(each -> lifted.contains(each.sentence()));
    return lifted;
  }

  @Override
  public synchronized int clearCounters(Optional<Offender> offender, Optional<String> jail)
      throws Fault {
    List<BanCounter> meant =
        counters(jail).stream()
            .filter(c -> offender.map(c.sentence().offender()::equals).orElse(true))
            .filter(c -> c.stopped().filter(count -> count.packets() > 0).isPresent())
            .toList();
    counters.removeAll(meant);
    for (BanCounter each : meant) {
      counters.add(
          new BanCounter(each.sentence(), Optional.of(new Traffic(0, 0)), each.quietSince()));
    }
    return meant.size();
  }

  private static boolean meant(Offender whom, Offender banned) {
    return whom.equals(banned)
        || whom instanceof IpBlock network
            && banned instanceof IpBlock block
            && network.contains(block);
  }

  /** Adds what {@link #verify} says. */
  public synchronized FakeOperator with(Verification verification) {
    verifications.add(verification);
    return this;
  }

  @Override
  public synchronized List<Verification> verify(Optional<String> jail) throws Fault {
    if (jail.isPresent()) {
      known(jail.get());
    }
    return verifications.stream()
        .filter(each -> jail.isEmpty() || jail.get().equals(each.jail()))
        .toList();
  }

  /** Adds what cannot be removed by {@link #stop}. */
  public FakeOperator withLeft(String line) {
    left.add(line);
    return this;
  }

  /**
   * Whether it was stopped.
   *
   * @return empty if not; else whether everything was to be removed
   */
  public Optional<Boolean> stopped() {
    return stopped;
  }

  @Override
  public List<String> stop(boolean flush) {
    stopped = Optional.of(flush);
    return flush ? List.copyOf(left) : List.of();
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

  /** Adds what {@link #plugins} lists. */
  public FakeOperator with(Plugin plugin) {
    plugins.add(plugin);
    return this;
  }

  @Override
  public List<Plugin> plugins(boolean all) {
    return plugins.stream().filter(each -> all || each.troubled()).toList();
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
