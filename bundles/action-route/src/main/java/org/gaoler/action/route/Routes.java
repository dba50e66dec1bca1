package org.gaoler.action.route;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.gaoler.api.Fault;
import org.gaoler.api.IpBlock;
import org.gaoler.api.IpBlock.Family;
import org.gaoler.netlink.Attributes;
import org.gaoler.netlink.Errno;
import org.gaoler.netlink.Netlink;
import org.gaoler.netlink.Request;

/** Adds, removes and reads the routes of one jail by netlink. */
final class Routes {

  private static final int NEW = 24;
  private static final int DELETE = 25;
  private static final int GET = 26;
  private static final int INET = 2;
  private static final int INET6 = 10;
  private static final int HEADER = 12;
  private static final int DESTINATION = 1;
  private static final int METRIC = 6;
  private static final int TABLE = 15;
  private static final int TABLES_IN_HEADER = 256;

  /** The kernel's routing lock is held for a whole request: others want it too. */
  private static final int AT_ONCE = 1000;

  private final Netlink netlink;
  private final Mark mark;
  private final Request request = new Request();

  Routes(Netlink netlink, Mark mark) {
    this.netlink = netlink;
    this.mark = mark;
  }

  /** Adds routes; those that are there are replaced. */
  void add(List<IpBlock> blocks) throws Fault, InterruptedException {
    send(blocks, NEW, Request.CREATE | Request.REPLACE);
  }

  /** Removes routes; those that are gone are no error. */
  void remove(List<IpBlock> blocks) throws Fault, InterruptedException {
    send(blocks, DELETE, 0);
  }

  private void send(List<IpBlock> blocks, int what, int flags) throws Fault, InterruptedException {
    for (int from = 0; from < blocks.size(); from += AT_ONCE) {
      int to = Math.min(blocks.size(), from + AT_ONCE);
      request.clear();
      for (int i = from; i < to; i++) {
        route(blocks.get(i), what, i == to - 1 ? flags | Request.ACK : flags);
      }
      netlink.transact(request, errno -> what == DELETE && errno == Errno.ESRCH);
    }
  }

  private void route(IpBlock block, int what, int flags) {
    int family = block.family() == Family.IPV4 ? INET : INET6;
    int table = Integer.compareUnsigned(mark.table(), TABLES_IN_HEADER) < 0 ? mark.table() : 0;
    request.begin(what, flags);
    request.raw(
        (byte) family,
        (byte) block.prefix(),
        (byte) 0,
        (byte) 0,
        (byte) table,
        (byte) mark.protocol(),
        (byte) 0,
        (byte) mark.type(),
        (byte) 0,
        (byte) 0,
        (byte) 0,
        (byte) 0);
    request.address(DESTINATION, block).number(METRIC, mark.metric()).number(TABLE, mark.table());
  }

  /** Reads all routes of the jail that have the right type. */
  List<IpBlock> read() throws Fault, InterruptedException {
    List<IpBlock> found = new ArrayList<>();
    for (int family : new int[] {INET, INET6}) {
      int before = found.size();
      request.clear().begin(GET, Request.DUMP).raw(header(family));
      netlink.dump(
          request,
          HEADER,
          () -> found.subList(before, found.size()).clear(),
          (type, header, bytes, attributes) ->
              ours(header, bytes, attributes).ifPresent(found::add));
    }
    return found;
  }

  private static byte[] header(int family) {
    byte[] header = new byte[HEADER];
    header[0] = (byte) family;
    return header;
  }

  private Optional<IpBlock> ours(int header, ByteBuffer bytes, Attributes attributes) {
    boolean marked =
        (bytes.get(header + 5) & 0xff) == mark.protocol()
            && (bytes.get(header + 7) & 0xff) == mark.type();
    if (!marked) {
      return Optional.empty();
    }
    int prefix = bytes.get(header + 1) & 0xff;
    int table = bytes.get(header + 4) & 0xff;
    int metric = 0;
    Optional<IpBlock> block = Optional.empty();
    while (attributes.next()) {
      switch (attributes.type()) {
        case DESTINATION -> block = Optional.of(attributes.block(prefix));
        case METRIC -> metric = attributes.number();
        case TABLE -> table = attributes.number();
        default -> {
          // where the packets would go: nowhere
        }
      }
    }
    return metric == mark.metric() && table == mark.table() ? block : Optional.empty();
  }

  void close() {
    request.close();
  }
}
