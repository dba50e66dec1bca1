package org.gaoler.action.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.gaoler.api.Notice;
import org.gaoler.api.NotifierFactory;
import org.gaoler.testkit.NotifierKit;
import org.junit.jupiter.api.AfterEach;

/** The contract of notifiers, before a server that takes whatever is JSON. */
final class WebhookContractTest extends NotifierKit {

  static final Map<String, String> DEFAULTS =
      Map.ofEntries(
          Map.entry("method", "POST"),
          Map.entry("template", "event"),
          Map.entry("type", "json"),
          Map.entry("markup", "none"),
          Map.entry("events", "ban"),
          Map.entry("digest", "0"),
          Map.entry("lines", "0"),
          Map.entry("timeout", "10s"),
          Map.entry("hostname", "web-07"));

  private Receiver receiver;

  static NotifierFactory factory(Map<String, String> more) {
    return new WebhookNotifierFactory(new Options(DEFAULTS).with(more), Clock.systemUTC());
  }

  @Override
  protected NotifierFactory factory() {
    try {
      receiver = Receiver.plain();
    } catch (IOException failed) {
      throw new AssertionError(failed);
    }
    return factory(Map.of());
  }

  @AfterEach
  void closeReceiver() throws IOException {
    receiver.close();
  }

  @Override
  protected String action() {
    return "webhook";
  }

  @Override
  protected Map<String, String> options() {
    Map<String, String> options = new HashMap<>();
    options.put("url", receiver.url());
    options.put("events", "ban, unban, start, stop");
    options.put("lines", "10");
    return options;
  }

  private List<Receiver.Request> of(Notice notice) {
    return receiver.requests().stream()
        .filter(each -> notice.id().equals(each.headers().get("X-Gaoler-Event")))
        .toList();
  }

  @Override
  protected boolean arrived(Notice notice) {
    return !of(notice).isEmpty();
  }

  @Override
  protected boolean breakDown() {
    receiver.answer(503, "away\nfor\u001b[2J lunch", Map.of());
    return true;
  }

  @Override
  protected void mend() {
    receiver.answer(204, "", Map.of());
  }

  @Override
  protected void assertPlain(Notice notice) {
    Receiver.Request request = of(notice).get(0);
    Map<String, Object> told = Json.object(request.body());
    String user = notice.sentence().orElseThrow().fields().get("user");
    String line = notice.sentence().orElseThrow().lines().get(0);
    assertThat(told.get("fields")).isEqualTo(Map.of("user", cut(user)));
    assertThat(told.get("lines")).isEqualTo(List.of(cut(line)));
    assertThat(told.keySet())
        .containsExactly(
            "event",
            "kind",
            "time",
            "host",
            "jail",
            "ip",
            "family",
            "since",
            "until",
            "origin",
            "reason",
            "failures",
            "fields",
            "lines");
    assertThat(request.headers().keySet()).doesNotContain("Bcc");
    assertThat(request.uri().toString()).isEqualTo("/");
  }

  private static String cut(String text) {
    return text.length() > 1000 ? text.substring(0, 1000) + "..." : text;
  }
}
