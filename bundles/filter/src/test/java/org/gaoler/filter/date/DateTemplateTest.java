package org.gaoler.filter.date;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.gaoler.filter.date.DatesForTests.cut;
import static org.gaoler.filter.date.DatesForTests.finder;
import static org.gaoler.filter.date.DatesForTests.templates;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.gaoler.api.Fault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a pattern may stand, what it cuts and how it is called. */
class DateTemplateTest {

  private static final Instant NOW = Instant.parse("2026-11-20T21:45:00Z");

  @Test
  void defaultsAreThirtyOneTemplates() throws Fault {
    List<DateTemplate> all = templates();
    assertThat(all).hasSize(31);
    assertThat(all.subList(0, 14)).allMatch(t -> t.name().startsWith("{^LN-BEG}"));
    assertThat(all.get(7).name()).isEqualTo("{^LN-BEG}Epoch");
    assertThat(all.get(30).name()).isEqualTo("TAI64N");
    assertThat(templates("{^LN-BEG}")).hasSize(17).allMatch(DateTemplate::anchored);
    assertThat(templates("{default}")).isEqualTo(all);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "%d/%b/%Y:%H:%M:%S %z~Day/MON/Year:24hour:Minute:Second Zone offset",
        "{^LN-BEG}%Y-%m-%d~{^LN-BEG}Year-Month-Day",
        "^%A, %B %y~^DAYNAME, MONTH Year2",
        "%ExY%Exm%Exd %ExH%ExM%ExS~ExYearExMonthExDay Ex24hourExMinuteExSecond",
        "%I:%M %p %Z~12hour:Minute AMPM Zone name",
        "%k:%l %j %U%W %w%%~%k:%l Yearday YearweekYearweek Weekday%",
        "epoch~Epoch",
        "^Epoch~{^LN-BEG}Epoch",
        "{^LN-BEG}LEPOCH~{^LN-BEG}LongEpoch",
        "a {EPOCH} b~a {EPOCH} b",
        "^tai64n~{^LN-BEG}TAI64N",
        "{NONE}~^",
        "^<{DATE}~^<ExYear(?P<_sep>[-/.])Month(?P=_sep)Day(?:T|  ?)24hour:Minute:Second"
            + "(?:[.,]Microseconds)?(?:\\s*Zone offset)?"
      })
  void templateIsCalledByItsWords(String pattern, String name) throws Fault {
    assertThat(templates(pattern).get(0).name()).isEqualTo(name);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "%H:%M~x 21:42 y~21:42",
        "%H:%M~x21:42 y~none",
        "%H:%M~x 21:42y~none",
        "{UNB}%H:%M~x21:42y~21:42",
        "**%H:%M**~x21:42y~21:42",
        "**%H:%M~x21:42y~none",
        "%H:%M**~ 21:42y~21:42",
        "{^LN-BEG}%H:%M~[<21:42>] y~21:42",
        "{^LN-BEG}%H:%M~[<(21:42>] y~none",
        "^%H:%M~[21:42 y~none",
        "%H:%M$~x 21:42~21:42",
        "%H:%M$~x 21:42 y~none",
        "%H:%M\\s~x 21:42 y~21:42 ",
        "^\\S+ (%H:%M) x~ab 21:42 x y~21:42",
        "^\\[(?:%H:%M)\\]~[21:42] y~[21:42]",
        "%d(?P<_sep>[-/])%m(?P=_sep)%y~20-11-26 x~20-11-26",
        "%d(?P<_sep>[-/])%m(?P=_sep)%y~20-11/26 x~none",
        "%d([-/])%m\\2%y~20/11/26 x~20",
        "(?i)T%H:%M~x t21:42 y~t21:42",
        "%H{,1}[:]%M~x 21:42 y~21:42",
        "%b %d~x nov 20 y~nov 20",
        "{%H:%M}~x {21:42} y~{21:42}",
        "[]()[&&]?%H:%M~ &21:42~21",
        "{^LN-BEG} %H:%M~[21:42] y~21:42",
        "%k:%M~x  9:42 y~9:42"
      })
  void patternCutsItsFirstGroup(String pattern, String line, String expected) throws Fault {
    assertThat(cut(finder("UTC", pattern), line, NOW).strip()).isEqualTo(expected.strip());
  }

  @Test
  void emptyGroupLeavesTheDateOpen() throws Fault {
    for (String pattern : List.of("{NONE}", "^I\\(()**")) {
      FoundDate found = DatesForTests.find(finder("UTC", pattern), "I(x", NOW).orElseThrow();
      assertThat(found.blank()).isTrue();
      assertThat(found.when()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"%q", "%Y-%m-%", "%EY", "%s", "(%Y", "%Y %Y", "(?(a)b|c)%Y"})
  void wrongPatternIsRefusedWithItsPlace(String pattern) {
    assertThatThrownBy(() -> templates(pattern))
        .isInstanceOf(Fault.class)
        .hasMessageContaining("datepattern at x.conf line 3")
        .hasMessageContaining(pattern);
  }

  @Test
  void patternThatStandsTwiceIsRefused() {
    assertThatThrownBy(() -> templates("%H:%M", "%H:%M"))
        .isInstanceOf(Fault.class)
        .hasMessageContaining("x.conf line 3")
        .hasMessageContaining("%H:%M");
  }

  @Test
  void defaultsAddWhatIsMissing() throws Fault {
    assertThat(templates("{^LN-BEG}", "{DEFAULT}")).hasSize(31);
    assertThat(templates("%Y", "{^LN-BEG}", "{DATE}")).hasSize(1 + 17 + 15);
  }

  @Test
  void patternThatIsADefaultWeighsAsMuchBesideTheDefaults() throws Fault {
    assertThat(templates("{^LN-BEG}Epoch", "{^LN-BEG}")).hasSize(17);
    assertThat(templates("{^LN-BEG}Epoch", "{^LN-BEG}").get(0).weight()).isEqualTo(100);
    assertThat(templates("{^LN-BEG}Epoch").get(0).weight()).isEqualTo(1);
  }

  @Test
  void decadesGrowWithTime() {
    assertThat(DateTokens.years(1970)).isEqualTo("20[012]\\d");
    assertThat(DateTokens.years(2026)).isEqualTo("20[012]\\d");
    assertThat(DateTokens.years(2027)).isEqualTo("20[0123]\\d");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "^[^\\[]*\\[(%d/%b/%Y)~[",
        "^[^-]+ -- [^-]+ -- -(%Y-%m-%d)~-",
        "a=(%Y)?~=",
        "<(?:x|\\d{2})>(?P<sep>[-/])(%m)~>",
        "(?:x)=(%Y)+~",
        "(?:x|y=(%Y))~",
        "x=(%Y)|z(%m)~",
        "x=?(%Y)~",
        "x={2}(%Y)~",
        "[(=](%Y)~",
        "x\\d(%Y)~",
        "x\\=(%Y)~=",
        "(?:x=)(%Y)~",
        "a=(?=b)(%Y)~",
        "(?#x=()=(%Y)~"
      })
  void signRightBeforeADateIsKnownWhereItIsCertain(String pattern, String sign) throws Fault {
    Optional<Character> border = templates(pattern).get(0).border();
    assertThat(border.map(String::valueOf).orElse("")).isEqualTo(sign == null ? "" : sign);
  }
}
