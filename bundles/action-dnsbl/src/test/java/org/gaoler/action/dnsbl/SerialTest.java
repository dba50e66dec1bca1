package org.gaoler.action.dnsbl;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Serials of zone files, however they are laid out. */
final class SerialTest {

  private static final Clock CLOCK =
      Clock.fixed(Instant.ofEpochSecond(1_795_176_000), ZoneOffset.UTC);

  private static String renewed(String text) {
    Serial serial = new Serial(CLOCK);
    return text.lines().map(serial::line).collect(Collectors.joining("\n"));
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1795176000",
    "1795175999, 1795176000",
    "1795176000, 1795176001",
    "2026112101, 2026112102",
    "4294967295, 1",
    "0, 1795176000"
  })
  void serialIsNewerThanTheOldOne(String old, String next) {
    String zone = "@ IN SOA ns.example.org. root.example.org. %s 1h 15m 1w 300\n@ IN NS ns";
    assertThat(renewed(zone.formatted(old))).isEqualTo(zone.formatted(next));
    String many =
        """
        ; SOA a b 7
        $TTL 300
        @  IN  soa ns root ( ; 1 2 3
              %s ; serial
              3600 900 604800 300 )
        x IN TXT "SOA 1 2 3 4"\
        """;
    assertThat(renewed(many.formatted(old))).isEqualTo(many.formatted(next));
  }
}
