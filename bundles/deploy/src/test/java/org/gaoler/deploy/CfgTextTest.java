package org.gaoler.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The right column is what File Install 3.7.4 makes of the left one. */
class CfgTextTest {

  private static final Map<String, String> PROPERTIES = Map.of("gaoler.etc", "/etc/gaoler");

  private static Map<String, String> read(String text) throws IOException {
    return CfgText.read(new StringReader(text), PROPERTIES::get);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '|',
      value = {
        "^a \\\\d+ <HOST>$, ^a \\d+ <HOST>$",
        "^a \\d+$, ^a d+$",
        "x\\\\\\\\.y, x\\.y",
        "x\\\\\\\\{2}, x\\{2}",
        "x\\\\{2}, x{2}",
        "\\\\\\\\\\\\\\\\, \\\\",
        "x\\\\$, x\\$",
        "$\\\\{x}, ${x}",
        "a ${gaoler.etc}/b, a /etc/gaoler/b",
        "a ${nothing} b, |a  b|",
        "\"quoted\", \"quoted\"",
        "x = y : z # no comment, x = y : z # no comment",
        "\\u00e9 é, é é"
      })
  void valuesAreThoseThatTheWatcherOfTheFolderReads(String written, String value)
      throws IOException {
    assertThat(read("key = " + written)).containsExactly(Map.entry("key", value));
  }

  @Test
  void valuesMayGoOnOverSeveralLinesAndHoldSeveral() throws IOException {
    assertThat(read("key = ^one$\\n\\\n   ^two$ \\\n   three\nother=x\n# key = no\n"))
        .containsOnly(Map.entry("key", "^one$\n^two$ three"), Map.entry("other", "x"));
  }
}
