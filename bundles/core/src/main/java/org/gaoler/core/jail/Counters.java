package org.gaoler.core.jail;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.gaoler.api.BanStore.Counted;
import org.gaoler.api.Enforcer;
import org.gaoler.api.Offender;
import org.gaoler.api.Sentence;
import org.gaoler.api.Traffic;
import org.gaoler.api.operate.BanCounter;
import org.gaoler.core.docket.Docket;
import org.gaoler.core.docket.DocketWatcher;
import org.gaoler.core.docket.Enforcement;
import org.gaoler.core.journal.Journal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Knows what bans have stopped and when somebody came last, from a look at the counters now and
 * then. A ban that has stopped nothing yet takes no memory.
 */
public final class Counters implements DocketWatcher {

  private static final Logger LOG = LoggerFactory.getLogger("gaoler.actions");
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(3);
  private static final Traffic NOTHING = new Traffic(0, 0);

  private final Docket docket;
  private final Journal journal;
  private final Clock clock;
  private final Map<String, Map<Offender, Counted>> seen = new HashMap<>();

  Counters(Docket docket, Journal journal, Clock clock) {
    this.docket = docket;
    this.journal = journal;
    this.clock = clock;
  }

  private record Asked(Jail jail, List<CompletableFuture<Map<Offender, Traffic>>> answers) {

    static Asked of(Jail jail) {
      return new Asked(
          jail,
          jail.enforcements().stream()
              .filter(each -> each.health().kind() == Enforcement.Health.Kind.WORKING)
              .map(each -> each.ask(Enforcer::traffic))
              .toList());
    }
  }

  synchronized void restore(Counted counted) {
    of(counted.jail()).put(counted.offender(), counted);
  }

  private Map<Offender, Counted> of(String jail) {
    return seen.computeIfAbsent(jail, unseen -> new HashMap<>());
  }

  @Override
  public void imposed(Sentence sentence) {
    // It has stopped nothing yet.
  }

  @Override
  public void ended(Sentence sentence, boolean byOperator) {
    synchronized (this) {
      of(sentence.jail()).remove(sentence.offender());
    }
  }

  /**
   * Looks at the counters of all firewalls at once. Takes 3 s at most.
   *
   * @param jails whose bans
   * @return one for each ban, in no order
   */
  public List<BanCounter> look(Collection<Jail> jails) {
    List<Asked> asked = jails.stream().map(Asked::of).toList();
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    List<BanCounter> counters = new ArrayList<>();
    for (Asked each : asked) {
      Map<Offender, Traffic> told = told(each, deadline);
      counters.addAll(note(each.jail().name(), told));
    }
    return counters;
  }

  /**
   * Has the counters of bans shown from zero again. The firewall goes on counting. Takes 3 s at
   * most.
   *
   * @param jails whose bans
   * @param offender whose ban alone; of all if empty
   * @return how many counters were not zero
   */
  public int clear(Collection<Jail> jails, Optional<Offender> offender) {
    List<Asked> asked = jails.stream().map(Asked::of).toList();
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    List<Counted> cleared = new ArrayList<>();
    for (Asked each : asked) {
      Map<Offender, Traffic> told = told(each, deadline);
      note(each.jail().name(), told);
      cleared.addAll(clear(each.jail().name(), told, offender));
    }
    if (!cleared.isEmpty()) {
      journal.post(List.copyOf(cleared));
    }
    return cleared.size();
  }

  private synchronized List<Counted> clear(
      String jail, Map<Offender, Traffic> told, Optional<Offender> offender) {
    Map<Offender, Counted> counts = of(jail);
    List<Counted> cleared = new ArrayList<>();
    for (Counted last : List.copyOf(counts.values())) {
      Traffic count = told.get(last.offender());
      boolean meant = offender.isEmpty() || offender.get().equals(last.offender());
      if (count != null && meant && !count.equals(last.cleared())) {
        cleared.add(new Counted(jail, last.offender(), last.packets(), last.moved(), count));
      }
    }
    cleared.forEach(each -> counts.put(each.offender(), each));
    return cleared;
  }

  /** The sum over all actions; nothing if one is silent, for a part would look like a new count. */
  private static Map<Offender, Traffic> told(Asked asked, long deadline) {
    Map<Offender, Traffic> sum = new HashMap<>();
    try {
      for (CompletableFuture<Map<Offender, Traffic>> answer : asked.answers()) {
        long patience = Math.max(0, deadline - System.nanoTime());
        answer.get(patience, TimeUnit.NANOSECONDS).forEach((who, t) -> sum.merge(who, t, PLUS));
      }
      return sum;
    } catch (ExecutionException | TimeoutException silent) {
      LOG.warn("[{}] counters of bans could not be read: {}", asked.jail().name(), silent);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    return Map.of();
  }

  private static final java.util.function.BinaryOperator<Traffic> PLUS =
      (a, b) -> new Traffic(a.packets() + b.packets(), a.bytes() + b.bytes());

  private List<BanCounter> note(String jail, Map<Offender, Traffic> told) {
    List<Sentence> sentences = docket.sentences(jail);
    Instant now = Instant.ofEpochSecond(clock.instant().getEpochSecond());
    List<BanCounter> counters = new ArrayList<>();
    List<Counted> changed = new ArrayList<>();
    synchronized (this) {
      for (Sentence sentence : sentences) {
        Optional<Traffic> traffic = Optional.ofNullable(told.get(sentence.offender()));
        traffic.ifPresent(count -> note(sentence, count, now).ifPresent(changed::add));
        counters.add(counter(sentence, traffic));
      }
    }
    if (!changed.isEmpty()) {
      journal.post(List.copyOf(changed));
    }
    return counters;
  }

  private Optional<Counted> note(Sentence sentence, Traffic count, Instant now) {
    Counted last = of(sentence.jail()).get(sentence.offender());
    if (count.packets() == (last == null ? 0 : last.packets())) {
      return Optional.empty();
    }
    boolean anew = last == null || count.packets() < last.packets();
    Instant moved = anew && count.packets() == 0 ? last.moved() : now;
    Counted counted =
        new Counted(
            sentence.jail(),
            sentence.offender(),
            count.packets(),
            moved,
            anew ? NOTHING : last.cleared());
    of(sentence.jail()).put(sentence.offender(), counted);
    return Optional.of(counted);
  }

  private BanCounter counter(Sentence sentence, Optional<Traffic> traffic) {
    Counted last = seen.getOrDefault(sentence.jail(), Map.of()).get(sentence.offender());
    if (last == null) {
      return new BanCounter(sentence, traffic, sentence.from());
    }
    Traffic cleared = last.cleared();
    return new BanCounter(
        sentence,
        traffic.map(
            count ->
                new Traffic(
                    Math.max(0, count.packets() - cleared.packets()),
                    Math.max(0, count.bytes() - cleared.bytes()))),
        last.moved().isAfter(sentence.from()) ? last.moved() : sentence.from());
  }
}
