package org.gaoler.action.command;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import org.gaoler.api.Ban;
import org.gaoler.api.Offender;
import org.gaoler.api.Sentence;

/**
 * Somebody who is banned, as both sides are told of him.
 *
 * @param ip an address
 * @param restored whether he was banned before the start
 * @param matches the lines that led to it
 * @param fields what the filter captured
 */
record BannedOne(String ip, boolean restored, List<String> matches, Map<String, String> fields) {

  private static final long SECONDS = 1_167_605_999;
  private static final long LENGTH = 600;
  private static final int FAILURES = 7;

  String json() {
    StringJoiner lines = new StringJoiner(",", "[", "]");
    matches.forEach(line -> lines.add(quoted(line)));
    return "{\"ip\":%s,\"time\":%d.0,\"bantime\":%d,\"failures\":%d,\"restored\":%s,\"matches\":%s,\"fields\":%s}"
        .formatted(quoted(ip), SECONDS, LENGTH, FAILURES, restored, lines, object(fields));
  }

  Ticket ticket(Machine machine) {
    Offender whom = Offender.parse(ip);
    Instant from = Instant.ofEpochSecond(SECONDS);
    Instant until = from.plus(Duration.ofSeconds(LENGTH));
    Sentence sentence =
        new Sentence("sshd", whom, from, until, Sentence.Origin.LOG, "", matches, FAILURES, fields);
    return new Ticket(
        new Ban(whom, until),
        Optional.of(sentence),
        restored,
        from,
        () -> Ticket.Totals.NONE,
        machine);
  }

  static String object(Map<String, String> values) {
    StringJoiner json = new StringJoiner(",", "{", "}");
    values.forEach((name, value) -> json.add(quoted(name) + ":" + quoted(value)));
    return json.toString();
  }

  static String quoted(String text) {
    StringBuilder json = new StringBuilder("\"");
    for (char each : text.toCharArray()) {
      boolean plain = each >= ' ' && each < 0x7f && each != '"' && each != '\\';
      json.append(plain ? String.valueOf(each) : "\\u%04x".formatted((int) each));
    }
    return json.append('"').toString();
  }
}
