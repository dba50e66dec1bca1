package org.gaoler.core.operate;

import java.util.function.Predicate;
import org.gaoler.api.Fault;
import org.gaoler.api.IpBlock;
import org.gaoler.api.IpBlock.Family;
import org.gaoler.api.Offender;
import org.gaoler.api.operate.BanOrder;

/**
 * Who is not to be banned by hand: networks that are too wide for any good reason and, unless
 * forced, this machine itself and the operator who gives the order.
 *
 * @param widest4 shortest prefix of an IPv4 network, 1 to 32 bits
 * @param widest6 shortest prefix of an IPv6 network, 1 to 128 bits
 */
public record Limits(int widest4, int widest6) {

  void check(Offender offender, BanOrder order, Predicate<Offender> own) throws Fault {
    if (offender instanceof IpBlock block) {
      checkWidth(block);
    }
    if (!order.force() && own.test(offender)) {
      throw new Fault(
          "banning "
              + offender
              + " would lock this machine out of itself: it holds one of its own"
              + " addresses; if that is what you want, add --force");
    }
    if (!order.force() && order.spared().filter(you -> holds(offender, you)).isPresent()) {
      throw new Fault(
          "banning "
              + offender
              + " would lock you out: you are connected from "
              + order.spared().get()
              + "; if that is what you want, add --force");
    }
  }

  private void checkWidth(IpBlock block) throws Fault {
    boolean four = block.family() == Family.IPV4;
    int widest = four ? widest4 : widest6;
    if (block.prefix() == 0) {
      throw new Fault("banning " + block + " would lock everybody out; ban a narrower network");
    }
    if (block.prefix() < widest) {
      throw new Fault(
          "banning "
              + block
              + ": networks wider than /"
              + widest
              + " are refused (option "
              + (four ? "widest4" : "widest6")
              + " in org.gaoler.core.cfg)");
    }
  }

  private static boolean holds(Offender offender, Offender you) {
    return offender.equals(you)
        || offender instanceof IpBlock network
            && you instanceof IpBlock address
            && network.contains(address);
  }
}
