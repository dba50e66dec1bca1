package org.gaoler.xtables;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.gaoler.api.Ban;
import org.gaoler.api.IpBlock;
import org.gaoler.api.TimeSpan;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RulesTest {

  private final Rules rules =
      new Rules("sshd", "gaoler-sshd", new Entrance("INPUT", List.of("-p tcp ")), "DROP");

  @ParameterizedTest
  @ValueSource(strings = {"192.0.2.1", "198.51.100.0/24", "2001:db8::1", "2001:db8::/32"})
  void ruleReadsBackAsTheSameBan(String text) {
    IpBlock block = IpBlock.parse(text).orElseThrow();
    Instant until = Instant.parse("2026-11-20T12:00:00Z");
    assertThat(rules.read(rules.ban(block, Rules.until(until)))).contains(new Ban(block, until));
    assertThat(rules.read(rules.ban(block, Rules.until(TimeSpan.FOREVER))))
        .contains(new Ban(block, TimeSpan.FOREVER));
  }

  @Test
  void banNeverEndsEarlierThanItsFractionOfASecond() {
    assertThat(Rules.until(Instant.ofEpochSecond(100, 1))).isEqualTo("101");
    assertThat(Rules.until(Instant.ofEpochSecond(100))).isEqualTo("100");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-s 192.0.2.1/32 -j DROP",
        "-s 192.0.2.1/32 -m comment --comment \"gaoler:sshd2 until=100\" -j DROP",
        "-s 192.0.2.1/32 -m comment --comment \"gaoler:sshd until=soon\" -j DROP",
        "-s 192.0.2.1/32 -m comment --comment \"gaoler:sshd until=99999999999999999\" -j DROP",
        "-s 192.0.2.1/32 -m comment --comment \"gaoler:sshd until=100",
        "-p tcp -s 192.0.2.1/32 -m comment --comment \"gaoler:sshd until=100\" -j DROP",
        "-j RETURN",
        "",
      })
  void rulesOfOthersAreNotRead(String rule) {
    assertThat(rules.read(rule)).isEmpty();
  }
}
