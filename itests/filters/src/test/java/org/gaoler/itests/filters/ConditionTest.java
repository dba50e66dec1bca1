package org.gaoler.itests.filters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The expressions that say when a sample line counts. */
class ConditionTest {

  private static boolean holds(String text) {
    return Condition.holds(text, "sshd", Map.of("mode", "ddos"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "name == 'sshd'",
        "name=='sshd'",
        "name == \"sshd\" and opts.get('mode') == 'ddos'",
        "opts.get('mode') != 'aggressive'",
        "opts.get('mode') in ('ddos', 'aggressive')",
        "opts.get('mode') in ['ddos']",
        "opts.get('mode') not in ('normal',)",
        "not opts.get('logtype')",
        "opts.get('logtype', 'file') == 'file'",
        "opts.get('logtype') is None",
        "opts.get('mode') is not None",
        "opts['mode'] == 'ddos'",
        "'mode' in opts",
        "'ss' in name",
        "name == 'x' or (name == 'sshd' and not name == 'y')",
        "True"
      })
  void isTrueAsInPython(String text) {
    assertThat(holds(text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "name == 'sshd2'",
        "opts.get('mode') == 'aggressive'",
        "opts.get('logtype') == 'journal'",
        "name == 'sshd' and name == 'x'",
        "not name",
        "not name == 'sshd'",
        "name in ()",
        "False or None"
      })
  void isFalseAsInPython(String text) {
    assertThat(holds(text)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"name ==", "name == 'x' 'y'", "import os", "opts.pop('mode')", "name = 'x'"})
  void unknownExpressionIsRefusedWithItsText(String text) {
    assertThatThrownBy(() -> holds(text)).hasMessageContaining(text);
  }
}
