package org.gaoler.filter;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class RecogniserMemoryTest {

  private static final String HOSTILE = "a=b&c%d\té\u0000\n\r\uD83D\uDE00\uD800\u2028\u0085";

  @Test
  void hostileTextIsReadBackAsItWas() {
    Sessions sessions = new Sessions();
    Fields match = new Fields();
    match.put("mlfid", HOSTILE);
    match.put("nofail", "");
    match.put("user", HOSTILE);
    sessions.add(match, HOSTILE, Instant.parse("2026-11-20T21:45:00Z"));

    Sessions restored = new Sessions();
    String learned = RecogniserMemory.read(RecogniserMemory.write(HOSTILE, sessions), restored);

    assertThat(learned).isEqualTo(HOSTILE);
    Session session = restored.all().get(HOSTILE);
    assertThat(session.users).containsExactly(HOSTILE);
    assertThat(session.infoLines).containsExactly(HOSTILE);
    assertThat(session.fields.get("user")).isEqualTo(HOSTILE);
    assertThat(session.info).isTrue();
  }
}
