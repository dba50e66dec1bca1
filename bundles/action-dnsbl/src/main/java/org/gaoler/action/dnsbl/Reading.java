package org.gaoler.action.dnsbl;

import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.gaoler.api.Ban;
import org.gaoler.api.IpBlock;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.Record;
import org.xbill.DNS.TXTRecord;

/** Finds the bans of one jail among the records of a zone. */
final class Reading {

  private final Records records;

  /** When those end that are marked as they should be; long ago for all others. */
  private final Map<IpBlock, Instant> ends = new HashMap<>();

  private final Set<IpBlock> answered = new HashSet<>();

  Reading(Records records) {
    this.records = records;
  }

  void take(Record record) {
    if (record instanceof ARecord address
        && records.answer().equals(address.getAddress().getHostAddress())) {
      records.block(record).ifPresent(answered::add);
    } else if (record instanceof TXTRecord text) {
      Optional<Claim> claim = Records.claim(text).filter(records::ours);
      claim.ifPresent(ours -> records.block(record).ifPresent(block -> add(block, ours)));
    }
  }

  /** A name that is marked twice is not as it should be, and comes right when it is made anew. */
  private void add(IpBlock block, Claim claim) {
    boolean right = claim.answer().equals(records.answer()) && !ends.containsKey(block);
    ends.put(block, right ? claim.until() : Instant.EPOCH);
  }

  /**
   * All that carry the jail's mark. Those that do not answer as they should have ended long ago, so
   * that they are made anew or removed.
   */
  List<Ban> bans() {
    return ends.entrySet().stream()
        .map(
            entry ->
                new Ban(
                    entry.getKey(),
                    answered.contains(entry.getKey()) ? entry.getValue() : Instant.EPOCH))
        .toList();
  }

  /** How many answer as they should. */
  int count() {
    return (int) bans().stream().filter(ban -> ban.until().isAfter(Instant.EPOCH)).count();
  }
}
