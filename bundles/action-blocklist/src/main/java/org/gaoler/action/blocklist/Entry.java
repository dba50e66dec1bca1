package org.gaoler.action.blocklist;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.gaoler.api.Ban;
import org.gaoler.api.IpBlock;
import org.gaoler.api.Sentence;

/**
 * What a list says of one address or network.
 *
 * @param address who
 * @param since when the ban began
 * @param until when it ends
 * @param jail whose ban it is
 * @param reason in a few words, one line
 */
record Entry(IpBlock address, Instant since, Instant until, String jail, String reason) {

  private static final int LONGEST_REASON = 200;

  Entry {
    since = since.truncatedTo(ChronoUnit.SECONDS);
    until = until.truncatedTo(ChronoUnit.SECONDS);
    reason = reason.replaceAll("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\s]+", " ").strip();
    reason = reason.substring(0, Math.min(LONGEST_REASON, reason.length()));
  }

  static Entry of(Ban ban, String jail, Optional<Sentence> sentence, Instant now) {
    return new Entry(
        (IpBlock) ban.offender(),
        sentence.map(Sentence::from).orElse(now),
        ban.until(),
        jail,
        sentence.map(Sentence::reason).filter(text -> !text.isBlank()).orElse(jail));
  }
}
