package org.gaoler.filter.ini;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.gaoler.api.Fault;
import org.gaoler.filter.FilterFiles;
import org.gaoler.ini.DirectoryFolder;
import org.gaoler.ini.IniReading;
import org.gaoler.ini.Setting;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FilterDefinitionTest {

  @TempDir Path etc;
  private FilterFiles files;

  @BeforeEach
  void openFolder() {
    files = new FilterFiles(etc);
  }

  private FilterDefinition read(Map<String, String> parameters) throws Fault {
    DirectoryFolder folder = new DirectoryFolder(etc.resolve("filter.d"));
    return FilterDefinition.read(new IniReading(folder), "x", parameters).orElseThrow();
  }

  private List<String> failregex(Map<String, String> parameters) throws Fault {
    return read(parameters).lines("failregex").stream().map(Setting::text).toList();
  }

  @Test
  void localFileExtendsWhatTheMainFileSaid() throws Fault {
    files.write("x.conf", "[Definition]", "failregex = one");
    files.write("x.local", "[Definition]", "failregex = %(known/failregex)s", "   two");
    assertThat(failregex(Map.of())).containsExactly("one", "two");
  }

  @Test
  void partsInTheFolderOfTheFilterComeBetween() throws Fault {
    files.write("x.conf", "[Definition]", "failregex = one");
    files.write("x.d/b.conf", "[Definition]", "failregex = %(known/failregex)s", "   three");
    files.write("x.d/a.conf", "[Definition]", "failregex = %(known/failregex)s", "   two");
    files.write("x.local", "[Definition]", "failregex = %(known/failregex)s", "   four");
    assertThat(failregex(Map.of())).containsExactly("one", "two", "three", "four");
  }

  @Test
  void includedFilesLieUnderAndOverTheIncludingOne() throws Fault {
    files.write(
        "x.conf",
        "[INCLUDES]",
        "before = common.conf",
        "after = end.conf",
        "[Definition]",
        "failregex = %(_daemon)s %(_end)s");
    files.write("common.conf", "[DEFAULT]", "_daemon = d", "_end = early");
    files.write("common.local", "[DEFAULT]", "_daemon = e");
    files.write("end.conf", "[DEFAULT]", "_end = late");
    assertThat(failregex(Map.of())).containsExactly("e late");
  }

  @Test
  void includesThatGoInCirclesAreReadOnce() throws Fault {
    files.write("x.conf", "[INCLUDES]", "before = y.conf", "[Definition]", "failregex = %(a)s");
    files.write("y.conf", "[INCLUDES]", "before = x.conf", "[DEFAULT]", "a = 1");
    assertThat(failregex(Map.of())).containsExactly("1");
  }

  @Test
  void missingIncludeIsRefusedWithItsPlace() {
    files.write(
        "x.conf", "[INCLUDES]", "before = a.local", "    ../b.conf", "[Definition]", "a = 1");
    assertThatThrownBy(() -> read(Map.of()))
        .isInstanceOf(Fault.class)
        .hasMessage(
            "cannot include ../b.conf at %s/filter.d/x.conf line 3 column 5: there is no file"
                + " %s/b.conf; make it or remove the line",
            etc, etc);
  }

  @Test
  void modeChoosesExpressions() throws Fault {
    files.write(
        "x.conf",
        "[Definition]",
        "mdre-normal = quiet",
        "mdre-more = loud",
        "failregex = <mdre-<mode>>",
        "[Init]",
        "mode = normal");
    assertThat(failregex(Map.of())).containsExactly("quiet");
    assertThat(failregex(Map.of("mode", "more"))).containsExactly("loud");
  }

  @Test
  void unknownModeIsRefusedWithTheKnownOnes() {
    files.write(
        "x.conf",
        "[Definition]",
        "mdre-normal = quiet",
        "mdre-more = loud",
        "failregex = <mdre-<mode>>",
        "[Init]",
        "mode = normal");
    assertThatThrownBy(() -> failregex(Map.of("mode", "most")))
        .isInstanceOf(Fault.class)
        .hasMessageContaining("x.conf line 4")
        .hasMessageContaining("has no mode most; accepted instead of most: more, normal");
  }

  @Test
  void parametersWinOverInitAndDefinition() throws Fault {
    files.write(
        "x.conf",
        "[Definition]",
        "a = definition",
        "failregex = <a> %(b)s",
        "b = b",
        "[Init]",
        "a = init");
    assertThat(failregex(Map.of())).containsExactly("init b");
    assertThat(failregex(Map.of("a", "given", "b", "c"))).containsExactly("given c");
  }

  @Test
  void parameterMayQuoteWhatTheFileSays() throws Fault {
    files.write("x.conf", "[Definition]", "failregex = <bad>", "[Init]", "bad = old");
    assertThat(failregex(Map.of("bad", "new|<known/bad>"))).containsExactly("new|old");
  }

  @Test
  void tagsMayNameASection() throws Fault {
    files.write(
        "x.conf",
        "[Definition]",
        "t = file",
        "failregex = <lt_<t>/p>",
        "[lt_file]",
        "p = %(q)s",
        "q = prefix");
    assertThat(failregex(Map.of())).containsExactly("prefix");
  }

  @Test
  void tagsOfTheExpressionLanguageStay() throws Fault {
    files.write("x.conf", "[Definition]", "failregex = <HOST> <F-USER>a</F-USER> <unknown>");
    assertThat(failregex(Map.of())).containsExactly("<HOST> <F-USER>a</F-USER> <unknown>");
  }

  @Test
  void doubledPercentIsOne() throws Fault {
    files.write("x.conf", "[Definition]", "datepattern = %%Y %(__name__)s");
    assertThat(read(Map.of()).lines("datepattern").get(0).text()).isEqualTo("%Y Definition");
  }

  @Test
  void unknownInterpolationIsRefusedWithItsPlace() {
    files.write("x.conf", "[Definition]", "failregex = a %(nothing)s");
    assertThatThrownBy(() -> failregex(Map.of()))
        .isInstanceOf(Fault.class)
        .hasMessageContaining("x.conf line 2")
        .hasMessageContaining("%(nothing)s");
  }

  @Test
  void singlePercentIsRefused() {
    files.write("x.conf", "[Definition]", "failregex = 100% of");
    assertThatThrownBy(() -> failregex(Map.of()))
        .isInstanceOf(Fault.class)
        .hasMessageContaining("x.conf line 2")
        .hasMessageContaining("%%");
  }

  @Test
  void tagThatContainsItselfIsRefused() {
    files.write("x.conf", "[Definition]", "a = <b>", "b = <a>", "failregex = <a>");
    assertThatThrownBy(() -> failregex(Map.of()))
        .isInstanceOf(Fault.class)
        .hasMessageContaining("x.conf line 3 column 5")
        .hasMessageContaining("contains itself");
  }

  @Test
  void interpolationThatContainsItselfIsRefused() {
    files.write("x.conf", "[Definition]", "a = %(b)s", "b = %(a)s", "failregex = %(a)s");
    assertThatThrownBy(() -> failregex(Map.of()))
        .isInstanceOf(Fault.class)
        .hasMessageContaining("refers to itself");
  }

  @Test
  void parametersWinOverInitWhichWinsOverDefinitionWhichWinsOverDefault() throws Fault {
    files.write(
        "x.conf", "[DEFAULT]", "a = default", "failregex = <a>", "[Definition]", "usedns = yes");
    assertThat(failregex(Map.of())).containsExactly("default");
    files.write("x.d/a.conf", "[Definition]", "a = definition");
    assertThat(failregex(Map.of())).containsExactly("definition");
    files.write("x.d/b.conf", "[Init]", "a = init", "failregex = f <a>");
    assertThat(failregex(Map.of())).containsExactly("f init");
    assertThat(failregex(Map.of("A", "given"))).containsExactly("f given");
    assertThat(failregex(Map.of("failregex", "%(known/failregex)s", "a", "given")))
        .containsExactly("f given");
  }

  @Test
  void localFileAndJailExtendTheFilterInOrder() throws Fault {
    files.write(
        "x.conf", "[Definition]", "failregex = one %(two)s", "two = 2.conf", "three = 3.conf");
    files.write(
        "x.local",
        "[Definition]",
        "failregex = %(known/failregex)s",
        "    two <two> <three>",
        "[Init]",
        "three = 3.local");
    Map<String, String> jail =
        Map.of("two", "2.jail", "failregex", "%(known/failregex)s\nthree <two>");
    assertThat(failregex(jail)).containsExactly("one 2.jail", "two 2.jail 3.local", "three 2.jail");
  }

  @Test
  void parameterThatQuotesWhatTheFilterDoesNotSayIsRefused() {
    files.write("x.conf", "[Definition]", "failregex = one");
    assertThatThrownBy(() -> failregex(Map.of("ignoreregex", "a|%(known/ignoreregex)s")))
        .isInstanceOf(Fault.class)
        .hasMessage(
            "cannot fill in %(known/ignoreregex)s at parameter ignoreregex of x column 3: there"
                + " is no option ignoreregex");
  }

  @Test
  void parameterIsFinalText() throws Fault {
    files.write("x.conf", "[Definition]", "failregex = %(a)s <a>");
    assertThat(failregex(Map.of("a", "%d%%%(b)s"))).containsExactly("%d%%%(b)s %d%%%(b)s");
  }

  @Test
  void fallbackCountsOnlyIfNobodyElseSays() throws Fault {
    Map<String, String> journal = Map.of("default/logtype", "journal");
    files.write("x.conf", "[DEFAULT]", "logtype = file", "[Definition]", "failregex = <logtype>");
    assertThat(failregex(journal)).containsExactly("journal");
    assertThat(failregex(Map.of("default/logtype", "journal", "logtype", "short")))
        .containsExactly("short");
    files.write("x.local", "[Definition]", "logtype = rfc5424");
    assertThat(failregex(journal)).containsExactly("rfc5424");
  }

  @Test
  void sectionsAreNamedInReferences() throws Fault {
    files.write(
        "x.conf",
        "[DEFAULT]",
        "a = default",
        "[Definition]",
        "a = own",
        "failregex = %(a)s %(default/a)s %(lt_x/b)s %(lt_x/a)s <default/a> <lt_x/b>",
        "[lt_x]",
        "b = %(a)s");
    assertThat(failregex(Map.of())).containsExactly("own default own default default default");
  }

  @Test
  void knownIsOneValueBefore() throws Fault {
    files.write("x.conf", "[Definition]", "a = one", "d = 1", "failregex = <a>", "  <known/a>");
    files.write("x.local", "[Definition]", "a = two %(known/a)s", "d = 2");
    assertThat(failregex(Map.of())).containsExactly("two one", "one");
    files.write("y.conf", "[Definition]", "failregex = %(known/failregex)s");
    assertThatThrownBy(
            () ->
                FilterDefinition.read(
                    new IniReading(new DirectoryFolder(etc.resolve("filter.d"))), "y", Map.of()))
        .isInstanceOf(Fault.class)
        .hasMessageContaining("y.conf line 2 column 13")
        .hasMessageContaining("there is no option known/failregex");
  }

  @Test
  void knownIsTheDefaultOnceALaterFileHasTheSection() throws Fault {
    files.write(
        "x.conf", "[DEFAULT]", "a = default", "[Definition]", "a = own", "failregex = <known/a>");
    assertThat(failregex(Map.of())).containsExactly("own");
    files.write("x.local", "[Definition]", "usedns = no");
    assertThat(failregex(Map.of())).containsExactly("default");
  }

  @Test
  void tagsWithAValueForAFamilyWait() throws Fault {
    files.write(
        "x.conf",
        "[Definition]",
        "failregex = <a>",
        "[Init]",
        "a = four",
        "[Init?family=inet6]",
        "a = six");
    assertThat(failregex(Map.of())).containsExactly("<a>");
    assertThat(failregex(Map.of("failregex", "<a?family=inet6>"))).containsExactly("six");
    assertThat(failregex(Map.of("failregex", "<a?family=inet6>", "a", "both")))
        .containsExactly("both");
  }

  @Test
  void optionNamedAsATagReplacesIt() throws Fault {
    files.write("x.conf", "[Definition]", "host = (?:<ADDR>)", "failregex = ^<HOST> <F-USER>");
    assertThat(failregex(Map.of())).containsExactly("^(?:<ADDR>) <F-USER>");
  }

  @Test
  void depthOfReferencesIsThatOfPython() throws Fault {
    StringBuilder text = new StringBuilder("[Definition]\na0 = end\n");
    for (int i = 1; i <= 11; i++) {
      text.append("a" + i + " = %(a" + (i - 1) + ")s\n");
    }
    files.write("x.conf", text + "failregex = %(a9)s");
    assertThat(failregex(Map.of())).containsExactly("end");
    files.write("x.conf", text + "failregex = %(a10)s");
    assertThatThrownBy(() -> failregex(Map.of()))
        .isInstanceOf(Fault.class)
        .hasMessageContaining("more than 10");
  }

  @Test
  void valuesThatGrowWithoutEndAreRefused() {
    StringBuilder text = new StringBuilder("[Definition]\na0 = 0123456789\nb0 = 0123456789\n");
    for (int i = 1; i <= 30; i++) {
      text.append("a" + i + " = " + ("<a" + (i - 1) + ">").repeat(9) + "\n");
      text.append("b" + i + " = " + ("%(b" + (i - 1) + ")s").repeat(9) + "\n");
    }
    for (String reference : List.of("<a25>", "%(b9)s")) {
      files.write("x.conf", text + "failregex = " + reference);
      assertThatThrownBy(() -> failregex(Map.of()))
          .isInstanceOf(Fault.class)
          .hasMessageContaining("x.conf line")
          .hasMessageContaining("longer than");
    }
  }

  @Test
  void includesCountInFail2bansOrder() throws Fault {
    files.write(
        "x.conf",
        "[INCLUDES]",
        "before = one.conf",
        "   sub/two.conf",
        "after = three.conf",
        "[Definition]",
        "b = x",
        "failregex = %(a)s %(b)s %(c)s %(d)s");
    files.write("one.conf", "[DEFAULT]", "a = 1", "[Definition]", "b = 1");
    files.write("one.local", "[DEFAULT]", "a = 1l", "d = 1l");
    files.write("sub/two.conf", "[INCLUDES]", "before = ../one.conf", "[DEFAULT]", "d = 2");
    files.write("three.conf", "[Definition]", "c = 3");
    assertThat(failregex(Map.of())).containsExactly("1l x 3 2");
  }

  @Test
  void includeMayHaveALocalFileOnly() throws Fault {
    files.write("x.conf", "[INCLUDES]", "before = y.conf", "[Definition]", "failregex = %(a)s");
    files.write("y.local", "[DEFAULT]", "a = 1");
    assertThat(failregex(Map.of())).containsExactly("1");
  }

  @Test
  void manyCirclesOfIncludesComeToAnEnd() throws Fault {
    for (int i = 0; i < 6; i++) {
      files.write(
          "x" + i + ".conf",
          "[INCLUDES]",
          "before = x0.conf",
          "    x1.conf",
          "    x2.conf",
          "    x3.conf",
          "    x4.conf",
          "    x5.conf");
    }
    files.write("x.conf", "[INCLUDES]", "before = x0.conf", "[Definition]", "failregex = a");
    assertThatThrownBy(() -> failregex(Map.of()))
        .isInstanceOf(Fault.class)
        .hasMessageContaining("more than 500 files");
  }

  @Test
  void unknownChoiceWithinAGroupStays() throws Fault {
    files.write(
        "x.conf",
        "[Definition]",
        "ign-normal = a",
        "mode = normal",
        "failregex = ^(?:e|<ign-<mode>>) <HOST>");
    assertThat(failregex(Map.of("mode", "odd"))).containsExactly("^(?:e|<ign-odd>) <HOST>");
    files.write("x.local", "[Definition]", "failregex = ^<ign-<mode>> <HOST>");
    assertThatThrownBy(() -> failregex(Map.of("mode", "odd")))
        .isInstanceOf(Fault.class)
        .hasMessageEndingWith(
            "x.local line 2 column 14: nothing defines ign-odd; accepted instead of odd: normal");
  }
}
