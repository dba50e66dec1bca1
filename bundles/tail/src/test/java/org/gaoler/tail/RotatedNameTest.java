package org.gaoler.tail;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RotatedNameTest {

  private static RotatedName of(String file) {
    return RotatedName.of("auth.log", file).orElseThrow();
  }

  @Test
  void smallerCountIsLater() {
    assertThat(of("auth.log.1").after(of("auth.log.2"))).isTrue();
    assertThat(of("auth.log.10").after(of("auth.log.9"))).isFalse();
    assertThat(of("auth.log.1").after(of("auth.log.1"))).isFalse();
  }

  @Test
  void laterDateIsLater() {
    assertThat(of("auth.log-20261121").after(of("auth.log-20261120"))).isTrue();
    assertThat(of("auth.log.2026-11-20").after(of("auth.log.2026-11-21"))).isFalse();
  }

  @Test
  void datesAndCountsAreNotCompared() {
    assertThat(of("auth.log-20261121").after(of("auth.log.1"))).isFalse();
    assertThat(of("auth.log.1").after(of("auth.log-20261121"))).isFalse();
  }

  @Test
  void otherFilesAreNotRotatedLogs() {
    for (String other :
        new String[] {
          "auth.log",
          "auth.log.gz",
          "auth.1.log.bak",
          "auth2.log",
          "auth-old.log",
          "auth.log.bak",
          "auth.log~",
          "mail.log.1"
        }) {
      assertThat(RotatedName.of("auth.log", other)).as(other).isEmpty();
    }
  }

  @Test
  void compressionMakesNoDifference() {
    assertThat(of("auth.log.2.gz")).isEqualTo(of("auth.log.2"));
    assertThat(of("auth.log.1").after(of("auth.log.2.gz"))).isTrue();
    assertThat(of("auth.log-20261121.xz").after(of("auth.log-20261120.gz"))).isTrue();
  }

  @Test
  void dateOrCountMayStandBeforeTheEnding() {
    assertThat(of("auth-20261121.log").after(of("auth-20261120.log.gz"))).isTrue();
    assertThat(of("auth.1.log").after(of("auth.2.log.gz"))).isTrue();
    assertThat(of("auth-20261121.log").after(of("auth.log-20261120"))).as("mixed").isFalse();
  }
}
