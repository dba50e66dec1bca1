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

class PlacesTest {

  @TempDir Path etc;
  private FilterFiles files;

  @BeforeEach
  void openFolder() {
    files = new FilterFiles(etc);
  }

  private List<Setting> failregex(Map<String, String> parameters) throws Fault {
    DirectoryFolder folder = new DirectoryFolder(etc.resolve("filter.d"));
    return FilterDefinition.read(new IniReading(folder), "x", parameters)
        .orElseThrow()
        .expressions("failregex");
  }

  /** The place of the first such character, without the folder. */
  private String place(Setting setting, char sought) {
    return setting.place(setting.text().indexOf(sought)).replace(etc + "/filter.d/", "");
  }

  @Test
  void charactersAreFoundThroughInterpolationTagsAndFiles() throws Fault {
    files.write("common.conf", "[DEFAULT]", "_d = 1(<_e>)2", "_e =", "   3", "   4");
    files.write(
        "x.conf",
        "[INCLUDES]",
        "before = common.conf",
        "[Definition]",
        "failregex = ^5%(_d)s6%%7$",
        "    # aside",
        "    8<_e>9<p>0");

    List<Setting> lines = failregex(Map.of("p", "given"));
    assertThat(lines)
        .extracting(Setting::text)
        .containsExactly("^51(", "3", "4)26%7$", "8", "3", "49given0");
    assertThat(place(lines.get(0), '5')).isEqualTo("x.conf line 4 column 14");
    assertThat(place(lines.get(0), '1')).isEqualTo("common.conf line 2 column 6");
    assertThat(lines.get(1).place()).endsWith("common.conf line 4");
    assertThat(place(lines.get(1), '3')).isEqualTo("common.conf line 4 column 4");
    assertThat(place(lines.get(2), '2')).isEqualTo("common.conf line 2 column 13");
    assertThat(place(lines.get(2), '6')).isEqualTo("x.conf line 4 column 21");
    assertThat(place(lines.get(2), '7')).isEqualTo("x.conf line 4 column 24");
    assertThat(lines.get(3).place()).endsWith("x.conf line 6");
    assertThat(place(lines.get(5), '9')).isEqualTo("x.conf line 6 column 10");
    assertThat(place(lines.get(5), 'g')).isEqualTo("parameter p of x column 1");
    assertThat(place(lines.get(5), '0')).isEqualTo("x.conf line 6 column 14");
  }

  @Test
  void parametersOfSeveralLinesNameTheLine() throws Fault {
    files.write("x.conf", "[Definition]", "failregex = a");
    List<Setting> lines = failregex(Map.of("failregex", "%(known/failregex)s\n  two"));
    assertThat(lines.get(0).place(0)).endsWith("x.conf line 2 column 13");
    assertThat(place(lines.get(1), 'w')).isEqualTo("parameter failregex of x line 2 column 4");
  }

  @Test
  void faultsNameTheColumnOfTheReference() {
    files.write("x.conf", "[Definition]", "a = %(none)s", "failregex = ^x %(a)s");
    assertThatThrownBy(() -> failregex(Map.of()))
        .isInstanceOf(Fault.class)
        .hasMessageEndingWith("x.conf line 2 column 5: there is no option none");
    files.write("x.conf", "[Definition]", "failregex = ^x 100% sure");
    assertThatThrownBy(() -> failregex(Map.of()))
        .isInstanceOf(Fault.class)
        .hasMessageContaining("cannot fill in % sure at")
        .hasMessageEndingWith("x.conf line 2 column 19: a single % must be written %%");
    files.write("x.conf", "[Definition]", "failregex = ^x %(a) <HOST>");
    assertThatThrownBy(() -> failregex(Map.of()))
        .isInstanceOf(Fault.class)
        .hasMessageEndingWith("x.conf line 2 column 16: a reference ends with )s");
  }

  @Test
  void blanksThatAnEmptyOptionLeavesBelongToTheExpression() throws Fault {
    files.write("x.conf", "[Definition]", "p =", "failregex = %(p)s in <HOST>", "   <p> out <p>");
    assertThat(failregex(Map.of()))
        .extracting(Setting::text)
        .containsExactly(" in <HOST>", " out ");
  }
}
