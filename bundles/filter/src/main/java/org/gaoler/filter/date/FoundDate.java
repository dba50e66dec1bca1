package org.gaoler.filter.date;

import java.time.Instant;
import java.util.Optional;

/**
 * A date found in a line.
 *
 * @param start where the part begins that is cut from the line
 * @param end where it ends; the same as the start if the line has an empty date
 * @param when the moment, empty if there is no such date
 */
public record FoundDate(int start, int end, Optional<Instant> when) {}
