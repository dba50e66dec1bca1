package org.gaoler.action.blocklist;

import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.gaoler.action.blocklist.Claim.Held;
import org.gaoler.api.Fault;
import org.gaoler.api.IpBlock;
import org.gaoler.api.Offender;
import org.gaoler.api.Sentence;
import org.gaoler.api.TimeSpan;
import org.gaoler.api.operate.BanOrder;
import org.gaoler.api.operate.Operator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has the operator's desk do what those want who edit lists, on a thread of its own that ends when
 * there is nothing to do. Safe for use by any thread.
 */
final class Orders {

  private static final Logger LOG = LoggerFactory.getLogger("gaoler.actions");

  private static final int ROUNDS = 5;

  private final ThreadPoolExecutor clerk =
      new ThreadPoolExecutor(
          1,
          1,
          2,
          TimeUnit.SECONDS,
          new LinkedBlockingQueue<>(),
          work -> new Thread(work, "gaoler-blocklist-orders"),
          new ThreadPoolExecutor.DiscardPolicy());

  private final Set<BlockList> queued = ConcurrentHashMap.newKeySet();
  private final Clock clock;
  private volatile Optional<Operator> desk = Optional.empty();

  Orders(Clock clock) {
    this.clock = clock;
    clerk.allowCoreThreadTimeOut(true);
  }

  /** Takes the desk, or takes it away. */
  void desk(Optional<Operator> present) {
    desk = present;
  }

  /** Has a list looked through soon. */
  void look(BlockList list) {
    if (desk.isPresent() && queued.add(list)) {
      clerk.execute(() -> through(list));
    }
  }

  /** Waits a second at most for what is being done. */
  void close() {
    clerk.getQueue().clear();
    clerk.shutdown();
    try {
      if (!clerk.awaitTermination(1, TimeUnit.SECONDS)) {
        clerk.shutdownNow();
      }
    } catch (InterruptedException stopping) {
      clerk.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }

  private void through(BlockList list) {
    queued.remove(list);
    try {
      Optional<Operator> operator = desk;
      if (operator.isPresent()) {
        release(list, operator.get());
        boolean more = true;
        for (int round = 0; more && round < ROUNDS; round++) {
          more = fulfil(list, list.wishes(), operator.get());
        }
      }
    } catch (Fault fault) {
      LOG.warn("{}", fault.getMessage());
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
  }

  /** Who was sentenced for log lines and is on the allow list now goes free. */
  private void release(BlockList list, Operator operator) throws Fault {
    List<Party> allowing = list.parties().all().stream().filter(p -> p.allow().used()).toList();
    if (allowing.isEmpty()) {
      return;
    }
    List<Sentence> all = operator.banned();
    for (Party party : allowing) {
      for (Sentence sentence : all) {
        Optional<String> reason =
            sentence.jail().equals(party.jail()) && sentence.origin() != Sentence.Origin.MANUAL
                ? party.allow().reason(sentence.offender())
                : Optional.empty();
        if (reason.isPresent()) {
          lift(operator, party.jail(), sentence.offender(), Set.of());
          LOG.info("[{}] {} is free: {}", party.jail(), sentence.offender(), reason.get());
        }
      }
    }
  }

  /**
   * Whoever edits while we are at it may want something else by now: tells whether to look again.
   */
  private boolean fulfil(BlockList list, List<Wish> wishes, Operator operator)
      throws Fault, InterruptedException {
    if (wishes.isEmpty()) {
      return false;
    }
    boolean done = false;
    Map<Wish, Offender> granted = new HashMap<>();
    Map<String, Map<Offender, Sentence>> present = banned(operator);
    for (Wish wish : wishes) {
      if (!list.complaints().refused(wish) && list.wants(wish)) {
        try {
          if (wish.ban()) {
            Map<Offender, Sentence> jail = present.getOrDefault(wish.jail(), Map.of());
            ban(list, wish, Optional.ofNullable(jail.get(wish.address())), operator)
                .ifPresent(before -> granted.put(wish, before));
          } else {
            unban(list, wish, wishes, operator);
          }
          done = true;
        } catch (Fault refused) {
          list.complaints().refused(wish, list.place(wish.line()) + told(wish, refused));
        }
      }
    }
    revoke(list, granted, operator);
    return done;
  }

  /** Whoever was let go while a line became that of the ban he had is banned anew for the line. */
  private static void revoke(BlockList list, Map<Wish, Offender> granted, Operator operator)
      throws Fault, InterruptedException {
    if (granted.isEmpty()) {
      return;
    }
    Map<String, Map<Offender, Sentence>> present = banned(operator);
    for (Map.Entry<Wish, Offender> each : granted.entrySet()) {
      if (!present.getOrDefault(each.getKey().jail(), Map.of()).containsKey(each.getValue())) {
        list.revoked(each.getKey());
      }
    }
  }

  private static Map<String, Map<Offender, Sentence>> banned(Operator operator) throws Fault {
    Map<String, Map<Offender, Sentence>> banned = new HashMap<>();
    for (Sentence each : operator.banned()) {
      banned.computeIfAbsent(each.jail(), unseen -> new HashMap<>()).put(each.offender(), each);
    }
    return banned;
  }

  /** What the desk would have done by force is its affair, not the list's. */
  private static String told(Wish wish, Fault refused) {
    String reason = String.valueOf(refused.getMessage()).split(";", 2)[0];
    return ": "
        + wish.address()
        + (wish.ban() ? " is not banned: " : " stays banned: ")
        + reason
        + (wish.ban() ? "; delete the line" : "; see gaoler status " + wish.jail());
  }

  /** Tells who was banned already. */
  private Optional<Offender> ban(
      BlockList list, Wish wish, Optional<Sentence> present, Operator operator)
      throws Fault, InterruptedException {
    Optional<Party> party = list.parties().of(wish.jail());
    Optional<String> allowed = party.flatMap(each -> each.allow().reason(wish.address()));
    if (allowed.isPresent()) {
      throw new Fault("it is allowed by " + allowed.get() + "; delete one of the two lines");
    }
    boolean enough =
        present.filter(s -> s.permanent() || !party.orElseThrow().permanentOnly()).isPresent();
    Sentence sentence = enough ? present.get() : imposed(list, wish, operator);
    if (sentence.offender() instanceof IpBlock unit) {
      list.granted(wish, new Held(unit, sentence.until()));
    }
    return enough ? Optional.of(sentence.offender()) : Optional.empty();
  }

  private Sentence imposed(BlockList list, Wish wish, Operator operator) throws Fault {
    String reason = "listed in " + list.path();
    Sentence sentence =
        operator.ban(
            wish.jail(),
            wish.address(),
            new BanOrder(Optional.of(TimeSpan.PERMANENT), reason, Optional.empty(), false));
    LOG.info("[{}] {} is banned: {}", wish.jail(), wish.address(), list.place(wish.line()));
    return sentence;
  }

  private void unban(BlockList list, Wish wish, List<Wish> wishes, Operator operator)
      throws Fault, InterruptedException {
    Set<Offender> others = new HashSet<>();
    wishes.stream().filter(each -> !each.ban()).forEach(each -> others.add(each.unit()));
    list.lifting(wish, true);
    try {
      if (!lift(operator, wish.jail(), wish.unit(), others)) {
        list.forgotten(wish);
      }
      LOG.info("[{}] {} is unbanned: deleted in {}", wish.jail(), wish.unit(), list.path());
    } finally {
      list.lifting(wish, false);
    }
  }

  /** The desk lifts everybody in a network; those who have sentences of their own are to stay. */
  private boolean lift(Operator operator, String jail, Offender unit, Set<Offender> others)
      throws Fault {
    boolean found = false;
    for (Sentence lifted : operator.unban(Optional.of(unit), Optional.of(jail))) {
      if (lifted.offender().equals(unit)) {
        found = true;
      } else if (!others.contains(lifted.offender())) {
        Duration left = Duration.between(clock.instant(), lifted.until());
        TimeSpan length =
            lifted.permanent() ? TimeSpan.PERMANENT : new TimeSpan(Math.max(1, left.getSeconds()));
        operator.ban(
            jail,
            lifted.offender(),
            new BanOrder(Optional.of(length), lifted.reason(), Optional.empty(), true));
      }
    }
    return found;
  }
}
