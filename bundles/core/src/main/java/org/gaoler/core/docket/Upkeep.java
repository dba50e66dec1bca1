package org.gaoler.core.docket;

import java.time.Clock;

/**
 * What all enforcements share.
 *
 * @param watchdog looks after their calls
 * @param rounds has them count
 * @param clock the present
 */
public record Upkeep(Watchdog watchdog, Rounds rounds, Clock clock) {}
