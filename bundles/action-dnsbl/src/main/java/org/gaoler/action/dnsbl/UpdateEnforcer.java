package org.gaoler.action.dnsbl;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.gaoler.api.Ban;
import org.gaoler.api.Enforcer;
import org.gaoler.api.Fault;
import org.gaoler.api.Offender;
import org.gaoler.api.Teardown;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;
import org.xbill.DNS.Update;

/**
 * Keeps the records of one jail in a zone of a name server by dynamic updates; reads them back by
 * zone transfer. Remembers nothing that could not be read again.
 */
final class UpdateEnforcer implements Enforcer {

  private static final Logger LOG = LoggerFactory.getLogger(UpdateEnforcer.class);

  /** RFC 5782 forbids to list this address: nothing is ever there. */
  private static final String NOBODY = "1.0.0.127";

  private final NameServer server;
  private final Records records;
  private final Sweep sweep;
  private Optional<Counted> counted = Optional.empty();

  private record Counted(long serial, int bans) {}

  UpdateEnforcer(NameServer server, Records records, Sweep sweep) {
    this.server = server;
    this.records = records;
    this.sweep = sweep;
  }

  @Override
  public boolean takes(Offender offender) {
    return Listing.names(offender);
  }

  @Override
  public Teardown open() throws Fault, InterruptedException {
    try (Exchange exchange = Exchange.with(server)) {
      serial(exchange);
      tryChanging(exchange);
    }
    server
        .keyFile()
        .filter(KeyFile::exposed)
        .ifPresent(
            file -> LOG.warn("everybody may read the secret in {}: chmod o-r it", file.path()));
    return sweep.of(server, records.mark());
  }

  private long serial(Exchange exchange) throws Fault, InterruptedException {
    String what = "asking for the SOA record";
    Message question = Message.newQuery(Record.newRecord(server.zone(), Type.SOA, DClass.IN));
    Message answer = exchange.ask(what, question);
    for (Record record : answer.getSection(Section.ANSWER)) {
      if (record instanceof SOARecord soa
          && soa.getName().equals(server.zone())
          && answer.getHeader().getFlag(Flags.AA)) {
        return soa.getSerial();
      }
    }
    if (answer.getRcode() == Rcode.SERVFAIL) {
      throw server.refusal(what, Rcode.SERVFAIL);
    }
    throw server.fault(
        what,
        "the server answered " + Rcode.string(answer.getRcode()) + " and has none of its own",
        "it must be the primary of that zone and let this machine query it: check options zone and"
            + " server, and allow-query there");
  }

  /** Removes a record that never was: whoever may not do that may change nothing. */
  private void tryChanging(Exchange exchange) throws Fault, InterruptedException {
    try {
      Name nobody = Name.fromString(NOBODY, server.zone());
      Update update = new Update(server.zone());
      update.delete(new TXTRecord(nobody, DClass.IN, 0, records.mark()));
      String what = "trying to change records";
      int rcode = exchange.ask(what, update).getRcode();
      if (rcode != Rcode.NOERROR) {
        throw server.refusal(what, rcode);
      }
    } catch (TextParseException tooLong) {
      throw new Fault("option zone = " + server.zone() + ": it is too long", tooLong);
    }
  }

  @Override
  public void apply(List<Ban> bans, List<Offender> unbans) throws Fault, InterruptedException {
    List<Records.Wish> wishes = new ArrayList<>(bans.size() + unbans.size());
    bans.forEach(ban -> wishes.add(new Records.Wish(ban.offender(), Optional.of(ban))));
    unbans.forEach(offender -> wishes.add(new Records.Wish(offender, Optional.empty())));
    try (Exchange exchange = Exchange.with(server)) {
      new Changes(server, records, exchange).make(wishes);
    }
  }

  @Override
  public List<Ban> inForce() throws Fault, InterruptedException {
    try (Exchange exchange = Exchange.with(server)) {
      return read(exchange).bans();
    }
  }

  private Reading read(Exchange exchange) throws Fault, InterruptedException {
    Reading reading = new Reading(records);
    long serial = exchange.transfer(server.zone(), reading::take);
    counted = Optional.of(new Counted(serial, reading.count()));
    return reading;
  }

  @Override
  public OptionalInt count() throws Fault, InterruptedException {
    try (Exchange exchange = Exchange.with(server)) {
      long serial = serial(exchange);
      if (counted.isPresent() && counted.get().serial() == serial) {
        return OptionalInt.of(counted.get().bans());
      }
      return OptionalInt.of(read(exchange).count());
    }
  }

  @Override
  public Optional<String> locate(Offender offender) throws Fault, InterruptedException {
    if (!takes(offender)) {
      return Optional.empty();
    }
    Name name = records.listing().name(offender);
    try (Exchange exchange = Exchange.with(server)) {
      return new Texts(server, exchange)
          .of(List.of(name), true).get(0).stream()
              .filter(text -> Records.claim(text).filter(records::ours).isPresent())
              .map(text -> name + " A " + records.answer() + " TXT " + text.rdataToString())
              .findFirst();
    }
  }

  /** Connections end with each call: there is nothing to let go of. */
  @Override
  public void close() {
    counted = Optional.empty();
  }
}
