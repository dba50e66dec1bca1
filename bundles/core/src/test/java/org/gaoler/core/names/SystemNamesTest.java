package org.gaoler.core.names;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.gaoler.api.IpBlock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Names that stand in the hosts file; no name server is asked. */
class SystemNamesTest {

  @TempDir Path folder;
  private Path hosts;
  private Path switchedOff;

  @BeforeEach
  void write() throws IOException {
    hosts = folder.resolve("hosts");
    switchedOff = folder.resolve("disable_ipv6");
    Files.writeString(switchedOff, "0\n");
    Files.writeString(
        hosts,
        """
        # 192.0.2.9 example.com
        192.0.2.1\texample.com Other.Example.COM # and example.net
        2001:db8::1 example.com
        192.0.2.1 example.com
        2001:db8::6 six.example.com
        nonsense example.com
        192.0.2.0/24 wide.example.com
        192.0.2.7
        """);
  }

  private List<String> addresses(String name) throws UnknownHostException {
    return new SystemNames(hosts, switchedOff)
        .addresses(new HostName(name)).stream().map(IpBlock::toString).toList();
  }

  @Test
  void addressesOfBothFamiliesAreFoundEachOnce() throws UnknownHostException {
    assertThat(addresses("example.com")).containsExactly("192.0.2.1", "2001:db8::1");
    assertThat(addresses("other.example.com")).containsExactly("192.0.2.1");
  }

  @Test
  void withoutIpv6OnlyIpv4Counts() throws Exception {
    Files.writeString(switchedOff, "1\n");

    assertThat(addresses("example.com")).containsExactly("192.0.2.1");
    assertThatThrownBy(() -> addresses("six.example.com"))
        .isInstanceOf(UnknownHostException.class)
        .hasMessageContaining("no IPv6");
  }

  @Test
  void ofManyAddressesTheFirstSixtyFourAreTaken() throws Exception {
    StringBuilder many = new StringBuilder();
    for (int i = 0; i < 200; i++) {
      many.append("198.51.100.").append(i).append(" many.example.com\n");
    }
    Files.writeString(hosts, many.toString());

    assertThat(addresses("many.example.com")).hasSize(64).startsWith("198.51.100.0");
  }
}
