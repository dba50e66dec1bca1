package org.gaoler.api.operate;

import java.util.Optional;
import org.gaoler.api.Offender;
import org.gaoler.api.TimeSpan;

/**
 * How an operator wants somebody banned.
 *
 * @param length how long; the jail's ban time if empty
 * @param reason in a few words; may be empty
 * @param spared whom the operator is connected from, who is not to be banned; empty if unknown
 * @param force whether an address of this machine and the one spared may be banned all the same
 */
public record BanOrder(
    Optional<TimeSpan> length, String reason, Optional<Offender> spared, boolean force) {}
