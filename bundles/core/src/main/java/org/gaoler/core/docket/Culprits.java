package org.gaoler.core.docket;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gaoler.api.Ban;
import org.gaoler.api.Fault;
import org.gaoler.api.Offender;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Those whom an enforcer refuses while it takes the rest. Each is tried again by itself, after 1 s
 * doubling to 5 min. Belongs to the enforcer's thread.
 */
final class Culprits {

  /** More than that mean that the outside thing is at fault and not they. */
  static final int MOST = 64;

  private static final Logger LOG = LoggerFactory.getLogger("gaoler.actions");

  private final String name;
  private final Map<Offender, Culprit> culprits = new LinkedHashMap<>();

  /**
   * One of them.
   *
   * @param wanted what should be in force; empty if the ban should be lifted
   */
  private record Culprit(Optional<Ban> wanted, String reason, Retry retry) {
    String verb() {
      return wanted.isPresent() ? "banned" : "unbanned";
    }
  }

  /**
   * Begins without any.
   *
   * @param name jail and action for messages, such as {@code [sshd] action nftables}
   */
  Culprits(String name) {
    this.name = name;
  }

  /**
   * Somebody was refused.
   *
   * @throws Fault the refusal itself, if there are too many already
   */
  void refused(Offender offender, Optional<Ban> wanted, Fault refusal) throws Fault {
    Culprit before = culprits.get(offender);
    if (before == null && culprits.size() >= MOST) {
      throw refusal;
    }
    String reason = String.valueOf(refusal.getMessage());
    Retry retry = before == null ? new Retry() : before.retry();
    retry.refused();
    Culprit culprit = new Culprit(wanted, reason, retry);
    culprits.put(offender, culprit);
    if (before == null || !before.reason().equals(reason)) {
      LOG.error(
          "{}: {} cannot be {} and is tried again by itself: {}",
          name,
          offender,
          culprit.verb(),
          reason);
    }
  }

  /** What was wanted of somebody is in force, or wanted no longer. */
  void settled(Offender offender) {
    if (!culprits.isEmpty() && culprits.remove(offender) != null) {
      LOG.info("{}: {} is refused no more", name, offender);
    }
  }

  /** Whether a ban is known to be refused; it then waits for its own next try. */
  boolean waits(Ban ban) {
    Culprit before = culprits.isEmpty() ? null : culprits.get(ban.offender());
    if (before != null) {
      culprits.put(ban.offender(), new Culprit(Optional.of(ban), before.reason(), before.retry()));
    }
    return before != null;
  }

  boolean contains(Offender offender) {
    return !culprits.isEmpty() && culprits.containsKey(offender);
  }

  /** Everybody is tried again at once: the outside thing has changed for the better. */
  void hope() {
    culprits.values().forEach(culprit -> culprit.retry().worked());
  }

  /** Bans whose next try is due. */
  List<Ban> dueBans() {
    List<Ban> due = new ArrayList<>(0);
    for (Culprit culprit : culprits.values()) {
      culprit.wanted().filter(ban -> culprit.retry().nanos() == 0).ifPresent(due::add);
    }
    return due;
  }

  /** Unbans whose next try is due. */
  List<Offender> dueUnbans() {
    return culprits.entrySet().stream()
        .filter(each -> each.getValue().wanted().isEmpty())
        .filter(each -> each.getValue().retry().nanos() == 0)
        .map(Map.Entry::getKey)
        .toList();
  }

  /** How long until the next try is due; {@link Long#MAX_VALUE} if there are none. */
  long nanos() {
    return culprits.isEmpty()
        ? Long.MAX_VALUE
        : culprits.values().stream().mapToLong(each -> each.retry().nanos()).min().getAsLong();
  }

  int size() {
    return culprits.size();
  }

  /** Who is refused and why, in one line; empty if nobody is. */
  Optional<String> told() {
    return culprits.entrySet().stream().findFirst().map(this::told);
  }

  private String told(Map.Entry<Offender, Culprit> first) {
    return first.getKey()
        + (culprits.size() == 1 ? "" : " and " + (culprits.size() - 1) + " more")
        + " cannot be "
        + first.getValue().verb()
        + " while the rest is in force: "
        + first.getValue().reason();
  }
}
