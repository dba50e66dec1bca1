package org.gaoler.action.blocklist;

import java.time.Instant;
import java.util.Map;
import org.gaoler.api.IpBlock;

/**
 * Why an address stands in a list.
 *
 * @param since the revision of the list from which on it stands there
 * @param byHand whether its line is somebody else's
 * @param holders the jails that ban it, with what they call it
 */
record Claim(long since, boolean byHand, Map<String, Held> holders) {

  Claim {
    holders = Map.copyOf(holders);
  }

  boolean heldBy(String jail, IpBlock unit) {
    return holders.containsKey(jail) && holders.get(jail).unit().equals(unit);
  }

  /**
   * A jail's ban.
   *
   * @param unit whom the jail bans: a wider network, if it bans those as one
   * @param until when that ends
   */
  record Held(IpBlock unit, Instant until) {}
}
