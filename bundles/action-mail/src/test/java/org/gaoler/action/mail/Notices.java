package org.gaoler.action.mail;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gaoler.api.Notice;
import org.gaoler.api.Offender;
import org.gaoler.api.Sentence;

/** Notices as core hands them over. */
final class Notices {

  static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

  private Notices() {}

  static Notice ban(String id, String offender, String... lines) {
    return ban(id, offender, Map.of("user", "alice"), lines);
  }

  static Notice ban(String id, String offender, Map<String, String> fields, String... lines) {
    return new Notice(
        id,
        NOON,
        "sshd",
        Notice.Kind.BAN,
        Optional.of(
            new Sentence(
                "sshd",
                Offender.parse(offender),
                NOON,
                NOON.plusSeconds(600),
                Sentence.Origin.LOG,
                "5 failures in 10m",
                List.of(lines),
                5,
                fields)));
  }

  static Notice of(Notice.Kind kind, String id) {
    return new Notice(id, NOON, "sshd", kind, Optional.empty());
  }

  static Notice unban(String id, String offender) {
    return new Notice(id, NOON, "sshd", Notice.Kind.UNBAN, ban(id, offender).sentence());
  }
}
