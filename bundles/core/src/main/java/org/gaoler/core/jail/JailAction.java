package org.gaoler.core.jail;

import java.util.Optional;
import org.gaoler.core.docket.Drift;
import org.gaoler.core.docket.Enforcement;

/**
 * One action as an operator sees it.
 *
 * @param name plain name
 * @param enforcement what keeps it in step, if anything does
 * @param trouble what is wrong; empty if nothing
 * @param condition in a few words
 */
public record JailAction(
    String name, Optional<Enforcement> enforcement, String trouble, String condition) {

  static JailAction of(Post.Station station) {
    Optional<Enforcement.Health> health = station.enforcement().map(Enforcement::health);
    String trouble =
        health
            .filter(each -> each.kind() == Enforcement.Health.Kind.FAILING)
            .map(Enforcement.Health::text)
            .orElse(station.trouble());
    String otherwise = trouble.isEmpty() ? "dry run: nothing is applied" : trouble;
    String condition = health.map(Enforcement.Health::text).orElse(otherwise);
    return new JailAction(station.call().name(), station.enforcement(), trouble, condition);
  }

  /**
   * What somebody else changed and was put right.
   *
   * @return since start
   */
  public Drift drift() {
    return enforcement.map(Enforcement::drift).orElse(Drift.NONE);
  }

  /**
   * Whether it can be asked what it holds.
   *
   * @return true if it works
   */
  public boolean working() {
    return enforcement
        .filter(each -> each.health().kind() == Enforcement.Health.Kind.WORKING)
        .isPresent();
  }
}
