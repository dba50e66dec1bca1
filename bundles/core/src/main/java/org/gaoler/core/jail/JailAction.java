package org.gaoler.core.jail;

import java.util.Optional;
import java.util.OptionalInt;
import org.gaoler.core.docket.Drift;
import org.gaoler.core.docket.Enforcement;
import org.gaoler.core.notice.Courier;

/**
 * One action as an operator sees it.
 *
 * @param name plain name
 * @param enforcement what keeps it in step, if anything does
 * @param courier who has it tell, if anybody does
 * @param trouble what is wrong; empty if nothing
 * @param condition in a few words
 */
public record JailAction(
    String name,
    Optional<Enforcement> enforcement,
    Optional<Courier> courier,
    String trouble,
    String condition) {

  static JailAction of(Post.Station station) {
    Optional<Enforcement.Health> health = station.health();
    String trouble =
        health
            .filter(each -> each.kind() == Enforcement.Health.Kind.FAILING)
            .map(Enforcement.Health::text)
            .orElse(station.trouble());
    String otherwise = trouble.isEmpty() ? "dry run: nothing is applied" : trouble;
    String condition = health.map(Enforcement.Health::text).orElse(otherwise);
    return new JailAction(
        station.call().name(), station.enforcement(), station.courier(), trouble, condition);
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

  /**
   * What it has still to tell.
   *
   * @return the number of notices; empty if it is none that tells
   */
  public OptionalInt waiting() {
    return courier.map(each -> OptionalInt.of(each.waiting())).orElse(OptionalInt.empty());
  }

  /**
   * What it was not told since too much waited.
   *
   * @return the number of notices since start
   */
  public long dropped() {
    return courier.map(Courier::dropped).orElse(0L);
  }
}
