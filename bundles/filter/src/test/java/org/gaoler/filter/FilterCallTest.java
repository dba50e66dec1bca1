package org.gaoler.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Random;
import org.gaoler.api.Fault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FilterCallTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sshd[a=b,c=d]",
        "sshd [ a = b , c = \"d\" ] ",
        "sshd[a='b'][c=d]",
        "sshd[a=x, c=d,a=b,]",
        "sshd[a=b]\n  [c=\"d\"]"
      })
  void parametersAreReadInAllForms(String text) throws Fault {
    FilterCall call = FilterCall.parse(text);
    assertThat(call.name()).isEqualTo("sshd");
    assertThat(call.parameters()).containsOnly(Map.entry("a", "b"), Map.entry("c", "d"));
  }

  @Test
  void quotesKeepCommasBracketsAndLines() throws Fault {
    FilterCall call =
        FilterCall.parse("./x.conf[failregex=\"^[a,b]\n  'c'\", p?family=inet6='\"']");
    assertThat(call.name()).isEqualTo("./x.conf");
    assertThat(call.parameters())
        .containsEntry("failregex", "^[a,b]\n  'c'")
        .containsEntry("p?family=inet6", "\"");
  }

  @Test
  void nameAloneAndAnEmptyListHaveNoParameters() throws Fault {
    assertThat(FilterCall.parse(" sshd ").parameters()).isEmpty();
    assertThat(FilterCall.parse("sshd[]").parameters()).isEmpty();
    assertThat(FilterCall.parse("sshd[a=]").parameters()).containsEntry("a", "");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "a[b=c,,d=e]~expected PARAMETER=VALUE at column 7",
        "a[b=\"c\" d=e]~expected a comma at column 9",
        "a[b=\"c]~the quote is not closed at column 5",
        "a[b=c] d~there is text behind ] at column 7",
        "a[b=c~there is no ] at column 6",
        "[b=c]~there is no name at column 1",
        "a[b]~expected PARAMETER=VALUE at column 3",
        "a[b=c]d]~expected a comma at column 6",
      })
  void mistakesAreNamedWithTheirColumn(String text, String message) {
    assertThatThrownBy(() -> FilterCall.parse(text))
        .isInstanceOf(Fault.class)
        .hasMessageStartingWith("cannot read the filter '" + text + "': " + message);
  }

  @Test
  void anyTextIsReadOrRefused() {
    Random random = new Random(5);
    String signs = "ab=,[]\"' \n?";
    int read = 0;
    for (int trial = 0; trial < 20_000; trial++) {
      StringBuilder text = new StringBuilder("a[");
      random.ints(random.nextInt(9), 0, signs.length()).forEach(i -> text.append(signs.charAt(i)));
      try {
        FilterCall.parse(text.append(']').toString());
        read++;
      } catch (Fault refused) {
        assertThat(refused.getMessage()).contains(" at column ");
      }
    }
    assertThat(read).isBetween(100, 19_900);
  }
}
