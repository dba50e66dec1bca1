package org.gaoler.action.dnsbl;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import org.gaoler.api.Ban;
import org.gaoler.api.IpBlock;
import org.gaoler.api.Offender;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Record;
import org.xbill.DNS.TXTRecord;

/**
 * Makes and recognises the records of one jail.
 *
 * @param listing where offenders stand
 * @param mark tells them from all others
 * @param answer what their A records say
 * @param ttl their time to live in seconds
 * @param reason what their TXT records say
 */
record Records(Listing listing, String mark, String answer, long ttl, Reason reason) {

  /**
   * What shall be of one offender.
   *
   * @param offender who
   * @param ban listed so; not listed if empty
   */
  record Wish(Offender offender, Optional<Ban> ban) {}

  /** The A record of an offender. */
  Record address(Offender offender, String text) {
    try {
      // An address in digits: no name server is asked.
      return new ARecord(listing.name(offender), DClass.IN, ttl, InetAddress.getByName(text));
    } catch (UnknownHostException impossible) {
      throw new IllegalStateException(text + " is no address", impossible);
    }
  }

  /** The TXT record of a ban: one string for people, one for machines. */
  TXTRecord text(Ban ban) {
    String claim = new Claim(mark, ban.until(), answer).toString();
    String words = reason.text(ban);
    List<String> strings = words.isEmpty() ? List.of(claim) : List.of(words + " ", claim);
    return new TXTRecord(listing.name(ban.offender()), DClass.IN, ttl, strings);
  }

  /** What a TXT record says for machines, if it is one of Gaoler's. */
  static Optional<Claim> claim(TXTRecord record) {
    List<String> strings = record.getStrings();
    return strings.isEmpty() ? Optional.empty() : Claim.parse(strings.get(strings.size() - 1));
  }

  boolean ours(Claim claim) {
    return claim.mark().equals(mark);
  }

  /** Who is listed by a record. */
  Optional<IpBlock> block(Record record) {
    return listing.block(record.getName());
  }
}
