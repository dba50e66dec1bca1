package org.gaoler.tail;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NamePatternTest {

  private static boolean matches(String pattern, String name) {
    return NamePattern.of(pattern).matches(name);
  }

  @Test
  void starAndQuestionMarkMatchAsInAShell() {
    assertThat(matches("*error.log", "site_error.log")).isTrue();
    assertThat(matches("*error.log", "error.log.1")).isFalse();
    assertThat(matches("a?c", "abc")).isTrue();
    assertThat(matches("a?c", "ac")).isFalse();
  }

  @Test
  void setsMatchOneCharacter() {
    assertThat(matches("log[0-9]", "log7")).isTrue();
    assertThat(matches("log[!0-9]", "log7")).isFalse();
    assertThat(matches("log[]x]", "log]")).isTrue();
    assertThat(matches("log[^7]", "log^")).isTrue();
    assertThat(matches("log[", "log[")).isTrue();
  }

  @Test
  void hiddenFilesMatchOnlyAWrittenDot() {
    assertThat(matches("*", ".hidden")).isFalse();
    assertThat(matches(".*", ".hidden")).isTrue();
  }

  @Test
  void otherSignsStandForThemselves() {
    assertThat(matches("a+(b){2}*.log", "a+(b){2}x.log")).isTrue();
    assertThat(matches("\\Q*", "\\Qx")).isTrue();
    assertThat(matches("*\n*", "a\nb")).isTrue();
    assertThat(NamePattern.literal("*").matches("x")).isFalse();
  }
}
