package org.gaoler.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.gaoler.api.Fault;
import org.gaoler.api.Filter;
import org.gaoler.ini.DirectoryFolder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FilterLibraryTest {

  @TempDir Path etc;
  @TempDir Path packRoot;
  private FilterFiles files;
  private FilterFiles pack;

  @BeforeEach
  void openFolders() {
    pack = new FilterFiles(packRoot);
    files = new FilterFiles(etc).pack(new DirectoryFolder(packRoot.resolve("filter.d")));
  }

  @Test
  void unknownFilterIsNotFound() throws Fault {
    assertThat(files.library().find("nothing", Map.of())).isEmpty();
  }

  @Test
  void namesAreThoseOfAllFoldersWithoutCommonParts() {
    pack.write("b.conf", "[Definition]").write("x-common.conf", "[DEFAULT]");
    files.write("a.local", "[Definition]").write("b.conf", "[Definition]");
    assertThat(files.library().names()).containsExactly("a", "b");
  }

  @Test
  void ownFileWinsOverThePack() throws Fault {
    pack.write("a.conf", "[Definition]", "failregex = pack <HOST>", "journalmatch = A=1", "   B=2");
    assertThat(files.find("a").journalMatch()).isEqualTo("A=1 + B=2");
    files.write("a.conf", "[Definition]", "failregex = own <HOST>");
    assertThat(files.find("a").journalMatch()).isEmpty();
    assertThat(files.find("a").origin()).isEqualTo(etc.resolve("filter.d/a.conf").toString());
  }

  @Test
  void filterIsTriedWithoutBeingKept() throws Fault {
    pack.write("a.conf", "[Definition]", "failregex = (<HOST>");
    assertThat(files.library().trouble("a"))
        .hasValueSatisfying(why -> assertThat(why).contains("a.conf line 2"));
    pack.write("a.conf", "[Definition]", "failregex = <HOST>");
    assertThat(files.library().trouble("a")).isEmpty();
    assertThat(files.library().trouble("nothing")).isEmpty();
  }

  @Test
  void fileThatIsUsedIsKnown() {
    pack.write("a.conf", "[Definition]", "failregex = pack <HOST>");
    assertThat(files.library().place("a")).startsWith(packRoot.toString());
    files.write("a.conf", "[Definition]", "failregex = own <HOST>");
    assertThat(files.library().place("a")).isEqualTo(etc.resolve("filter.d/a.conf").toString());
  }

  @Test
  void ownLocalFileExtendsThePack() throws Fault {
    pack.write("a.conf", "[Definition]", "failregex = pack <HOST>", "journalmatch = A=1");
    files.write("a.local", "[Definition]", "journalmatch = %(known/journalmatch)s B=2");
    assertThat(files.find("a").journalMatch()).isEqualTo("A=1 B=2");
    assertThat(files.find("a").origin()).startsWith(packRoot.toString());
  }

  @Test
  void unchangedFilterIsTheSameObjectAndAnEditedOneIsNot() throws Fault {
    files.write("a.conf", "[Definition]", "failregex = one <HOST>");
    Filter first = files.find("a");
    assertThat(files.find("a")).isSameAs(first);
    assertThat(files.find("a", Map.of("mode", "x"))).isNotSameAs(first);
    files.write("a.local", "[Definition]", "failregex = three <HOST>");
    assertThat(files.find("a")).isNotSameAs(first);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "failregex = (<HOST>~a.conf line 2 column 13: a bracket that is not closed",
        "failregex = nobody~names nobody",
        "journalmatch = A=1~no failregex",
        "failregex = <mdre-loud>~no mode loud; it has none",
        "maxlines = none~maxlines = none",
        "usedns = maybe~yes, warn, no, raw",
        "logtimezone = Nowhere~logtimezone = Nowhere",
      })
  void wrongFilterIsRefusedInOneLineWithItsFile(String option, String message) {
    files.write(
        "a.conf",
        "[Definition]",
        option,
        option.startsWith("failregex") || option.startsWith("journal") ? "" : "failregex = <HOST>");
    assertThatThrownBy(() -> files.find("a"))
        .isInstanceOf(Fault.class)
        .hasMessageContaining("a.conf")
        .hasMessageContaining(message)
        .hasMessageNotContaining("\n");
  }

  @Test
  void lineOfTheWrongExpressionIsNamed() {
    files.write(
        "a.conf",
        "[Definition]",
        "failregex = ^one <HOST>",
        "  # a comment",
        "  ^two <HOST>",
        "  ^three (<HOST>");
    assertThatThrownBy(() -> files.find("a"))
        .isInstanceOf(Fault.class)
        .hasMessageEndingWith(
            "a.conf line 5 column 10: a bracket that is not closed: ^three (<HOST>");
  }

  @Test
  void wrongParameterIsNamed() {
    files.write("a.conf", "[Definition]", "failregex = <HOST>");
    assertThatThrownBy(() -> files.find("a", Map.of("usedns", "maybe")))
        .isInstanceOf(Fault.class)
        .hasMessageContaining("parameter usedns")
        .hasMessageContaining("maybe");
  }

  @Test
  void nameThatIsAPathIsRefused() {
    assertThatThrownBy(() -> files.find("../../etc/passwd")).isInstanceOf(Fault.class);
  }

  @Test
  void partThatComesOrGoesMakesAnotherFilter() throws Fault {
    files.write("a.conf", "[Definition]", "failregex = one <HOST>");
    assertThat(files.find("a").journalMatch()).isEmpty();
    files.write("a.d/part.conf", "[Definition]", "journalmatch = A=1");
    assertThat(files.find("a").journalMatch()).isEqualTo("A=1");
  }

  @Test
  void namesOfOldReleasesMeanModes() throws Fault {
    files.write(
        "sshd.conf",
        "[Definition]",
        "failregex = <mdre-<mode>>",
        "mdre-normal = <HOST>",
        "mdre-ddos = <HOST>",
        "journalmatch = <mode>",
        "mode = normal");
    assertThat(files.find("sshd-ddos").journalMatch()).isEqualTo("ddos");
    assertThat(files.find("sshd-ddos").name()).isEqualTo("sshd");
    assertThat(files.find("sshd-ddos", Map.of("mode", "normal")).journalMatch())
        .isEqualTo("normal");
    assertThat(files.library().find("sasl", Map.of())).isEmpty();
    files.write("sshd-ddos.conf", "[Definition]", "failregex = <HOST>");
    assertThat(files.find("sshd-ddos").name()).isEqualTo("sshd-ddos");
  }

  @Test
  void changedFiltersAreToldOnce() throws Fault {
    files.write("a.conf", "[Definition]", "failregex = one <HOST>");
    files.write("b.conf", "[Definition]", "failregex = one <HOST>");
    files.find("a");
    files.find("b");
    assertThat(files.library().takeChanged()).isEmpty();
    files.write("a.local", "[Definition]", "failregex = two <HOST>");
    assertThat(files.library().takeChanged()).containsExactly("a");
    assertThat(files.library().takeChanged()).isEmpty();
  }

  @Test
  void fileIsReadWhereverItIs() throws Exception {
    files.write("common.conf", "[DEFAULT]", "_p = ^");
    files.write("a.conf", "[Definition]", "failregex = <HOST>", "journalmatch = own");
    files.write("a.d/x.conf", "[Definition]", "journalmatch = part");
    Path home = Files.createDirectories(etc.resolve("home"));
    Path loose = home.resolve("a.conf");
    Files.writeString(
        loose,
        "[INCLUDES]\nbefore = common.conf\n[Definition]\nfailregex = %(_p)s<HOST>\n"
            + "journalmatch = loose\n");
    assertThat(match(loose)).isEqualTo("loose");
    Files.writeString(home.resolve("a.local"), "[Definition]\njournalmatch = local\n");
    assertThat(match(home.resolve("a"))).isEqualTo("local");
    for (String inside : List.of("a", "a.conf", "filter.d/a", "filter.d/a.conf")) {
      assertThat(match(Path.of(inside))).as(inside).isEqualTo("part");
    }
    assertThat(match(etc.resolve("filter.d/a.conf"))).isEqualTo("part");
    assertThatThrownBy(() -> match(etc.resolve("none")))
        .isInstanceOf(Fault.class)
        .hasMessageContaining(etc.resolve("none").toString());
  }

  private String match(Path file) throws Fault {
    return files.library().read(file, Map.of()).journalMatch();
  }
}
