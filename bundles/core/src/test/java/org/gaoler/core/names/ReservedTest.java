package org.gaoler.core.names;

import static org.assertj.core.api.Assertions.assertThat;

import org.gaoler.api.IpBlock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReservedTest {

  @ParameterizedTest
  @CsvSource({
    "0.0.0.0, UNSPECIFIED",
    "::, UNSPECIFIED",
    "127.0.0.1, LOOPBACK",
    "127.255.255.254, LOOPBACK",
    "::1, LOOPBACK",
    "::ffff:127.0.0.1, LOOPBACK",
    "224.0.0.1, MULTICAST",
    "ff02::1, MULTICAST",
    "255.255.255.255, BROADCAST"
  })
  void addressesOfNoOtherMachineAreKnown(String address, Reserved kind) {
    assertThat(Reserved.of(IpBlock.parse(address).orElseThrow())).contains(kind);
  }

  @ParameterizedTest
  @ValueSource(strings = {"192.0.2.1", "198.18.0.1", "2001:db8::1"})
  void addressesOfOthersAreNot(String address) {
    assertThat(Reserved.of(IpBlock.parse(address).orElseThrow())).isEmpty();
  }
}
