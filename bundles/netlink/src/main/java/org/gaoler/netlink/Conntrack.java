package org.gaoler.netlink;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.gaoler.api.Fault;
import org.gaoler.api.IpBlock;
import org.gaoler.api.IpBlock.Family;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Forgets the connections that the kernel tracks for addresses that were banned, so that a rule
 * which lets open connections through no longer knows them: option {@code kill = yes} of every
 * action.
 *
 * <p>For one thread at a time. Opens its socket when it is first needed. The whole table is read
 * once for a batch, a quarter of a second for 250,000 connections; the bans are in force by then.
 */
public final class Conntrack implements AutoCloseable {

  /** The option of an action that wants this. */
  public static final String OPTION = "kill";

  private static final Logger LOG = LoggerFactory.getLogger(Conntrack.class);
  private static final int SUBSYSTEM = 1;
  private static final int GET = 1;
  private static final int DELETE = 2;
  private static final int NETFILTER_HEADER = 4;
  private static final int INET = 2;
  private static final int INET6 = 10;
  private static final int ORIGINAL = 1;
  private static final int ID = 12;
  private static final int ZONE = 18;
  private static final int NESTED = 0x8000;
  private static final int ADDRESSES = 1;
  private static final int SOURCE = 1;
  private static final int SOURCE6 = 3;

  /** So many deletions go in one request. */
  private static final int AT_ONCE = 1000;

  private final Place place;
  private final Request request = new Request();
  private Optional<Netlink> netlink = Optional.empty();
  private boolean told;

  /**
   * Prepares; opens nothing.
   *
   * @param place in which network namespace
   */
  public Conntrack(Place place) {
    this.place = place;
  }

  /**
   * Reads option {@code kill}.
   *
   * @param options of an action
   * @param place in which network namespace
   * @return what forgets connections, if that is wanted
   * @throws Fault if the option is neither yes nor no
   */
  public static Optional<Conntrack> wanted(Map<String, String> options, Place place) throws Fault {
    String kill = options.getOrDefault(OPTION, "no").strip();
    return switch (kill) {
      case "yes" -> Optional.of(new Conntrack(place));
      case "no" -> Optional.empty();
      default -> throw new Fault("option kill = " + kill + ": accepted are yes and no");
    };
  }

  /** A tracked connection of a banned address. */
  private record Connection(int family, byte[] tuple, Optional<byte[]> id, Optional<byte[]> zone) {}

  /**
   * Forgets all connections that began at one of these addresses. A connection that has ended
   * meanwhile is no error, nor is a kernel that tracks none.
   *
   * @param blocks addresses and networks
   * @return how many connections were forgotten
   * @throws Fault if the kernel refused
   * @throws InterruptedException if the thread was interrupted
   */
  public int kill(Collection<IpBlock> blocks) throws Fault, InterruptedException {
    int killed = 0;
    for (Family family : Family.values()) {
      List<IpBlock> some = blocks.stream().filter(block -> block.family() == family).toList();
      if (!some.isEmpty()) {
        killed += kill(family, some);
      }
    }
    return killed;
  }

  private int kill(Family family, List<IpBlock> blocks) throws Fault, InterruptedException {
    try {
      List<Connection> found = found(family, blocks);
      for (int from = 0; from < found.size(); from += AT_ONCE) {
        delete(found.subList(from, Math.min(found.size(), from + AT_ONCE)));
      }
      return found.size();
    } catch (Refused refused) {
      boolean untracked = refused.errno() == Errno.EINVAL || refused.errno() == Errno.EOPNOTSUPP;
      if (!untracked) {
        throw new Fault("kill = yes: " + refused.getMessage(), refused);
      }
      if (!told) {
        told = true;
        LOG.info("kill = yes: this kernel tracks no connections (module nf_conntrack_netlink)");
      }
      return 0;
    }
  }

  private List<Connection> found(Family family, List<IpBlock> blocks)
      throws Fault, InterruptedException {
    Set<IpBlock> single = new HashSet<>();
    List<IpBlock> wide = new ArrayList<>();
    blocks.forEach(block -> (block.single() ? single : wide).add(block));
    int protocol = family == Family.IPV4 ? INET : INET6;
    List<Connection> found = new ArrayList<>();
    request.clear().netfilter(SUBSYSTEM, GET, Request.DUMP, protocol);
    socket()
        .dump(
            request,
            NETFILTER_HEADER,
            found::clear,
            (type, header, bytes, attributes) -> {
              if (banned(attributes.again(), single, wide)) {
                found.add(connection(protocol, attributes));
              }
            });
    return found;
  }

  private static boolean banned(Attributes attributes, Set<IpBlock> single, List<IpBlock> wide) {
    while (attributes.next()) {
      if (attributes.type() == ORIGINAL) {
        Attributes addresses = attributes.nested(ADDRESSES).nested();
        while (addresses.next()) {
          if (addresses.type() == SOURCE || addresses.type() == SOURCE6) {
            IpBlock source = addresses.block(addresses.length() * Byte.SIZE);
            return single.contains(source) || within(source, wide);
          }
        }
      }
    }
    return false;
  }

  private static boolean within(IpBlock source, List<IpBlock> wide) {
    for (IpBlock block : wide) {
      if (block.contains(source)) {
        return true;
      }
    }
    return false;
  }

  private static Connection connection(int family, Attributes attributes) {
    byte[] tuple = {};
    Optional<byte[]> id = Optional.empty();
    Optional<byte[]> zone = Optional.empty();
    while (attributes.next()) {
      switch (attributes.type()) {
        case ORIGINAL -> tuple = attributes.bytes();
        case ID -> id = Optional.of(attributes.bytes());
        case ZONE -> zone = Optional.of(attributes.bytes());
        default -> {
          // state and timers do not tell which connection it is
        }
      }
    }
    return new Connection(family, tuple, id, zone);
  }

  private void delete(List<Connection> connections) throws Fault, InterruptedException {
    request.clear();
    for (Connection each : connections) {
      request.netfilter(SUBSYSTEM, DELETE, Request.ACK, each.family());
      request.value(ORIGINAL | NESTED, each.tuple());
      each.id().ifPresent(id -> request.value(ID, id));
      each.zone().ifPresent(zone -> request.value(ZONE, zone));
    }
    socket().transact(request, errno -> errno == Errno.ENOENT);
  }

  private Netlink socket() throws Fault {
    if (netlink.isEmpty()) {
      netlink = Optional.of(Netlink.open(place, Netlink.NETFILTER));
    }
    return netlink.get();
  }

  @Override
  public void close() {
    netlink.ifPresent(Netlink::close);
    netlink = Optional.empty();
    request.close();
  }
}
