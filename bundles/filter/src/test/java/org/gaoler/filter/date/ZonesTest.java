package org.gaoler.filter.date;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ZonesTest {

  private static final Instant WINTER = Instant.parse("2026-01-20T12:00:00Z");
  private static final Instant SUMMER = Instant.parse("2026-07-20T12:00:00Z");

  @ParameterizedTest
  @CsvSource({
    "CET,3600,3600",
    "CEST,7200,7200",
    "+0200,7200,7200",
    "UTC+01,3600,3600",
    "UTC-03:30,-12600,-12600",
    "Z,0,0",
    "-05:30,-19800,-19800",
    "A,3600,3600",
    "Y,-43200,-43200",
    "NPT,20700,20700",
    "EST+01,-14400,-14400",
    "Europe/Berlin,3600,7200",
    "America/St_Johns,-12600,-9000",
    "Japan,32400,32400"
  })
  void zonesAreRead(String text, int winter, int summer) {
    ZoneId zone = Zones.parse(text).orElseThrow();
    assertThat(zone.getRules().getOffset(WINTER).getTotalSeconds()).isEqualTo(winter);
    assertThat(zone.getRules().getOffset(SUMMER).getTotalSeconds()).isEqualTo(summer);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "NOWHERE",
        "+99",
        "Europe/Nowhere",
        "12",
        "J",
        "cet",
        "+1",
        "+01000",
        "+1900",
        "UTC+1"
      })
  void unknownZonesAreNone(String text) {
    assertThat(Zones.parse(text)).isEmpty();
  }
}
