package org.gaoler.core.jail;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gaoler.api.Filter;
import org.gaoler.core.docket.Enforcement;
import org.gaoler.core.lane.Lane;
import org.gaoler.core.notice.Courier;
import org.gaoler.core.plugin.Supervision;
import org.gaoler.core.settings.PluginCall;

/**
 * What stands guard for a jail: its filter, lanes and actions as they are now; immutable.
 *
 * @param enabled whether the jail is meant to guard
 * @param filter its filter, once found
 * @param watch what it reads by, once found
 * @param lanes the lanes it has a seat on
 * @param actions its actions, each with or without somebody to enforce it
 * @param missing what is waited for, one line each; the jail cannot guard without
 * @param wrong what is amiss while it guards all the same, one line each
 */
record Post(
    boolean enabled,
    Optional<Filter> filter,
    Optional<Watch> watch,
    List<Lane> lanes,
    List<Station> actions,
    List<String> missing,
    List<String> wrong) {

  static final Post NONE =
      new Post(
          false, Optional.empty(), Optional.empty(), List.of(), List.of(), List.of(), List.of());

  Post {
    lanes = List.copyOf(lanes);
    actions = List.copyOf(actions);
    missing = List.copyOf(missing);
    wrong = List.copyOf(wrong);
  }

  /** The same with other lanes in the stead of those that have ended. */
  Post moved(Map<Lane, Lane> ended) {
    List<Lane> present = lanes.stream().map(lane -> ended.getOrDefault(lane, lane)).toList();
    return new Post(enabled, filter, watch, present, actions, missing, wrong);
  }

  /** The same when a jail cannot guard for a reason that nobody foresaw. */
  Post unable(String why) {
    return new Post(true, filter, watch, lanes, actions, List.of(why), wrong);
  }

  /**
   * One action of a jail.
   *
   * @param call as configured
   * @param maker who makes what it needs, if anybody does
   * @param enforcement the loop that keeps it in step, if it enforces and could be made
   * @param courier who has it tell, if it tells and could be made
   * @param trouble why there is neither, in one line
   * @param edition of the jail's configuration that it was made for
   */
  record Station(
      PluginCall call,
      Maker maker,
      Optional<Enforcement> enforcement,
      Optional<Courier> courier,
      String trouble,
      int edition) {

    /** How it is doing, if there is anybody who could say. */
    Optional<Enforcement.Health> health() {
      return enforcement.map(Enforcement::health).or(() -> courier.map(Courier::health));
    }

    /** Whether there is somebody who enforces or tells. */
    boolean manned() {
      return enforcement.isPresent() || courier.isPresent();
    }

    /**
     * Whether it may stay: what was given up is tried anew with the next configuration, and what
     * was made from files that changed is made anew.
     */
    boolean usable(int present, Supervision supervision) {
      boolean givenUp =
          enforcement.filter(Enforcement::quarantined).isPresent()
              || courier.filter(Courier::quarantined).isPresent();
      return (edition == present || !givenUp)
          && (givenUp || enforcement.map(each -> each.upToDate(supervision)).orElse(true));
    }
  }
}
