package org.gaoler.action.ipset;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.gaoler.api.Fault;
import org.gaoler.api.IpBlock.Family;
import org.gaoler.netlink.Errno;
import org.gaoler.netlink.Netlink;
import org.gaoler.netlink.Refused;
import org.gaoler.netlink.Request;

/** Speaks of one set with the kernel by netlink; no program is started. */
final class IpSet implements AutoCloseable {

  /** Seconds after which every element ends that is not there for ever: the kernel's limit. */
  static final int LONGEST = 2_147_483;

  private static final int SUBSYSTEM = 6;
  private static final int PROTOCOL_VERSION = 6;
  private static final int INET = 2;
  private static final int NETFILTER_HEADER = 4;

  private static final int CREATE = 2;
  private static final int DESTROY = 3;
  private static final int SWAP = 6;
  private static final int LIST = 7;
  private static final int ADD = 9;
  private static final int DELETE = 10;

  private static final int PROTOCOL = 1;
  private static final int NAME = 2;
  static final int TYPE = 3;
  private static final int OTHER_NAME = 3;
  private static final int REVISION = 4;
  static final int FAMILY = 5;
  private static final int FLAGS = 6;
  static final int CONTENT = 7;
  static final int CONTENTS = 8;
  private static final int LINE = 9;

  private static final int IN_NETWORK_ORDER = 0x4000;
  static final int IP = 1;
  static final int PREFIX = 3;
  static final int TIMEOUT = 6;
  static final int KIND_FLAGS = 8;
  private static final int HASH_SIZE = 18;
  static final int MAX_ELEM = 19;
  static final int BYTES = 24;
  static final int PACKETS = 25;

  /** The first revision of hash:net whose elements count packets. */
  private static final int COUNTING_REVISION = 3;

  static final int WITH_COUNTERS = 1 << 3;
  private static final int HEADER_ALONE = 1 << 2;

  /** Longer messages make others wait for the kernel's lock and bring nothing. */
  private static final int MESSAGE_LIMIT = 32_000;

  private final Netlink netlink;
  private final String name;
  private final Family family;
  private final Request request = new Request();

  IpSet(Netlink netlink, String name, Family family) {
    this.netlink = netlink;
    this.name = name;
    this.family = family;
  }

  String name() {
    return name;
  }

  /**
   * Makes it.
   *
   * @throws Refused if it cannot be made or is there already
   */
  void create(Size size) throws Fault, InterruptedException {
    message(CREATE, Request.ACK | Request.EXCLUSIVE, name);
    request.text(TYPE, Header.TYPE).small(REVISION, COUNTING_REVISION);
    request.small(FAMILY, Header.number(family)).nest(CONTENT);
    request.network(HASH_SIZE | IN_NETWORK_ORDER, size.hashSize());
    request.network(MAX_ELEM | IN_NETWORK_ORDER, size.maxElem());
    request.network(TIMEOUT | IN_NETWORK_ORDER, 0);
    request.network(KIND_FLAGS | IN_NETWORK_ORDER, WITH_COUNTERS).leave();
    netlink.transact(request);
  }

  /** Removes it; that it is gone already is no error. */
  void destroy() throws Fault, InterruptedException {
    message(DESTROY, Request.ACK, name);
    netlink.transact(request, errno -> errno == Errno.ENOENT);
  }

  /** Takes the place of another set and gives it its own, in one step. */
  void swap(IpSet other) throws Fault, InterruptedException {
    message(SWAP, Request.ACK, name);
    request.text(OTHER_NAME, other.name);
    netlink.transact(request);
  }

  /**
   * Puts elements in, or gives those that are there another end.
   *
   * @throws Refused with {@link Errno#ENOENT} if the set is gone
   * @throws Fault if the kernel does not take one, which it names
   */
  void put(List<Element> elements) throws Fault, InterruptedException {
    change(ADD, elements);
  }

  /** Takes elements out; what is gone already is no error. */
  void take(List<Element> elements) throws Fault, InterruptedException {
    change(DELETE, elements);
  }

  private void change(int command, List<Element> elements) throws Fault, InterruptedException {
    for (int from = 0; from < elements.size(); ) {
      int to = pack(command, elements, from);
      try {
        netlink.transact(request);
      } catch (Refused refused) {
        if (refused.errno() == Errno.ENOENT) {
          throw refused;
        }
        oneByOne(command, elements.subList(from, to));
      }
      from = to;
    }
  }

  /** Writes as many as a message takes, and says where the next one begins. */
  private int pack(int command, List<Element> elements, int from) {
    message(command, Request.ACK, name);
    request.number(LINE, 0).nest(CONTENTS);
    int at = from;
    while (at < elements.size() && request.nested() < MESSAGE_LIMIT) {
      item(command, elements.get(at++));
    }
    request.leave();
    return at;
  }

  /** The kernel does not say which element of many it refused. */
  private void oneByOne(int command, List<Element> elements) throws Fault, InterruptedException {
    request.clear();
    for (Element element : elements) {
      begin(command, Request.ACK, name);
      item(command, element);
    }
    try {
      netlink.transact(request);
    } catch (Refused one) {
      throw SetFault.about(this, elements.get(one.index()).block(), one);
    }
  }

  private void item(int command, Element element) {
    request.nest(CONTENT).nest(IP);
    int version = element.block().family() == Family.IPV4 ? 1 : 2;
    request.address(version | IN_NETWORK_ORDER, element.block()).leave();
    request.small(PREFIX, element.block().prefix());
    if (command == ADD) {
      request.network(TIMEOUT | IN_NETWORK_ORDER, (int) element.remaining());
      if (element.traffic().packets() > 0) {
        request.network(BYTES | IN_NETWORK_ORDER, element.traffic().bytes());
        request.network(PACKETS | IN_NETWORK_ORDER, element.traffic().packets());
      }
    }
    request.leave();
  }

  /** Goes the way of a ban to a set that is not there, so that Java has loaded what it needs. */
  void rehearse(Element element) throws Fault, InterruptedException {
    for (int command : new int[] {ADD, DELETE}) {
      message(command, Request.ACK, "gaoler:rehearsal");
      request.number(LINE, 0).nest(CONTENTS);
      item(command, element);
      request.leave();
      netlink.transact(request, errno -> errno == Errno.ENOENT);
    }
  }

  /** What it is; empty if there is no such set. */
  Optional<Header> header() throws Fault, InterruptedException {
    List<Header> found = new ArrayList<>();
    boolean there =
        list(
            HEADER_ALONE,
            found::clear,
            (type, header, bytes, attributes) ->
                SetListing.header(attributes).ifPresent(found::add));
    return there ? found.stream().findFirst() : Optional.empty();
  }

  /** Its elements; none if there is no such set. */
  List<Element> elements() throws Fault, InterruptedException {
    List<Element> elements = new ArrayList<>();
    list(
        0,
        elements::clear,
        (type, header, bytes, attributes) -> SetListing.elements(attributes, elements::add));
    return elements;
  }

  private boolean list(int flags, Runnable restart, Netlink.Row row)
      throws Fault, InterruptedException {
    message(LIST, Request.ACK | Request.DUMP, name);
    if (flags != 0) {
      request.network(FLAGS | IN_NETWORK_ORDER, flags);
    }
    try {
      netlink.dump(request, NETFILTER_HEADER, restart, row);
      return true;
    } catch (Refused refused) {
      if (refused.errno() != Errno.ENOENT) {
        throw SetFault.about(this, refused);
      }
      restart.run();
      return false;
    }
  }

  private void message(int command, int flags, String set) {
    request.clear();
    begin(command, flags, set);
  }

  private void begin(int command, int flags, String set) {
    request.netfilter(SUBSYSTEM, command, flags, INET);
    request.small(PROTOCOL, PROTOCOL_VERSION).text(NAME, set);
  }

  @Override
  public void close() {
    request.close();
  }
}
