package org.gaoler.core.jail;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PastFailuresTest {

  private static final Instant NOW = Instant.parse("2026-11-20T21:45:00Z");

  private final PastFailures past = new PastFailures();

  private int singles(String jail, int failures) {
    int singles = 0;
    for (int i = 0; i < failures; i++) {
      singles += past.single(jail, NOW.plusSeconds(i)) ? 1 : 0;
    }
    return singles;
  }

  private List<String> account() {
    List<String> told = new ArrayList<>();
    past.account((jail, more, last) -> told.add(jail + " " + more + " " + last));
    return told;
  }

  @Test
  void fewAreWrittenDownOneByOne() {
    assertThat(singles("sshd", PastFailures.EACH)).isEqualTo(PastFailures.EACH);
    assertThat(account()).isEmpty();
  }

  @Test
  void manyAreSummedUpForEachJail() {
    assertThat(singles("sshd", PastFailures.EACH + 7)).isEqualTo(PastFailures.EACH);
    assertThat(singles("nginx", 3)).isEqualTo(3);
    assertThat(account()).containsExactly("sshd 7 " + NOW.plusSeconds(PastFailures.EACH + 6));
  }

  @Test
  void afterAnAccountItBeginsAnew() {
    singles("sshd", PastFailures.EACH + 7);
    account();
    assertThat(account()).isEmpty();
    assertThat(singles("sshd", 3)).isEqualTo(3);
  }
}
