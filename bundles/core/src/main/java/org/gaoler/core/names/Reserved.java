package org.gaoler.core.names;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.gaoler.api.IpBlock;

/** Addresses that belong to no single other machine, whatever a name server says. */
public enum Reserved {
  UNSPECIFIED("0.0.0.0/8", "::/128"),
  LOOPBACK("127.0.0.0/8", "::1/128"),
  MULTICAST("224.0.0.0/4", "ff00::/8"),
  BROADCAST("255.255.255.255/32");

  private final List<IpBlock> blocks;

  Reserved(String... blocks) {
    this.blocks = Stream.of(blocks).map(text -> IpBlock.parse(text).orElseThrow()).toList();
  }

  /**
   * Which kind an address is.
   *
   * @param address any
   * @return empty if it may be another machine's
   */
  public static Optional<Reserved> of(IpBlock address) {
    return Stream.of(values())
        .filter(kind -> kind.blocks.stream().anyMatch(block -> block.contains(address)))
        .findFirst();
  }
}
