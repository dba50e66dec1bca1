package org.gaoler.core.operate;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
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
    return gaol.warden().jails().values().stream()
        .sorted(Comparator.comparing(Jail::name))
        .map(jail -> status(jail, firewall))
        .toList();
  }

  private JailStatus status(Jail jail, boolean firewall) {
    Condition condition = Condition.of(jail, gaol.storeTrouble());
    return new JailStatus(
        jail.name(),
        condition.state(),
        condition.reasons(),
        jail.settings().map(settings -> settings.filter().toString()).orElse(""),
        jail.backend(),
        jail.sources().stream().map(StatusReport::source).toList(),
        actions(jail, firewall),
        jail.settings().map(JailSettings::values).orElse(List.of()),
        jail.tracked(),
        jail.failures(),
        gaol.docket().count(jail.name()),
        jail.sentences(),
        jail.namesWaiting(),
        jail.remarks());
  }

  private static JailStatus.Source source(LaneSource source) {
    String detail = source.detail().isEmpty() ? "" : ": " + source.detail();
    String condition = source.followed() ? "following" : word(source.kind().name()) + detail;
    return new JailStatus.Source(source.name(), condition, source.lines(), source.lastLine());
  }

  private static String word(String constant) {
    return constant.toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
  }

  private static List<JailStatus.Action> actions(Jail jail, boolean firewall) {
    List<JailAction> present = jail.actions();
    List<CompletableFuture<Integer>> held =
        present.stream()
            .map(
                action ->
                    firewall && action.working()
                        ? action.enforcement().get().ask(each -> each.inForce().size())
                        : CompletableFuture.<Integer>failedFuture(new TimeoutException()))
            .toList();
    List<JailStatus.Action> rows = new java.util.ArrayList<>();
    for (int i = 0; i < held.size(); i++) {
      JailAction action = present.get(i);
      boolean asked = firewall && action.working();
      rows.add(
          new JailStatus.Action(
              action.name(),
              action.trouble().isEmpty(),
              action.condition(),
              asked ? held(held.get(i)) : OptionalInt.empty(),
              action.drift().repairs(),
              action.drift().elements(),
              action.drift().last()));
    }
    return rows;
  }

  private static OptionalInt held(CompletableFuture<Integer> answer) {
    try {
      return OptionalInt.of(answer.get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS));
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
      Collection<Enforcement> enforcements, Enforcement.Ask<java.util.Optional<String>> ask) {
    List<CompletableFuture<java.util.Optional<String>>> answers =
        enforcements.stream()
            .filter(each -> each.health().kind() == Health.Kind.WORKING)
            .map(each -> each.ask(ask))
            .toList();
    return answers.stream()
        .map(
            answer ->
                answer
                    .completeOnTimeout(
                        java.util.Optional.empty(), PATIENCE_MILLIS, TimeUnit.MILLISECONDS)
                    .exceptionally(
                        failed ->
                            java.util.Optional.of("could not be asked: " + failed.getMessage()))
                    .join())
        .flatMap(java.util.Optional::stream)
        .toList();
  }
}
