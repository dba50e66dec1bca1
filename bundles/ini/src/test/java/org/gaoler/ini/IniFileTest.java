package org.gaoler.ini;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Random;
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

  @Test
  void everyCharacterKnowsWhereItWasWritten() throws Fault {
    Setting setting =
        read("Option  =   one", "    # aside", "", "  \u00e9two ; aside")
            .get("Definition")
            .get("option");
    assertThat(setting.text()).isEqualTo("one\n\n\u00e9two");
    assertThat(setting.place()).isEqualTo("x.conf line 2");
    assertThat(setting.place(0)).isEqualTo("x.conf line 2 column 13");
    assertThat(setting.place(5)).isEqualTo("x.conf line 5 column 3");
    assertThat(setting.place(8)).isEqualTo("x.conf line 5 column 6");
    assertThat(setting.place(99)).isEqualTo("x.conf line 5 column 7");
  }

  @Test
  void columnsCountCharactersBeyondTheBasicPlaneOnce() throws Fault {
    Setting setting = read("a = \ud83d\udd12x").get("Definition").get("a");
    assertThat(setting.place(2)).isEqualTo("x.conf line 2 column 6");
  }

  @Test
  void headerReachesToTheLastBracket() throws Fault {
    assertThat(IniFile.read("x.conf", "[a]b] rest\nk = v")).containsOnlyKeys("a]b");
  }

  @Test
  void defaultsMayBeSpreadOverSeveralSections() throws Fault {
    Map<String, Map<String, Setting>> read =
        IniFile.read("x.conf", "[DEFAULT]\na = 1\n[x]\n[DEFAULT]\nb = 2");
    assertThat(read.get("DEFAULT")).containsOnlyKeys("a", "b");
  }

  @Test
  void lineEndsOfAllSystemsAndAMarkAtTheBeginningAreRead() throws Fault {
    Map<String, Map<String, Setting>> read =
        IniFile.read("x.conf", "\uFEFF[x]\r\na = 1\rb = 2\r\n  3\n");
    assertThat(read.get("x").get("a").text()).isEqualTo("1");
    assertThat(read.get("x").get("b").text()).isEqualTo("2\n3");
  }

  @Test
  void repeatedSectionNamesTheFirst() {
    assertThatThrownBy(() -> IniFile.read("x.conf", "[x]\n  [x]"))
        .isInstanceOf(Fault.class)
        .hasMessage(
            "cannot read x.conf line 2 column 3: section [x] stands twice, first in line 1; join the"
                + " two");
  }

  @Test
  void otherEncodingsHarmInCommentsOnlyNobody() throws Fault {
    byte[] fine = "[x]\n# caf\u00e9\na = 1 ; \u00e9".getBytes(StandardCharsets.ISO_8859_1);
    assertThat(IniFile.read("x.conf", Utf8.decode(fine)).get("x").get("a").text()).isEqualTo("1");
    byte[] wrong = "[x]\na = caf\u00e9".getBytes(StandardCharsets.ISO_8859_1);
    assertThatThrownBy(() -> IniFile.read("x.conf", Utf8.decode(wrong)))
        .isInstanceOf(Fault.class)
        .hasMessage("cannot read x.conf line 2 column 8: a byte that is no UTF-8 text: a = caf?");
  }

  @Test
  void anyBytesAreReadOrRefusedInOneLine() {
    Random random = new Random(11);
    String[] pieces = {
      "[", "]", "x", " ", "\n", "\r", "\t", "=", ":", ";", "#", "\0", "\u00a0", "[a]\n"
    };
    int read = 0;
    for (int trial = 0; trial < 20_000; trial++) {
      StringBuilder text = new StringBuilder(random.nextBoolean() ? "[x]\n" : "");
      for (int i = random.nextInt(30); i > 0; i--) {
        text.append(
            random.nextInt(20) == 0
                ? Character.toString(random.nextInt(0x300))
                : pieces[random.nextInt(pieces.length)]);
      }
      byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
      if (bytes.length > 0 && random.nextInt(4) == 0) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }
      read += readOrRefused(bytes) ? 1 : 0;
    }
    assertThat(read).isBetween(1000, 19_000);
  }

  private static boolean readOrRefused(byte[] bytes) {
    try {
      IniFile.read("x.conf", Utf8.decode(bytes))
          .values()
          .forEach(section -> section.values().forEach(IniFileTest::placed));
      return true;
    } catch (Fault refused) {
      assertThat(refused.getMessage()).matches("cannot read x.conf line \\d+ column \\d+: .+");
      return false;
    }
  }

  private static void placed(Setting setting) {
    for (int i = -1; i <= setting.text().length() + 1; i++) {
      assertThat(setting.place(i)).matches("x.conf line \\d+ column \\d+");
    }
  }
}
