package org.gaoler.core.docket;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.gaoler.api.Ban;
import org.gaoler.api.Offender;

/**
 * What an enforcer and the docket differ in.
 *
 * @param missing sentenced, and not kept out
 * @param mistimed kept out until another moment than sentenced
 * @param strangers kept out, and not sentenced
 */
record Findings(List<Ban> missing, List<Mistimed> mistimed, List<Ban> strangers) {

  /**
   * A ban with the wrong end.
   *
   * @param wanted as sentenced
   * @param found as it is
   */
  record Mistimed(Ban wanted, Ban found) {}

  static Findings nothing() {
    return new Findings(new ArrayList<>(0), new ArrayList<>(0), new ArrayList<>(0));
  }

  /** What has to be applied, but for some. */
  List<Ban> lacking(Predicate<Offender> but) {
    List<Ban> lacking = new ArrayList<>(missing.size() + mistimed.size());
    for (Ban ban : missing) {
      if (!but.test(ban.offender())) {
        lacking.add(ban);
      }
    }
    for (Mistimed each : mistimed) {
      if (!but.test(each.wanted().offender())) {
        lacking.add(each.wanted());
      }
    }
    return lacking;
  }

  /** Without strangers that are about to end by themselves. */
  List<Ban> strangersBeyond(Instant moment) {
    return strangers.stream().filter(ban -> ban.until().isAfter(moment)).toList();
  }

  List<Difference> told() {
    List<Difference> told = new ArrayList<>();
    missing.forEach(ban -> told.add(Difference.missing(ban)));
    mistimed.forEach(each -> told.add(Difference.wrongEnd(each.wanted(), each.found())));
    strangers.forEach(ban -> told.add(Difference.unknown(ban)));
    return told;
  }
}
