package org.gaoler.netlink;

import java.util.List;
import org.gaoler.api.Fault;
import org.gaoler.netlink.EventThread.Step;

/**
 * Tells when somebody else takes away routes that carry a certain protocol number. The kernel does
 * not wake us for the routes of others, nor for what goes through our own socket.
 */
public final class RouteEvents {

  private static final int GROUP_IPV4 = 7;
  private static final int GROUP_IPV6 = 11;
  private static final short DELETED = 25;
  private static final int TYPE_AT = 4;
  private static final int PORT_AT = 12;
  private static final int PROTOCOL_AT = 16 + 5;
  private static final int LOAD_WORD = 0x20;
  private static final int LOAD_HALF = 0x28;
  private static final int LOAD_BYTE = 0x30;
  private static final int JUMP_EQUAL = 0x15;
  private static final int RETURN = 0x06;

  private RouteEvents() {}

  /**
   * Listens from now on.
   *
   * @param place in which network namespace
   * @param protocol that the routes carry, 1 to 255
   * @param own the socket whose changes are our own
   * @param listener called on a thread of its own for each route that went; must not block
   * @return ends it
   * @throws Fault if the kernel does not tell
   */
  public static Listening listen(Place place, int protocol, Netlink own, Runnable listener)
      throws Fault {
    Netlink netlink = Netlink.open(place, Netlink.ROUTE, GROUP_IPV4, GROUP_IPV6);
    List<Step> filter =
        List.of(
            new Step(LOAD_HALF, 0, 0, TYPE_AT),
            new Step(JUMP_EQUAL, 0, 5, EventThread.seen(DELETED)),
            new Step(LOAD_BYTE, 0, 0, PROTOCOL_AT),
            new Step(JUMP_EQUAL, 0, 3, protocol),
            new Step(LOAD_WORD, 0, 0, PORT_AT),
            new Step(JUMP_EQUAL, 1, 0, EventThread.seen(own.port())),
            new Step(RETURN, 0, 0, -1),
            new Step(RETURN, 0, 0, 0));
    return EventThread.start(netlink, filter, (bytes, length) -> listener.run());
  }
}
