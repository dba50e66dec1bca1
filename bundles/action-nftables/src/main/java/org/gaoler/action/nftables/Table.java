package org.gaoler.action.nftables;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.gaoler.api.Fault;
import org.gaoler.api.Teardown;
import org.gaoler.netlink.Attributes;
import org.gaoler.netlink.Errno;
import org.gaoler.netlink.GenerationEvents;
import org.gaoler.netlink.Netlink;
import org.gaoler.netlink.Refused;
import org.gaoler.netlink.Request;
import org.gaoler.xtables.Child;
import org.gaoler.xtables.Tool;

/**
 * Looks whether one jail's table is as it must be, and makes it so with a script for {@code nft}.
 */
final class Table {

  private static final int GET_RULE = 7;
  private static final int GET_SET = 10;
  private static final int NAME_OF_TABLE = 1;
  private static final int CHAIN = 2;
  private static final int NAME_OF_SET = 2;
  private static final int RULE_DATA = 7;
  private static final int COMMENT = 0;
  private static final int NETFILTER_HEADER = 4;
  private static final long LIMIT_SECONDS = 20;

  private final Netlink netlink;
  private final GenerationEvents events;
  private final Tool nft;
  private final Layout layout;
  private final Request request = new Request();

  Table(Netlink netlink, GenerationEvents events, Tool nft, Layout layout) {
    this.netlink = netlink;
    this.events = events;
    this.nft = nft;
    this.layout = layout;
  }

  /** The pools that have a set in the table. */
  Set<Pool> pools() throws Fault, InterruptedException {
    Set<Pool> pools = new TreeSet<>();
    ask(
        GET_SET,
        pools::clear,
        (type, header, bytes, attributes) -> {
          boolean here = false;
          while (attributes.next()) {
            if (attributes.type() == NAME_OF_TABLE) {
              here = attributes.text().equals(layout.table());
            } else if (here && attributes.type() == NAME_OF_SET) {
              Pool.named(attributes.text()).ifPresent(pools::add);
            }
          }
        });
    return pools;
  }

  /** Whether all rules for these pools stand as they were made, and no others. */
  boolean sound(Collection<Pool> pools) throws Fault, InterruptedException {
    List<Found> found = new ArrayList<>();
    ask(GET_RULE, found::clear, (type, header, bytes, attributes) -> rule(attributes, found));
    Comparator<Found> chainwise = Comparator.comparing(Found::chain);
    List<String> marks =
        found.stream().sorted(chainwise).map(rule -> rule.chain() + " " + rule.mark()).toList();
    return marks.equals(layout.marks(pools));
  }

  /** Asks for everything of one kind in the table; there is none if there is no table. */
  private void ask(int what, Runnable restart, Netlink.Row row) throws Fault, InterruptedException {
    request.clear().netfilter(Elements.SUBSYSTEM, what, Request.DUMP, Elements.INET);
    request.text(NAME_OF_TABLE, layout.table());
    try {
      netlink.dump(request, NETFILTER_HEADER, restart, row);
    } catch (Refused refused) {
      if (refused.errno() != Errno.ENOENT) {
        throw refused;
      }
      restart.run();
    }
  }

  private record Found(String chain, String mark) {}

  private void rule(Attributes attributes, List<Found> found) {
    boolean here = false;
    String chain = "";
    String mark = "";
    while (attributes.next()) {
      switch (attributes.type()) {
        case NAME_OF_TABLE -> here = attributes.text().equals(layout.table());
        case CHAIN -> chain = attributes.text();
        case RULE_DATA -> mark = comment(attributes.bytes());
        default -> {
          // handle and expressions: the mark stands for them
        }
      }
    }
    if (here) {
      found.add(new Found(chain, mark));
    }
  }

  /** User data are type, length and value, one after the other. */
  private static String comment(byte[] data) {
    for (int at = 0; at + 2 <= data.length; at += 2 + (data[at + 1] & 0xff)) {
      int length = Math.min(data[at + 1] & 0xff, data.length - at - 2);
      if (data[at] == COMMENT && length > 0) {
        return new String(data, at + 2, length - 1, java.nio.charset.StandardCharsets.UTF_8);
      }
    }
    return "";
  }

  /**
   * Makes everything that the pools need.
   *
   * @throws Fault if it was refused: what ran, what it printed, what to do
   */
  void make(Collection<Pool> pools) throws Fault, InterruptedException {
    Child child = Child.start(nft.command("-f", "-"));
    // it cannot commit before it has read the script
    events.own(child.pid());
    boolean sent = child.send(layout.script(pools));
    child.outputAtEnd(System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS));
    if (child.status() != 0 || !sent) {
      throw new Fault(
          child
              + " with the script of table inet "
              + layout.table()
              + " failed with status "
              + child.status()
              + "; "
              + child.complaint().replaceAll("\\s*\\n\\s*", " | ")
              + "; "
              + remedy(child.complaint()));
    }
  }

  private String remedy(String complaint) {
    if (complaint.contains("not permitted") || complaint.contains("must be root")) {
      return "run as root or with the capability CAP_NET_ADMIN";
    }
    if (complaint.contains("exists") || complaint.contains("datatype mismatch")) {
      return "table inet "
          + layout.table()
          + " holds something of the same name that is not ours; see nft list table inet "
          + layout.table()
          + ", and remove it or give the action another name with option name";
    }
    return "see that the kernel has nf_tables (modprobe nf_tables), and check the options";
  }

  /** How to remove it all. */
  Teardown teardown() throws Fault {
    List<String> command = nft.command("delete", "table", Layout.FAMILY, layout.table());
    return new Teardown(List.of(new Teardown.Step(command, "")));
  }

  void close() {
    request.close();
  }
}
