package org.gaoler.action.dnsbl;

import java.util.ArrayList;
import java.util.List;
import org.gaoler.api.Fault;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.Update;

/**
 * Brings names to what is wished, some thousands at a time: reads what is there, changes it in as
 * few messages as can be, and begins anew with those names that somebody else changed in between.
 */
final class Changes {

  private static final int NAMES_AT_ONCE = 10_000;
  private static final int FEWER = 100;
  private static final int ATTEMPTS = 50;

  /** Of the 65,535 bytes of a message the rest is for the zone's name and the signature. */
  private static final int ROOM = 64_000;

  private final NameServer server;
  private final Records records;
  private final Exchange exchange;
  private final Texts texts;

  Changes(NameServer server, Records records, Exchange exchange) {
    this.server = server;
    this.records = records;
    this.exchange = exchange;
    this.texts = new Texts(server, exchange);
  }

  void make(List<Records.Wish> wishes) throws Fault, InterruptedException {
    settle(wishes, NAMES_AT_ONCE, 0);
  }

  /** Where others interfere, ever fewer names are read and changed together, down to one. */
  private void settle(List<Records.Wish> wishes, int atOnce, int attempt)
      throws Fault, InterruptedException {
    if (!wishes.isEmpty() && attempt == ATTEMPTS) {
      throw server.fault(
          "changing the records of " + wishes.get(0).offender(),
          "others changed them at the same time, " + ATTEMPTS + " times over",
          "it is tried again");
    }
    for (int from = 0; from < wishes.size(); from += atOnce) {
      List<Records.Wish> some = wishes.subList(from, Math.min(wishes.size(), from + atOnce));
      List<Records.Wish> open = attempt(rewrites(some, attempt > 0));
      settle(open, Math.max(1, atOnce / FEWER), attempt + 1);
    }
  }

  /** Tells whose records have to be read and changed anew. */
  private List<Records.Wish> attempt(List<Rewrite> rewrites) throws Fault, InterruptedException {
    List<Records.Wish> again = new ArrayList<>();
    List<Rewrite> message = new ArrayList<>();
    int size = 0;
    for (Rewrite rewrite : rewrites) {
      if (size + rewrite.size() > ROOM && !message.isEmpty()) {
        again.addAll(send(message));
        message.clear();
        size = 0;
      }
      if (!rewrite.isEmpty()) {
        message.add(rewrite);
        size += rewrite.size();
      }
    }
    if (!message.isEmpty()) {
      again.addAll(send(message));
    }
    return again;
  }

  /**
   * Reads what is there.
   *
   * @param exactly whether to make sure that it is there by itself: where a name is not, a wildcard
   *     above it answers
   */
  private List<Rewrite> rewrites(List<Records.Wish> wishes, boolean exactly)
      throws Fault, InterruptedException {
    List<Name> names =
        wishes.stream().map(wish -> records.listing().name(wish.offender())).toList();
    List<List<TXTRecord>> found = texts.of(names, exactly);
    List<Rewrite> rewrites = new ArrayList<>(wishes.size());
    for (int i = 0; i < wishes.size(); i++) {
      rewrites.add(new Rewrite(records, wishes.get(i), found.get(i)));
    }
    return rewrites;
  }

  private List<Records.Wish> send(List<Rewrite> rewrites) throws Fault, InterruptedException {
    Update update = new Update(server.zone());
    rewrites.forEach(rewrite -> rewrite.addTo(update));
    String what = "changing the records of " + told(rewrites);
    int rcode = exchange.ask(what, update).getRcode();
    return switch (rcode) {
      case Rcode.NOERROR -> List.of();
      case Rcode.NXRRSET, Rcode.YXRRSET, Rcode.NXDOMAIN ->
          rewrites.stream().map(Rewrite::wish).toList();
      default -> throw server.refusal(what, rcode);
    };
  }

  private static String told(List<Rewrite> rewrites) {
    String first = rewrites.get(0).wish().offender().toString();
    return rewrites.size() == 1 ? first : first + " and " + (rewrites.size() - 1) + " others";
  }
}
