package org.gaoler.core.jail;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gaoler.api.Failure;
import org.gaoler.api.Offender;
import org.junit.jupiter.api.Test;

class ParticularsTest {

  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

  private final Particulars particulars = new Particulars();

  private Map<String, String> of(Optional<String> user, Map<String, String> fields) {
    Offender offender = Offender.parse("2001:db8::1");
    return particulars.of(new Failure(offender, NOW, user, fields, 1, List.of()));
  }

  @Test
  void accountIsAmongWhatWasCapturedAndTheOffenderIsNot() {
    assertThat(of(Optional.of("root"), Map.of("ip6", "2001:db8::1", "fport", "22", "empty", "")))
        .isEqualTo(Map.of("user", "root", "fport", "22"));
  }

  @Test
  void valuesAreCutToTwoHundredCharacters() {
    assertThat(of(Optional.of("u".repeat(1_000_000)), Map.of("a", "\r\n$(x)".repeat(1000))))
        .allSatisfy((name, value) -> assertThat(value).hasSize(200));
  }

  @Test
  void sixteenFieldsAtMostAreKeptAndTheAccountAlways() {
    Map<String, String> fields = new HashMap<>();
    for (int i = 0; i < 50; i++) {
      fields.put("x" + i, "value");
      fields.put("a" + i, "value");
    }
    assertThat(of(Optional.of("root"), fields)).hasSize(16).containsEntry("user", "root");
    assertThat(of(Optional.empty(), fields)).hasSize(16).doesNotContainKey("user");
  }

  @Test
  void whoeverTriesTheSameSharesIt() {
    assertThat(of(Optional.of("root"), Map.of())).isSameAs(of(Optional.of("root"), Map.of()));
    assertThat(of(Optional.empty(), Map.of())).isSameAs(Map.of());
  }
}
