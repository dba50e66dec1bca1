package org.gaoler.filter;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.gaoler.api.Fault;
import org.gaoler.filter.trial.Trial;
import org.gaoler.filter.trial.Witness;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecogniserMemoryTest {

  private static final String HOSTILE = "a=b&c%d\té\u0000\n\r\uD83D\uDE00\uD800\u2028\u0085";

  @TempDir Path etc;
  private CompiledFilter filter;

  @BeforeEach
  void readFilter() throws Fault {
    FilterFiles files = new FilterFiles(etc);
    files.write("m.conf", "[Definition]", "failregex = ^x <HOST>$", "maxlines = 3");
    filter = (CompiledFilter) files.find("m");
  }

  private Recognition recognition() {
    return new Recognition(filter, Trial.Rules.FIRST, Witness.NOBODY);
  }

  @Test
  void hostileTextIsReadBackAsItWas() {
    Recognition recognition = recognition();
    Fields match = new Fields();
    match.put("mlfid", HOSTILE);
    match.put("nofail", "x");
    match.put("user", HOSTILE);
    Instant when = Instant.parse("2026-11-20T21:45:00Z");
    recognition.sessions().add(match, List.of(HOSTILE), when, false);
    recognition.buffer().add(new Passage.Entry(HOSTILE, "1 " + HOSTILE));

    Recognition restored = recognition();
    String learned = RecogniserMemory.read(RecogniserMemory.write(HOSTILE, recognition), restored);

    assertThat(learned).isEqualTo(HOSTILE);
    Session session = restored.sessions().all().get(HOSTILE);
    assertThat(session.users).containsExactly(HOSTILE);
    assertThat(session.infoLines).containsExactly(HOSTILE);
    assertThat(session.fields.get("user")).isEqualTo(HOSTILE);
    assertThat(session.info).isTrue();
    assertThat(restored.buffer().lines())
        .containsExactly(new Passage.Entry(HOSTILE, "1 " + HOSTILE));
  }

  private static void line(Recognition recognition, String id, String mark, String user) {
    Fields match = new Fields();
    match.put("mlfid", id);
    match.put(mark, "x");
    match.put("user", user);
    Instant when = Instant.parse("2026-11-20T21:45:00Z");
    recognition.sessions().add(match, List.of(user + " tried"), when, false);
  }

  @Test
  void whatASessionLearnsAfterItWasWrittenIsWrittenToo() {
    Recognition recognition = recognition();
    line(recognition, "1", "nofail", "root");
    line(recognition, "2", "nofail", "root");
    String before = RecogniserMemory.write("", recognition);
    line(recognition, "1", "nofail", "admin");
    String after = RecogniserMemory.write("", recognition);

    Recognition restored = recognition();
    RecogniserMemory.read(before, restored);
    assertThat(restored.sessions().all().get("1").users).containsExactly("root");
    RecogniserMemory.read(after, restored);
    assertThat(restored.sessions().all().get("1").users).containsExactly("admin", "root");
    assertThat(restored.sessions().all().get("2").users).containsExactly("root");
  }

  @Test
  void memoryOfAnotherVersionIsDropped() {
    Recognition restored = recognition();

    assertThat(RecogniserMemory.read("1\tepoch\nsession\t1", restored)).isEmpty();
    assertThat(restored.sessions().all()).isEmpty();
  }
}
