package org.gaoler.commands.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.gaoler.api.TimeSpan;
import org.junit.jupiter.api.Test;

class TextTest {

  private static final Instant NOW = Instant.parse("2026-07-01T10:00:00Z");

  private final Moments moments = new Moments(Clock.fixed(NOW, ZoneId.of("Europe/Berlin")));

  @Test
  void cleanTextStaysTheSameObject() {
    String text = "Grüße aus Zürich – 東京 🙂".replace("🙂", "");

    assertThat(Clean.line(text)).isSameAs(text);
    assertThat(Clean.line("🙂")).isEqualTo("🙂");
  }

  @Test
  void whatActsInsteadOfBeingSeenBecomesADot() {
    assertThat(Clean.line("a\u0000b\tc\u007fd\u009be\u200ef\u2028g\ud800h\ufeff"))
        .isEqualTo("a·b·c·d·e·f·g·h·");
  }

  @Test
  void jsonIsExactAndSafeOnATerminal() throws IOException {
    StringBuilder out = new StringBuilder();

    new Json(out).object().put("k\"", "\\ \" \n \u001b \u2028 \u202e é 🙂 \ud800x").end();

    assertThat(out)
        .hasToString("{\"k\\\"\":\"\\\\ \\\" \\u000a \\u001b \\u2028 \\u202e é 🙂 \\ud800x\"}\n");
  }

  @Test
  void jsonNestsListsAndObjects() throws IOException {
    StringBuilder out = new StringBuilder();

    new Json(out)
        .object()
        .list("a")
        .object()
        .put("n", 1)
        .end()
        .object()
        .put("t", true)
        .none("z")
        .end()
        .end()
        .put("l", List.of("x", "y"))
        .put("e", List.of())
        .end();

    assertThat(out)
        .hasToString("{\"a\":[{\"n\":1},{\"t\":true,\"z\":null}],\"l\":[\"x\",\"y\"],\"e\":[]}\n");
  }

  @Test
  void momentsAreToldInLocalTime() {
    assertThat(moments.local(NOW)).isEqualTo("2026-07-01 12:00:00");
    assertThat(moments.timeOfDay(NOW.plusSeconds(61))).isEqualTo("12:01:01");
    assertThat(moments.end(TimeSpan.FOREVER)).isEqualTo("never");
  }

  @Test
  void remainingTimeCountsBegunSecondsAndNeverRunsBelowNothing() {
    assertThat(moments.remaining(NOW.plusMillis(1500))).isEqualTo("2s");
    assertThat(moments.remaining(NOW.plusSeconds(5430))).isEqualTo("1h30m30s");
    assertThat(moments.seconds(NOW.minusSeconds(5))).isZero();
    assertThat(moments.remaining(TimeSpan.FOREVER)).isEqualTo("permanent");
    assertThat(moments.ago(NOW.minusSeconds(12))).isEqualTo("12s ago");
  }
}
