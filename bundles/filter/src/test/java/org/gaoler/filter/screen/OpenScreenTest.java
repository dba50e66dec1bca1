package org.gaoler.filter.screen;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.gaoler.api.Filter;
import org.gaoler.api.Screen;
import org.gaoler.filter.FilterLibrary;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What passes while screening is switched off. */
class OpenScreenTest {

  private static final byte[] LINE = "all is well".getBytes(StandardCharsets.UTF_8);

  @TempDir private Path etc;

  @AfterEach
  void switchOnAgain() {
    System.clearProperty("gaoler.screening");
  }

  private long candidates(OpenScreen screen) {
    return screen.candidates(LINE, 0, LINE.length);
  }

  @Test
  void everyFilterLooksAtEveryLine() {
    assertThat(candidates(OpenScreen.of(1))).isEqualTo(1);
    assertThat(candidates(OpenScreen.of(3))).isEqualTo(0b111);
    assertThat(candidates(OpenScreen.of(Screen.WIDEST))).isEqualTo(-1L);
    assertThat(candidates(OpenScreen.of(0))).isZero();
  }

  @Test
  void libraryScreensUnlessThePropertySaysOff() throws Exception {
    Path folder = Files.createDirectories(etc.resolve("filter.d"));
    Files.writeString(folder.resolve("door.conf"), "[Definition]\nfailregex = ^knock <HOST>$\n");
    FilterLibrary library = new FilterLibrary(etc, List::of);
    List<Filter> filters = List.of(library.find("door", Map.of()).orElseThrow());

    assertThat(library.screen(filters).candidates(LINE, 0, LINE.length)).isZero();
    System.setProperty("gaoler.screening", "off");
    assertThat(library.screen(filters).candidates(LINE, 0, LINE.length)).isEqualTo(1);
  }
}
