package org.gaoler.action.mail.post;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.internet.MimeUtility;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Quoted-printable as the mail library reads it back. */
final class PrintableTest {

  private static String wire(String text) {
    return new String(Printable.encode(text), StandardCharsets.US_ASCII);
  }

  private static String back(String wire) throws Exception {
    try (InputStream in =
        MimeUtility.decode(
            new ByteArrayInputStream(wire.getBytes(StandardCharsets.US_ASCII)),
            "quoted-printable")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"~!touch /tmp/x", ".", "..", "From here", "--boundary", "=41"})
  void lineThatSomebodyCouldTakeForAnOrderIsDisguisedOnTheWay(String line) throws Exception {
    assertThat(wire(line)).startsWith("=");
    assertThat(back(wire(line))).isEqualTo(line + "\r\n");
  }

  @Test
  void anythingReadsBackAsItWas() throws Exception {
    String letters = "~.F-= \tabcä€\uD83D\uDE00";
    Random random = new Random(42);
    for (int round = 0; round < 500; round++) {
      StringBuilder text = new StringBuilder();
      random
          .ints(random.nextInt(400), 0, letters.codePointCount(0, letters.length()))
          .forEach(
              i -> text.appendCodePoint(letters.codePointAt(letters.offsetByCodePoints(0, i))));
      String wire = wire(text.toString());
      assertThat(wire.lines())
          .allMatch(line -> line.length() <= 76)
          .noneMatch(line -> line.startsWith("~") || line.startsWith(".") || line.endsWith(" "));
      assertThat(back(wire)).isEqualTo(text + "\r\n");
    }
  }
}
