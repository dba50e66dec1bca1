package org.gaoler.core.jail;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.gaoler.api.SourceChange;
import org.gaoler.api.operate.JailStatus.State;
import org.gaoler.core.docket.Enforcement.Health;
import org.gaoler.core.lane.Lane;
import org.gaoler.core.lane.LaneSource;
import org.gaoler.core.settings.PluginCall;

/**
 * What a jail is doing and why, worked out from its parts.
 *
 * @param state one of four
 * @param reasons one line each; empty while all is well
 */
public record Condition(State state, List<String> reasons) {

  public Condition {
    reasons = List.copyOf(reasons);
  }

  /**
   * Looks at a jail.
   *
   * @param jail which
   * @param store what is wrong with the store, if anything
   * @return its condition at this moment
   */
  public static Condition of(Jail jail, Optional<String> store) {
    Post post = jail.post();
    if (jail.settings().isEmpty()) {
      return new Condition(State.STOPPED, jail.faults());
    }
    if (!post.enabled()) {
      boolean enabled = jail.settings().get().enabled();
      return new Condition(
          State.STOPPED, List.of(enabled ? "it is being set up" : "enabled = false"));
    }
    boolean byHand = jail.settings().get().filter().equals(PluginCall.NONE);
    List<String> waiting = byHand ? opening(post) : waiting(post);
    List<String> wrong = new ArrayList<>(jail.faults());
    wrong.addAll(post.wrong());
    lost(jail, wrong);
    failing(post, wrong);
    store.ifPresent(trouble -> wrong.add("bans are not stored: " + trouble));
    if (!waiting.isEmpty()) {
      waiting.addAll(wrong);
      return new Condition(State.WAITING, waiting);
    }
    State state = wrong.isEmpty() ? State.WATCHING : State.DEGRADED;
    if (byHand) {
      wrong.add("filter is empty: bans are made by hand alone");
    }
    return new Condition(state, wrong);
  }

  private static List<String> waiting(Post post) {
    List<String> waiting = new ArrayList<>(post.missing());
    if (waiting.isEmpty() && sources(post).stream().noneMatch(LaneSource::followed)) {
      sources(post).stream().map(Condition::told).distinct().forEach(waiting::add);
      if (waiting.isEmpty()) {
        waiting.add("its logs are being opened");
      }
    }
    waiting.addAll(opening(post));
    return waiting;
  }

  private static List<String> opening(Post post) {
    List<String> waiting = new ArrayList<>();
    for (Post.Station station : post.actions()) {
      station
          .enforcement()
          .filter(each -> each.health().kind() == Health.Kind.OPENING)
          .ifPresent(each -> waiting.add("action " + each.action() + " is being opened"));
    }
    return waiting;
  }

  /** A file that goes is a loss if it was named; those that a pattern matches come and go. */
  private static void lost(Jail jail, List<String> wrong) {
    List<LaneSource> sources = sources(jail.post());
    if (sources.stream().anyMatch(LaneSource::followed)) {
      sources.stream()
          .filter(source -> !source.followed())
          .filter(source -> source.kind() == SourceChange.Kind.UNREADABLE || named(jail, source))
          .map(Condition::told)
          .forEach(wrong::add);
    }
  }

  private static boolean named(Jail jail, LaneSource source) {
    return jail.settings().stream()
        .flatMap(settings -> settings.logs().stream())
        .anyMatch(log -> log.pattern().equals(source.name()));
  }

  private static void failing(Post post, List<String> wrong) {
    for (Post.Station station : post.actions()) {
      if (!station.trouble().isEmpty()) {
        wrong.add(station.trouble());
      }
      station
          .health()
          .filter(health -> health.kind() == Health.Kind.FAILING)
          .ifPresent(health -> wrong.add("action " + station.call().name() + ": " + health.text()));
    }
  }

  private static String told(LaneSource source) {
    String detail = source.detail();
    if (detail.isEmpty()) {
      detail = "is not there";
    }
    return detail.contains(source.name()) ? detail : source.name() + ": " + detail;
  }

  private static List<LaneSource> sources(Post post) {
    return post.lanes().stream().map(Lane::sources).flatMap(java.util.Collection::stream).toList();
  }

  /** Whether everything that the jail's logs held at first has been read. */
  static boolean caughtUp(Post post) {
    return !post.lanes().isEmpty()
        && post.lanes().stream()
            .map(Lane::sources)
            .allMatch(
                lane ->
                    !lane.isEmpty()
                        && lane.stream().allMatch(each -> each.live() || !each.followed()));
  }
}
