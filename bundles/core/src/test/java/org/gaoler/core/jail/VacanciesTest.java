package org.gaoler.core.jail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.gaoler.api.Fault;
import org.gaoler.core.fake.ManualParts;
import org.gaoler.core.settings.PluginCall;
import org.junit.jupiter.api.Test;

class VacanciesTest {

  private static final PluginCall KEPT = new PluginCall("fake", Map.of("keeprules", "true"));
  private static final PluginCall PLAIN = new PluginCall("fake", Map.of("name", "x"));

  private final Vacancies vacancies = new Vacancies(new ManualParts());

  @Test
  void rulesStayOfAnActionThatAsksForItWhileItsJailNamesIt() {
    vacancies.note("sshd", KEPT);
    vacancies.note("sshd", PLAIN);

    assertThat(vacancies.last("sshd", KEPT.toString())).isTrue();
    assertThat(vacancies.last("sshd", PLAIN.toString())).isFalse();
    assertThat(vacancies.last("other", KEPT.toString())).isFalse();

    vacancies.forget("sshd");
    assertThat(vacancies.last("sshd", KEPT.toString())).isFalse();
  }

  @Test
  void factorySeesTheOtherOptionsOnly() throws Fault {
    assertThat(Vacancies.others(KEPT)).isEmpty();
    assertThat(Vacancies.others(PLAIN)).containsOnly(Map.entry("name", "x"));
  }

  @Test
  void otherValuesAreRefused() {
    assertThatThrownBy(
            () -> Vacancies.others(new PluginCall("fake", Map.of("keeprules", "perhaps"))))
        .isInstanceOf(Fault.class)
        .hasMessage("option keeprules = perhaps: accepted are true and false");
  }
}
