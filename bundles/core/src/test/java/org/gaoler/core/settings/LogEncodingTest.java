package org.gaoler.core.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LogEncodingTest {

  @ParameterizedTest
  @ValueSource(
      strings = {"UTF-8", "ISO-8859-1", "ISO-8859-15", "windows-1252", "KOI8-R", "EUC-JP", "ascii"})
  void encodingsThatHoldAsciiAsItIsAreReadable(String name) {
    assertThat(LogEncoding.parse(name)).hasValueSatisfying(e -> assertThat(e.readable()).isTrue());
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16", "utf-16le", "UTF-16BE", "UTF-32"})
  void encodingsOfWideCharactersAreReadable(String name) {
    assertThat(LogEncoding.parse(name)).hasValueSatisfying(e -> assertThat(e.readable()).isTrue());
  }

  @ParameterizedTest
  @ValueSource(strings = {"IBM037", "ISO-2022-JP"})
  void othersAreKnownAndNotReadable(String name) {
    assertThat(LogEncoding.parse(name)).hasValueSatisfying(e -> assertThat(e.readable()).isFalse());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "morse", "UTF 8", "\0", "a\nb", "utf-8;x"})
  void whatIsNoEncodingIsRefused(String name) {
    assertThat(LogEncoding.parse(name)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "UTF-8, UTF-8",
    "ANSI_X3.4-1968, UTF-8",
    "ISO-8859-15, ISO-8859-15",
    "UTF-16LE, UTF-8",
    "'', UTF-8",
    "nonsense, UTF-8"
  })
  void ofTheMachineIsUsedWhatCanBeRead(String machine, String used) {
    assertThat(LogEncoding.ofMachine(machine).charset()).isEqualTo(Charset.forName(used));
  }

  @Test
  void autoIsAlwaysReadable() {
    assertThat(LogEncoding.parse("AUTO"))
        .hasValueSatisfying(e -> assertThat(e.readable()).isTrue());
  }
}
