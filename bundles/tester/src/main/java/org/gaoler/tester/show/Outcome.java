package org.gaoler.tester.show;

import java.util.Map;
import java.util.Optional;
import org.gaoler.tester.run.Course;
import org.gaoler.tester.run.Tally;
import org.gaoler.tester.subject.Subject;

/**
 * All there is to tell after a run.
 *
 * @param source what was read
 * @param subject what was tested
 * @param tally what was counted
 * @param dates hits by date template
 * @param course how the run went
 * @param cut lines that were too long
 * @param advice the likeliest reason if nothing matched, and what else should be known
 */
public record Outcome(
    String source,
    Subject subject,
    Tally tally,
    Map<String, Integer> dates,
    Course course,
    long cut,
    Optional<String> advice) {

  /** How many lines went through in a second. */
  long linesPerSecond() {
    return Math.round(tally.lines() * 1e9 / Math.max(1, course.nanos()));
  }
}
