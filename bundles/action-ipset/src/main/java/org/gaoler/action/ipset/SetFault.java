package org.gaoler.action.ipset;

import org.gaoler.api.Fault;
import org.gaoler.api.IpBlock;
import org.gaoler.netlink.Refused;

/** Tells what the kernel's refusals mean for a set, and what to do. */
final class SetFault {

  private static final int NO_SUCH_TYPE = 4098;
  private static final int FULL = 4352;
  private static final int EPERM = 1;
  private static final int EINVAL = 22;
  private static final int EOPNOTSUPP = 95;

  private SetFault() {}

  /** An element was refused. */
  static Fault about(IpSet set, IpBlock block, Refused refused) {
    String why =
        refused.errno() == FULL
            ? "the set is full; raise option maxelem, or see who fills it with: ipset list "
                + set.name()
            : refused.getMessage() + "; see: ipset list " + set.name();
    return new Fault(block + " was refused by set " + set.name() + ": " + why, refused);
  }

  /** The set was refused. */
  static Fault about(IpSet set, Refused refused) {
    return new Fault(
        "set " + set.name() + ": " + refused.getMessage() + "; " + remedy(refused.errno()),
        refused);
  }

  /** There is another set of that name. */
  static Fault otherKind(IpSet set, Header header) {
    return new Fault(
        "set "
            + set.name()
            + " is there already and is of another kind ("
            + header.kind()
            + " instead of "
            + Header.TYPE
            + " with timeout and counters); it was left alone: remove it with ipset destroy "
            + set.name()
            + ", or choose another one with option name or set");
  }

  static String remedy(int errno) {
    return switch (errno) {
      case EPERM -> "run as root or with the capability CAP_NET_ADMIN";
      case NO_SUCH_TYPE, EINVAL, EOPNOTSUPP ->
          "load the kernel's modules: modprobe -a ip_set_hash_net xt_set";
      default -> "see: ipset list -t";
    };
  }
}
