package org.gaoler.filter.ini;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.gaoler.api.Fault;
import org.junit.jupiter.api.Test;

class IniFileTest {

  private static String value(String option, String... lines) throws Fault {
    return read(lines).get("Definition").get(option).text();
  }

  private static Map<String, Map<String, Setting>> read(String... lines) throws Fault {
    return IniFile.read("x.conf", "[Definition]\n" + String.join("\n", lines));
  }

  @Test
  void deeperLinesContinueAValue() throws Fault {
    assertThat(value("a", "a = one", "    two", "", "    # no comment ends it", "    three"))
        .isEqualTo("one\ntwo\n\nthree");
  }

  @Test
  void valueMayBeginOnTheNextLine() throws Fault {
    assertThat(value("a", "a =", "  one", "b = 2")).isEqualTo("\none");
  }

  @Test
  void indentedAssignmentIsText() throws Fault {
    assertThat(value("x", "x = 1", "  y = 2")).isEqualTo("1\ny = 2");
  }

  @Test
  void semicolonBehindABlankBeginsAComment() throws Fault {
    assertThat(value("a", "a = 3 ; tail")).isEqualTo("3");
    assertThat(value("a", "a = 4;5")).isEqualTo("4;5");
    assertThat(value("a", "a = 4 # 5")).isEqualTo("4 # 5");
  }

  @Test
  void namesAreLowerCasedAndColonsSeparateToo() throws Fault {
    assertThat(value("_daemon", "_Daemon: x = y")).isEqualTo("x = y");
  }

  @Test
  void lineNumbersAreKept() throws Fault {
    assertThat(read("", "a = 1").get("Definition").get("a").place()).isEqualTo("x.conf line 3");
  }

  @Test
  void repeatedOptionIsRefusedWithItsLine() {
    assertThatThrownBy(() -> read("a = 1", "A = 2"))
        .isInstanceOf(Fault.class)
        .hasMessage(
            "cannot read x.conf line 3 column 1: option a stands twice in [Definition], first in line"
                + " 2; remove one: A = 2");
  }

  @Test
  void repeatedSectionIsRefusedWithItsLine() {
    assertThatThrownBy(() -> read("a = 1", "[Definition]"))
        .isInstanceOf(Fault.class)
        .hasMessageContaining("x.conf line 3")
        .hasMessageContaining("[Definition]");
  }

  @Test
  void textBeforeTheFirstSectionIsRefused() {
    assertThatThrownBy(() -> IniFile.read("x.conf", "a = 1"))
        .isInstanceOf(Fault.class)
        .hasMessage("cannot read x.conf line 1 column 1: text before the first [section]: a = 1");
  }

  @Test
  void textWithoutEqualsIsRefused() {
    assertThatThrownBy(() -> read("nonsense"))
        .isInstanceOf(Fault.class)
        .hasMessageContaining("x.conf line 2")
        .hasMessageContaining("nonsense");
  }
}
