package org.gaoler.api;

import java.time.Instant;

/**
 * An offender that an enforcer keeps out.
 *
 * @param offender who
 * @param until when it ends; {@link TimeSpan#FOREVER} if never, or if the outside thing cannot tell
 */
public record Ban(Offender offender, Instant until) {}
