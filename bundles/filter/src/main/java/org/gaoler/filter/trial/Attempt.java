package org.gaoler.filter.trial;

import java.util.Map;

/**
 * One expression tried on one text.
 *
 * @param rule the expression
 * @param text what it was tried on
 * @param matched whether it matched
 * @param given why it was given up (its steps or the stack did not suffice); empty if it was not
 * @param furthest where the match ends; of a miss, how far the longest beginning of the expression
 *     that fits comes, 0 if none fits or unless {@link Witness#curious}
 * @param groups what its named groups took, by Python's name, in order; those that took no part are
 *     missing
 * @param nanos how long it took, 0 unless {@link Witness#timed}
 */
public record Attempt(
    Rule rule,
    String text,
    boolean matched,
    String given,
    int furthest,
    Map<String, String> groups,
    long nanos) {}
