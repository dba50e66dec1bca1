package org.gaoler.filter.ini;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.gaoler.api.Fault;
import org.gaoler.filter.FilterFiles;
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
    return FilterDefinition.read(folder, "x", parameters).orElseThrow();
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
}
