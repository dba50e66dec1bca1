package org.gaoler.core.operate;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.gaoler.api.operate.JailStatus;
import org.gaoler.core.docket.Enforcement;
import org.gaoler.core.docket.Enforcement.Health;
import org.gaoler.core.jail.Condition;
import org.gaoler.core.jail.Gaol;
import org.gaoler.core.jail.Jail;
import org.gaoler.core.jail.JailAction;
import org.gaoler.core.lane.LaneSource;
import org.gaoler.core.settings.JailSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Draws up the status of jails for operators. */
public final class StatusReport {

  private static final Logger LOG = LoggerFactory.getLogger("gaoler.actions");
  private static final long PATIENCE_MILLIS = 2000;

  private final Gaol gaol;

  /**
   * Prepares to report.
   *
   * @param gaol the running system
   */
  public StatusReport(Gaol gaol) {
    this.gaol = gaol;
  }

  /**
   * Reports on all jails.
   *
   * @param firewall whether to ask the firewalls what they hold
   * @return sorted by name
   */
  public List<JailStatus> jails(boolean firewall) {
    List<Jail> jails =
        gaol.warden().jails().values().stream().sorted(Comparator.comparing(Jail::name)).toList();
    List<List<Held>> held = jails.stream().map(jail -> asked(jail, firewall)).toList();
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS);
    List<JailStatus> report = new ArrayList<>();
    for (int i = 0; i < jails.size(); i++) {
      report.add(status(jails.get(i), held.get(i), deadline));
    }
    return report;
  }

  private JailStatus status(Jail jail, List<Held> held, long deadline) {
    Condition condition = Condition.of(jail, gaol.storeTrouble());
    Jail.Counts counts = jail.counts();
    return new JailStatus(
        jail.name(),
        condition.state(),
        condition.reasons(),
        jail.settings().map(settings -> settings.filter().toString()).orElse(""),
        jail.backend(),
        jail.sources().stream().map(StatusReport::source).toList(),
        held.stream().map(each -> each.row(deadline)).toList(),
        jail.settings().map(JailSettings::values).orElse(List.of()),
        counts.tracked(),
        counts.failures(),
        gaol.docket().count(jail.name()),
        counts.sentences(),
        counts.namesWaiting(),
        jail.remarks(),
        counts.evicted());
  }

  private static JailStatus.Source source(LaneSource source) {
    boolean followed = source.followed();
    String detail = followed ? source.remark() : source.detail();
    String condition =
        (followed ? "following" : word(source.kind().name()))
            + (detail.isEmpty() ? "" : ": " + detail);
    return new JailStatus.Source(source.name(), condition, source.lines(), source.lastLine());
  }

  private static String word(String constant) {
    return constant.toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
  }

  /** All firewalls are asked before the first answer is waited for. */
  private static List<Held> asked(Jail jail, boolean firewall) {
    List<Held> held = new ArrayList<>();
    for (JailAction action : jail.actions()) {
      held.add(
          new Held(
              action,
              action
                  .enforcement()
                  .filter(each -> firewall && action.working())
                  .map(each -> each.ask(enforcer -> enforcer.inForce().size()))));
    }
    return held;
  }

  /**
   * What an action holds, once it has said so.
   *
   * @param action which
   * @param answer to come; empty if it was not asked
   */
  private record Held(JailAction action, Optional<CompletableFuture<Integer>> answer) {

    JailStatus.Action row(long deadline) {
      return new JailStatus.Action(
          action.name(),
          action.trouble().isEmpty(),
          action.condition(),
          answer.map(each -> held(each, deadline)).orElse(OptionalInt.empty()),
          action.drift().repairs(),
          action.drift().elements(),
          action.drift().last(),
          action.waiting(),
          action.dropped());
    }
  }

  private static OptionalInt held(CompletableFuture<Integer> answer, long deadline) {
    try {
      long patience = Math.max(0, deadline - System.nanoTime());
      return OptionalInt.of(answer.get(patience, TimeUnit.NANOSECONDS));
    } catch (ExecutionException | TimeoutException silent) {
      LOG.debug("a firewall did not say what it holds", silent);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    return OptionalInt.empty();
  }

  /**
   * Asks every enforcement of a jail where it holds somebody.
   *
   * @param enforcements those to ask
   * @param ask the question
   * @return the answers of those who answered in time
   */
  static List<String> askAll(
      Collection<Enforcement> enforcements, Enforcement.Ask<Optional<String>> ask) {
    List<CompletableFuture<Optional<String>>> answers =
        enforcements.stream()
            .filter(each -> each.health().kind() == Health.Kind.WORKING)
            .map(each -> each.ask(ask))
            .toList();
    return answers.stream()
        .map(
            answer ->
                answer
                    .completeOnTimeout(Optional.empty(), PATIENCE_MILLIS, TimeUnit.MILLISECONDS)
                    .exceptionally(
                        failed -> Optional.of("could not be asked: " + failed.getMessage()))
                    .join())
        .flatMap(Optional::stream)
        .toList();
  }
}
