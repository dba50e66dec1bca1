package org.gaoler.api;

import java.util.OptionalLong;

/**
 * One decoded line on its way through the recognisers of the jails.
 *
 * @param text without its line end; hostile
 * @param micros microseconds since the epoch if the source dates its entries
 * @param live whether the source had been read to its end before: fail2ban's "in operation"
 * @param budget character reads left for all expressions of all jails together on this line
 */
public record Line(String text, OptionalLong micros, boolean live, StepBudget budget) {}
