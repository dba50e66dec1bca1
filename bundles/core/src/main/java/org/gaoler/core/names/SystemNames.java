package org.gaoler.core.names;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.gaoler.api.IpBlock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks this machine: its hosts file, then its name servers.
 *
 * <p>A name with a dot is asked for as it stands; the machine's search domains are never put behind
 * it, since what an attacker's missing name finds there is somebody else. IPv6 addresses are left
 * out where the machine has no IPv6. Of many addresses the first 64 are taken.
 */
public final class SystemNames implements NameService {

  private static final Logger LOG = LoggerFactory.getLogger("gaoler.filter");
  private static final int MOST = 64;

  private final Path hosts;
  private final Path switchedOff;

  /** Asks the machine it runs on. */
  public SystemNames() {
    this(Path.of("/etc/hosts"), Path.of("/proc/sys/net/ipv6/conf/all/disable_ipv6"));
  }

  SystemNames(Path hosts, Path switchedOff) {
    this.hosts = hosts;
    this.switchedOff = switchedOff;
  }

  @Override
  public List<IpBlock> addresses(HostName name) throws UnknownHostException {
    List<IpBlock> all = name.local() ? List.of() : fromFile(name);
    if (all.isEmpty()) {
      all = fromServers(name);
    }
    boolean both = hasIpv6();
    List<IpBlock> usable =
        all.stream()
            .filter(address -> both || address.family() == IpBlock.Family.IPV4)
            .distinct()
            .limit(MOST)
            .toList();
    if (usable.isEmpty()) {
      throw new UnknownHostException("it has IPv6 addresses alone and this machine no IPv6");
    }
    return usable;
  }

  /** The resolver would look there too, but not for a name with the dot that stops its search. */
  private List<IpBlock> fromFile(HostName name) {
    try (Stream<String> lines = Files.lines(hosts, StandardCharsets.ISO_8859_1)) {
      return lines
          .map(line -> line.replaceFirst("#.*", "").strip().split("\\s+"))
          .filter(words -> Arrays.stream(words).skip(1).anyMatch(name.text()::equalsIgnoreCase))
          .flatMap(words -> IpBlock.parse(words[0]).filter(IpBlock::single).stream())
          .toList();
    } catch (IOException | java.io.UncheckedIOException unreadable) {
      LOG.debug("{} was passed over: {}", hosts, unreadable.toString());
      return List.of();
    }
  }

  private static List<IpBlock> fromServers(HostName name) throws UnknownHostException {
    String asked = name.local() ? name.text() : name.text() + ".";
    try {
      return Arrays.stream(InetAddress.getAllByName(asked))
          .map(address -> address.getHostAddress().replaceFirst("%.*", ""))
          .flatMap(text -> IpBlock.parse(text).stream())
          .toList();
    } catch (UnknownHostException unknown) {
      String why = String.valueOf(unknown.getMessage());
      throw new UnknownHostException(
          why.startsWith(asked + ": ") ? why.substring(asked.length() + 2) : why);
    }
  }

  private boolean hasIpv6() {
    try {
      return !Files.readString(switchedOff, StandardCharsets.US_ASCII).strip().equals("1");
    } catch (IOException absent) {
      LOG.debug("{} is not there: {}", switchedOff, absent.toString());
      return anyIpv6Address();
    }
  }

  private static boolean anyIpv6Address() {
    try {
      return NetworkInterface.networkInterfaces()
          .flatMap(NetworkInterface::inetAddresses)
          .anyMatch(Inet6Address.class::isInstance);
    } catch (SocketException unknown) {
      LOG.debug("the machine's own addresses could not be read: {}", unknown.toString());
      return false;
    }
  }
}
