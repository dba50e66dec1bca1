package org.gaoler.action.blocklist;

import java.util.Optional;
import java.util.function.Function;
import org.gaoler.api.Offender;
import org.gaoler.api.Sentence;

/**
 * A jail that keeps its bans in a list.
 *
 * @param jail its name
 * @param permanentOnly whether it does so with those alone that never end
 * @param sentences in force
 * @param allow whom it never bans
 * @param bell to be rung when the list is gone
 */
record Party(
    String jail,
    boolean permanentOnly,
    Function<Offender, Optional<Sentence>> sentences,
    AllowList allow,
    Runnable bell) {}
