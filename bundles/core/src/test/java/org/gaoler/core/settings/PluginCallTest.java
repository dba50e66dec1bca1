package org.gaoler.core.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.gaoler.api.Fault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PluginCallTest {

  private static PluginCall one(String text) throws Fault {
    List<PluginCall> calls = PluginCall.parseList(text);
    assertThat(calls).hasSize(1);
    return calls.get(0);
  }

  @Test
  void plainNameHasNoOptions() throws Fault {
    assertThat(one("  sshd \n")).isEqualTo(new PluginCall("sshd", Map.of()));
  }

  @Test
  void nothingIsNoCall() throws Fault {
    assertThat(PluginCall.parseList(" \n,\t")).isEmpty();
  }

  @Test
  void valuesMayBeQuotedBothWaysOrBare() throws Fault {
    assertThat(one("a[x=\"1, ]2\", y='say \"hi\"', z= bare words ,]").options())
        .isEqualTo(Map.of("x", "1, ]2", "y", "say \"hi\"", "z", "bare words"));
  }

  @Test
  void quotedValuesMaySpanLines() throws Fault {
    assertThat(one("a[x=\"1\n2\",\n  y=3]").options()).isEqualTo(Map.of("x", "1\n2", "y", "3"));
  }

  @Test
  void ofTwoEqualOptionsTheLastCounts() throws Fault {
    assertThat(one("a[p=tcp, q=1][p=\"udp\"]").options()).isEqualTo(Map.of("p", "udp", "q", "1"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a[]", "a[ ]", "a[x=1,]", "a[x=]"})
  void emptyListsAndTrailingCommasAreFine(String text) throws Fault {
    assertThat(one(text).name()).isEqualTo("a");
  }

  @Test
  void callsAreSeparatedByBlanksLineEndsOrCommas() throws Fault {
    assertThat(PluginCall.parseList("a[x=1] b\nc[y='2 3'],d"))
        .extracting(PluginCall::name)
        .containsExactly("a", "b", "c", "d");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a[b=c,,d=e]",
        "a[b=\"c\" d=e]",
        "a[b=c]d",
        "a[b=c]]",
        "a[b",
        "a[b=c",
        "a[b=\"c]",
        "a[b='c\"]",
        "a[=c]",
        "a[,]",
        "a[b c=d]",
        "a[$(x)=d]",
        "a]",
        "a=b",
        "[x=1]",
        "'a'",
        "a\"b"
      })
  void whateverElseIsRefusedWithTheText(String text) {
    assertThatThrownBy(() -> PluginCall.parseList(text))
        .isInstanceOf(Fault.class)
        .hasMessageContaining("cannot be read: expected")
        .hasMessageContaining("name[option=value, ...]");
  }

  @Test
  void groupsMayStandApartAndOptionsHoldForAFamily() throws Fault {
    assertThat(one("a[x=1]\n  [x?family=inet6='2 3', y=4]").options())
        .isEqualTo(Map.of("x", "1", "x?family=inet6", "2 3", "y", "4"));
  }

  @Test
  void columnOfAMistakeIsNamed() {
    assertThatThrownBy(() -> PluginCall.parseList("a[b=\"c\" d=e]"))
        .isInstanceOf(Fault.class)
        .hasMessageContaining("expected a comma or ] at column 9 before 'd=e]'");
  }

  @Test
  @Timeout(5)
  void hostileLengthIsReadInTime() throws Fault {
    String text = "a[" + "x=1,".repeat(50_000) + "y=\"" + "[".repeat(100_000) + "\"]";

    assertThat(one(text).options()).hasSize(2);
  }

  @Test
  void commandsInValuesStayText() throws Fault {
    assertThat(one("a[x='$(reboot) `id`;']").options()).isEqualTo(Map.of("x", "$(reboot) `id`;"));
  }

  @Test
  void textReadsBackAsTheSame() throws Fault {
    PluginCall call = one("a[port=\"ssh, 2222\", name=b]");

    assertThat(one(call.toString())).isEqualTo(call);
  }
}
