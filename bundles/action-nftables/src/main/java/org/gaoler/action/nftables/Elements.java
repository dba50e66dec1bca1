package org.gaoler.action.nftables;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.gaoler.api.Ban;
import org.gaoler.api.Fault;
import org.gaoler.api.IpBlock;
import org.gaoler.api.TimeSpan;
import org.gaoler.api.Traffic;
import org.gaoler.netlink.Attributes;
import org.gaoler.netlink.Errno;
import org.gaoler.netlink.Netlink;
import org.gaoler.netlink.Refused;
import org.gaoler.netlink.Request;

/**
 * Puts elements into the sets of one table, takes them out and reads them back, by netlink alone.
 * Every call is one transaction or several, each of which the kernel obeys as a whole.
 */
final class Elements {

  static final int SUBSYSTEM = 10;
  static final int INET = 1;
  private static final int NEW = 12;
  private static final int GET = 13;
  private static final int DELETE = 14;
  private static final int TABLE = 1;
  private static final int SET = 2;
  private static final int LIST = 3;
  private static final int ITEM = 1;
  private static final int KEY = 1;
  private static final int VALUE = 1;
  private static final int TIMEOUT = 4;
  private static final int EXPIRATION = 5;
  private static final int EXPRESSION = 7;
  private static final int EXPRESSIONS = 11;
  private static final int EXPRESSION_DATA = 2;
  private static final int COUNTER_BYTES = 1;
  private static final int COUNTER_PACKETS = 2;
  private static final int NETFILTER_HEADER = 4;

  /** Below the 65,535 bytes that an attribute may have, by more than an element. */
  private static final int LIST_LIMIT = 65_000;

  /** More would only make others wait for the kernel's lock. */
  private static final int AT_ONCE = 20_000;

  private static final Duration LONGEST = Duration.ofDays(36_500);

  private final Netlink netlink;
  private final String table;
  private final Clock clock;
  private final Request request = new Request();

  Elements(Netlink netlink, String table, Clock clock) {
    this.netlink = netlink;
    this.table = table;
    this.clock = clock;
  }

  /** What becomes of the items of one message. */
  private enum Way {
    FRESH,
    TOUCH,
    DELETE
  }

  /**
   * Puts bans of one pool in force, whether they are there with another end or not at all.
   *
   * @throws Refused with {@link Errno#ENOENT} if the set is gone
   */
  void put(Pool pool, List<Ban> bans) throws Fault, InterruptedException {
    for (int from = 0; from < bans.size(); from += AT_ONCE) {
      List<Ban> some = bans.subList(from, Math.min(bans.size(), from + AT_ONCE));
      try {
        transact(pool, some, Way.FRESH);
      } catch (Refused refused) {
        if (refused.errno() != Errno.EEXIST) {
          throw refused;
        }
        // kernels before 6.12 keep the end of an element that is there: take it out and in again
        transact(pool, some, Way.TOUCH, Way.DELETE, Way.FRESH);
      }
    }
  }

  /**
   * Takes bans of one pool out; the kernel may have let go of them by itself.
   *
   * @throws Refused with {@link Errno#ENOENT} if the set is gone
   */
  void take(Pool pool, List<Ban> bans) throws Fault, InterruptedException {
    for (int from = 0; from < bans.size(); from += AT_ONCE) {
      List<Ban> some = bans.subList(from, Math.min(bans.size(), from + AT_ONCE));
      // deleting what is gone would undo the whole transaction: make sure that it is there
      transact(pool, some, Way.TOUCH, Way.DELETE);
    }
  }

  /** Goes the way of a ban without any effect, so that Java has loaded what the first one needs. */
  void rehearse(Pool pool, List<Ban> bans) throws Fault, InterruptedException {
    request.clear().beginBatch(SUBSYSTEM);
    append(pool, bans, Way.FRESH, 0);
    append(pool, bans, Way.DELETE, 0);
    message(DELETE, Request.ACK, "rehearsal");
    request.nest(LIST).leave().endBatch(SUBSYSTEM);
    // there is no such set, so that nothing of the batch is done
    netlink.transact(request, errno -> errno == Errno.ENOENT || errno == Errno.EINVAL);
  }

  private void transact(Pool pool, List<Ban> bans, Way... ways) throws Fault, InterruptedException {
    request.clear().beginBatch(SUBSYSTEM);
    for (int i = 0; i < ways.length; i++) {
      append(pool, bans, ways[i], i == ways.length - 1 ? Request.ACK : 0);
    }
    request.endBatch(SUBSYSTEM);
    netlink.transact(request);
  }

  private void append(Pool pool, List<Ban> bans, Way way, int flags) {
    Instant now = clock.instant();
    int type = way == Way.DELETE ? DELETE : NEW;
    int kind =
        switch (way) {
          case FRESH -> Request.CREATE | Request.EXCLUSIVE;
          case TOUCH -> Request.CREATE;
          case DELETE -> 0;
        };
    String set = pool.set();
    boolean open = false;
    for (Ban ban : bans) {
      if (open && request.nested() > LIST_LIMIT) {
        request.leave();
        open = false;
      }
      if (!open) {
        message(type, kind | flags, set);
        request.nest(LIST);
        open = true;
      }
      item((IpBlock) ban.offender(), way == Way.FRESH ? millis(now, ban.until()) : 0);
    }
    if (open) {
      request.leave();
    }
  }

  private void message(int type, int flags, String set) {
    request.netfilter(SUBSYSTEM, type, flags, INET).text(TABLE, table).text(SET, set);
  }

  private void item(IpBlock block, long timeout) {
    request.nest(ITEM).nest(KEY).address(VALUE, block).leave();
    if (timeout > 0) {
      request.network(TIMEOUT, timeout);
    }
    request.leave();
  }

  /**
   * Milliseconds from now on; 0 for ever. What is over already lasts the shortest time there is.
   */
  private static long millis(Instant now, Instant until) {
    if (!until.isBefore(TimeSpan.FOREVER) || until.isAfter(now.plus(LONGEST))) {
      return 0;
    }
    return Math.max(1, Duration.between(now, until).toMillis());
  }

  /** Reads the elements of a set; empty if it is gone. */
  List<Element> read(Pool pool) throws Fault, InterruptedException {
    List<Element> elements = new ArrayList<>();
    request.clear().netfilter(SUBSYSTEM, GET, Request.DUMP, INET);
    request.text(TABLE, table).text(SET, pool.set());
    try {
      netlink.dump(
          request,
          NETFILTER_HEADER,
          elements::clear,
          (type, header, bytes, attributes) -> {
            while (attributes.next()) {
              if (attributes.type() == LIST) {
                each(attributes.nested(), pool, elements::add);
              }
            }
          });
    } catch (Refused gone) {
      if (gone.errno() != Errno.ENOENT) {
        throw gone;
      }
      return List.of();
    }
    return elements;
  }

  private static void each(Attributes items, Pool pool, Consumer<Element> taker) {
    while (items.next()) {
      element(items.nested(), pool, taker);
    }
  }

  private static void element(Attributes item, Pool pool, Consumer<Element> taker) {
    IpBlock block = null;
    long remaining = -1;
    long[] counted = new long[2];
    while (item.next()) {
      switch (item.type()) {
        case KEY -> block = item.nested(VALUE).block(pool.prefix());
        case EXPIRATION -> remaining = item.network();
        case EXPRESSION -> count(item.nested(EXPRESSION_DATA).nested(), counted);
        case EXPRESSIONS -> count(item.nested(ITEM).nested(EXPRESSION_DATA).nested(), counted);
        default -> {
          // what does not matter here
        }
      }
    }
    if (block != null) {
      taker.accept(new Element(block, remaining, new Traffic(counted[0], counted[1])));
    }
  }

  private static void count(Attributes counter, long[] counted) {
    while (counter.next()) {
      if (counter.type() == COUNTER_PACKETS) {
        counted[0] = counter.network();
      } else if (counter.type() == COUNTER_BYTES) {
        counted[1] = counter.network();
      }
    }
  }

  void close() {
    request.close();
  }
}
