package org.gaoler.filter.trial;

import java.time.Instant;
import java.util.Optional;

/**
 * What the search for a date gave.
 *
 * @param template the template that won, as fail2ban names it; empty if none fits or the source
 *     dates its entries itself
 * @param cut the text taken out as the date; empty if nothing was
 * @param start where it began, characters from the start of the line
 * @param rest the line without it
 * @param when the moment that counts; empty if the line has none
 */
public record Dating(
    Optional<String> template, String cut, int start, String rest, Optional<Instant> when) {}
