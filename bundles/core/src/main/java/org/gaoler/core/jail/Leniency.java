package org.gaoler.core.jail;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.gaoler.api.IgnoreRule;
import org.gaoler.api.IpBlock;
import org.gaoler.api.Offender;
import org.gaoler.core.plugin.Offspring;
import org.gaoler.core.plugin.Quarantine;
import org.gaoler.core.settings.JailSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds reasons not to sentence somebody: at once where it can, else within two seconds. */
final class Leniency {

  private static final Logger LOG = LoggerFactory.getLogger("gaoler.jail");

  /** So long an answer may take. */
  static final Duration LIMIT = Duration.ofSeconds(2);

  /** So often a rule may give no answer before its bundle is left alone. */
  private static final int MOST_OVERRUNS = 3;

  private final OwnAddresses own;
  private final Supplier<List<IgnoreRule>> rules;
  private final Quarantine quarantine;
  private final ExecutorService asker;
  private final Duration limit;
  private final Map<IgnoreRule, Integer> overruns = new IdentityHashMap<>();

  Leniency(
      OwnAddresses own,
      Supplier<List<IgnoreRule>> rules,
      Quarantine quarantine,
      ExecutorService asker,
      Duration limit) {
    this.own = own;
    this.rules = rules;
    this.quarantine = quarantine;
    this.asker = asker;
    this.limit = limit;
  }

  /** The reasons that need no waiting. */
  Optional<String> now(JailSettings settings, Offender offender) {
    if (offender instanceof IpBlock block) {
      for (IpBlock ignored : settings.ignored()) {
        if (ignored.contains(block)) {
          return Optional.of("ignoreip " + ignored);
        }
      }
    }
    return settings.ignoreSelf() && own.contains(offender)
        ? Optional.of("ignoreself")
        : Optional.empty();
  }

  /** Whether somebody is this machine itself, ignored or not. */
  boolean own(Offender offender) {
    return own.contains(offender);
  }

  /**
   * The network to be counted and banned as one; the offender alone where that would hit somebody
   * who is never banned.
   */
  Offender unit(JailSettings settings, Offender offender) {
    Offender unit = settings.unit(offender);
    return !unit.equals(offender) && hits(settings, unit) ? offender : unit;
  }

  private boolean hits(JailSettings settings, Offender unit) {
    return unit instanceof IpBlock wide
        && (settings.ignored().stream().anyMatch(wide::contains)
            || settings.ignoreSelf() && own.contains(wide));
  }

  /** Whether there is anything to wait for. */
  boolean mustAsk(JailSettings settings) {
    return !settings.ignoredNames().isEmpty() || !rules.get().isEmpty();
  }

  /** The reasons that may take time; never called on a lane. */
  Optional<String> asked(JailSettings settings, Offender offender) {
    String jail = settings.name();
    for (String name : settings.ignoredNames()) {
      Reply reply = ask(jail, "", () -> byName(name, offender));
      if (reply.reason().isPresent()) {
        return reply.reason();
      }
    }
    List<IgnoreRule> present = rules.get();
    overruns.keySet().removeIf(rule -> !present.contains(rule));
    for (IgnoreRule rule : present) {
      Reply reply =
          ask(jail, " " + rule.getClass().getName(), () -> inItsName(rule, jail, offender));
      note(rule, reply.late());
      if (reply.reason().isPresent()) {
        return reply.reason();
      }
    }
    return Optional.empty();
  }

  /** Whoever keeps everybody waiting again and again is not asked any more. */
  private void note(IgnoreRule rule, boolean late) {
    if (!late) {
      overruns.remove(rule);
    } else if (overruns.merge(rule, 1, Integer::sum) >= MOST_OVERRUNS) {
      quarantine.put(
          rule,
          "ignore rule "
              + rule.getClass().getName()
              + " gave no answer in "
              + limit.toMillis()
              + " ms, "
              + MOST_OVERRUNS
              + " times in a row");
    } else {
      Offspring.excess(rule).ifPresent(reason -> quarantine.put(rule, reason));
    }
  }

  private static Optional<String> inItsName(IgnoreRule rule, String jail, Offender offender) {
    Thread me = Thread.currentThread();
    ClassLoader before = me.getContextClassLoader();
    me.setContextClassLoader(rule.getClass().getClassLoader());
    try {
      return rule.reason(jail, offender);
    } finally {
      me.setContextClassLoader(before);
    }
  }

  /**
   * What came of a question.
   *
   * @param reason to let somebody off
   * @param late whether there was no answer in time
   */
  private record Reply(Optional<String> reason, boolean late) {
    static final Reply NONE = new Reply(Optional.empty(), false);
    static final Reply LATE = new Reply(Optional.empty(), true);
  }

  private Reply ask(String jail, String whose, Supplier<Optional<String>> question) {
    Future<Optional<String>> answer = asker.submit(question::get);
    try {
      return new Reply(answer.get(limit.toMillis(), TimeUnit.MILLISECONDS), false);
    } catch (ExecutionException broken) {
      String why = String.valueOf(broken.getCause());
      LOG.warn("[{}] an ignore rule{} broke and was passed over: {}", jail, whose, why);
    } catch (TimeoutException late) {
      LOG.warn("[{}] an ignore rule{} gave no answer in {}", jail, whose, limit);
      return Reply.LATE;
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    } finally {
      answer.cancel(true);
    }
    return Reply.NONE;
  }

  private static Optional<String> byName(String name, Offender offender) {
    try {
      boolean same =
          Arrays.stream(InetAddress.getAllByName(name))
              .flatMap(address -> IpBlock.parse(address.getHostAddress()).stream())
              .anyMatch(offender::equals);
      return same ? Optional.of("ignoreip " + name) : Optional.empty();
    } catch (UnknownHostException unknown) {
      LOG.warn("ignoreip = {} has no address now: {}", name, unknown.getMessage());
      return Optional.empty();
    }
  }
}
