package org.gaoler.action.dnsbl;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.xbill.DNS.Record;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.Update;

/**
 * Makes the changes that one name needs, without touching what others have there: an A record that
 * somebody else lists the name with too stays, and if somebody comes between the reading and the
 * change, the change is refused and made anew.
 */
final class Rewrite {

  /** Type, class, time to live and length, before what a record holds. */
  private static final int FIXED = 10;

  private final List<Record> expected = new ArrayList<>();
  private final List<Record> removed = new ArrayList<>();
  private final List<Record> added = new ArrayList<>();
  private final Records.Wish wish;

  /**
   * Compares what is there with what shall be.
   *
   * @param wish what shall be
   * @param present all TXT records of the name
   */
  Rewrite(Records records, Records.Wish wish, List<TXTRecord> present) {
    this.wish = wish;
    Optional<TXTRecord> text = wish.ban().map(records::text);
    Set<String> unclaimed = new LinkedHashSet<>();
    Set<String> claimed = new HashSet<>();
    boolean claimsUnknown = false;
    for (TXTRecord record : present) {
      Optional<Claim> claim = Records.claim(record);
      if (claim.isEmpty()) {
        claimsUnknown = true;
      } else if (!records.ours(claim.get())) {
        claimed.add(claim.get().answer());
      } else if (!text.equals(Optional.of(record))) {
        removed.add(record);
        unclaimed.add(claim.get().answer());
      }
    }
    text.ifPresent(
        record -> {
          unclaimed.remove(records.answer());
          added.add(records.address(wish.offender(), records.answer()));
          added.add(record);
        });
    if (!unclaimed.isEmpty()) {
      // Whether the A record goes or stays depends on who else is there, so nobody may come or go.
      present.forEach(record -> expected.add(condition(record)));
    }
    if (!claimsUnknown) {
      unclaimed.removeAll(claimed);
      unclaimed.forEach(answer -> removed.add(records.address(wish.offender(), answer)));
    }
  }

  /** As a condition a record has no time to live. */
  private static Record condition(Record record) {
    byte[] rdata = record.rdataToWireCanonical();
    return Record.newRecord(record.getName(), record.getType(), record.getDClass(), 0, rdata);
  }

  Records.Wish wish() {
    return wish;
  }

  boolean isEmpty() {
    return removed.isEmpty() && added.isEmpty();
  }

  /** At most so many bytes in a message. */
  int size() {
    return size(expected) + size(removed) + size(added);
  }

  private static int size(List<Record> records) {
    int size = 0;
    for (Record record : records) {
      size += record.getName().length() + FIXED + record.rdataToWireCanonical().length;
    }
    return size;
  }

  void addTo(Update update) {
    expected.forEach(update::present);
    removed.forEach(update::delete);
    added.forEach(update::add);
  }
}
