package org.gaoler.core.jail;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.gaoler.api.Failure;
import org.gaoler.api.Token;
import org.gaoler.core.names.HostName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InquiryTest {

  private static final Instant WHEN = Instant.parse("2026-01-02T03:04:05.678901Z");

  private static Inquiry inquiry(String source, Optional<String> user, String line) {
    Failure failure =
        new Failure(
            new Token("example.com"), WHEN, user, Map.of(), 7, List.of(line), Failure.Lookup.TOLD);
    return new Inquiry(3, new HostName("example.com"), source, failure);
  }

  @Test
  void whatTheStoreKeepsReadsBackHoweverHostile() {
    Random random = new Random(3);
    String alphabet = "\t\\t\nn=x \u0000\ud83d\udc80é";
    for (int trial = 0; trial < 5_000; trial++) {
      Optional<String> user =
          random.nextBoolean() ? Optional.empty() : Optional.of(text(random, alphabet));
      Inquiry one = inquiry("/var/" + text(random, alphabet), user, text(random, alphabet));
      assertThat(Inquiry.read(3, one.memory())).contains(one);
    }
  }

  private static String text(Random random, String alphabet) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(6); i > 0; i--) {
      text.append(alphabet.charAt(random.nextInt(alphabet.length())));
    }
    return text.toString();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "example.com",
        "a\tb\tc\td\te\tf\tg",
        "192.0.2.1\tTOLD\t2026-01-02T03:04:05Z\t1\t/log\t\tline",
        "example.com\tTOLD\t2026-01-02T03:04:05Z\t0\t/log\t\tline",
        "example.com\tTOLD\tyesterday\t1\t/log\t\tline",
        "example.com\tLOUD\t2026-01-02T03:04:05Z\t1\t/log\t\tline"
      })
  void whatSomebodyElseWroteIsNotRead(String memory) {
    assertThat(Inquiry.read(1, memory)).isEmpty();
  }
}
