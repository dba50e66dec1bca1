package org.gaoler.core.docket;

import java.util.List;
import java.util.Map;
import org.gaoler.api.Ban;
import org.gaoler.api.Offender;

/**
 * One round of work, done in this order.
 *
 * @param last whether there is nothing left and nothing more will come
 * @param compare whether to open the enforcer and compare everything, the bans included
 * @param bans to put in force
 * @param unbans to lift; to be confirmed
 * @param count whether to ask for the number of bans
 * @param questions to be answered
 */
record Turn(
    boolean last,
    boolean compare,
    Map<Offender, Ban> bans,
    List<Offender> unbans,
    boolean count,
    List<Question<?>> questions) {}
