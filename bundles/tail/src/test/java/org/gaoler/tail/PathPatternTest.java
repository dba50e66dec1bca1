package org.gaoler.tail;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class PathPatternTest {

  private static boolean matches(String pattern, String path) {
    return PathPattern.of(pattern).matches(Path.of(path));
  }

  @Test
  void everyComponentHasToMatch() {
    assertThat(matches("/var/log/*.log", "/var/log/auth.log")).isTrue();
    assertThat(matches("/var//log/./auth.log", "/var/log/auth.log")).isTrue();
    assertThat(matches("/var/*/auth.log", "/var/log/auth.log")).isTrue();
    assertThat(matches("/var/log/*.log", "/var/log/auth.log.1")).isFalse();
    assertThat(matches("/srv/log/*.log", "/var/log/auth.log")).isFalse();
  }

  @Test
  void starStaysWithinItsComponent() {
    assertThat(matches("/var/*", "/var/log/auth.log")).isFalse();
    assertThat(matches("/var/log/*/auth.log", "/var/log/auth.log")).isFalse();
  }
}
