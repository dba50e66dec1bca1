package org.gaoler.core.jail;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.stream.Collectors;
import org.gaoler.api.IpBlock;
import org.gaoler.api.Offender;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Knows this machine's own addresses; looked up again when they are older than five minutes and
 * somebody asks.
 */
final class OwnAddresses {

  private static final Logger LOG = LoggerFactory.getLogger("gaoler.jail");
  private static final Duration FRESH = Duration.ofMinutes(5);

  private final Clock clock;
  private volatile Known known = new Known(Set.of(), Instant.MIN);

  private record Known(Set<IpBlock> addresses, Instant since) {}

  OwnAddresses(Clock clock) {
    this.clock = clock;
  }

  boolean contains(Offender offender) {
    if (offender instanceof IpBlock block) {
      // asked for each failure
      for (IpBlock own : addresses()) {
        if (block.contains(own)) {
          return true;
        }
      }
    }
    return false;
  }

  private Set<IpBlock> addresses() {
    Instant now = clock.instant();
    Known present = known;
    boolean stale =
        present.since().equals(Instant.MIN)
            || Duration.between(present.since(), now).abs().compareTo(FRESH) > 0;
    if (stale) {
      present = new Known(lookUp(present.addresses()), now);
      known = present;
    }
    return present.addresses();
  }

  private static Set<IpBlock> lookUp(Set<IpBlock> before) {
    try {
      return NetworkInterface.networkInterfaces()
          .flatMap(NetworkInterface::inetAddresses)
          .map(InetAddress::getHostAddress)
          .map(text -> text.replaceFirst("%.*", ""))
          .flatMap(text -> IpBlock.parse(text).stream())
          .collect(Collectors.toUnmodifiableSet());
    } catch (SocketException failed) {
      LOG.warn("this machine's own addresses could not be read: {}", failed.getMessage());
      return before;
    }
  }
}
