package org.gaoler.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.gaoler.api.BanStore.Entry;
import org.gaoler.api.BanStore.Mark;
import org.gaoler.api.BanStore.Marked;
import org.gaoler.api.BanStore.Read;
import org.gaoler.api.BanStore.Window;
import org.gaoler.api.Fault;
import org.gaoler.api.Offender;
import org.gaoler.api.Position;
import org.gaoler.testkit.RememberingStore;
import org.junit.jupiter.api.Test;

final class SupersededTest {

  private static final Offender CARL = Offender.parse("192.0.2.1");
  private static final Offender DORA = Offender.parse("2001:db8::1");
  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

  private static Mark mark(int second) {
    return new Mark(NOW.plusSeconds(second), 1, "line " + second);
  }

  private static Marked more(String jail, Offender who, int second) {
    return new Marked(jail, who, List.of(mark(second)), Instant.MIN);
  }

  @Test
  void failuresBeforeTheirEndAreLeftOut() {
    Window end = new Window("sshd", CARL, List.of());
    Read read = new Read("sshd", "/log", new Position("1", 7));
    assertThat(Superseded.without(List.of(more("sshd", CARL, 1), read, more("sshd", DORA, 2), end)))
        .containsExactly(read, more("sshd", DORA, 2), end);
  }

  @Test
  void failuresAfterItAndThoseOfOthersStay() {
    Window end = new Window("sshd", CARL, List.of());
    List<Entry> entries =
        List.of(more("nginx", CARL, 1), more("sshd", DORA, 1), end, more("sshd", CARL, 2));
    assertThat(Superseded.without(entries)).isEqualTo(entries);
  }

  @Test
  void whatIsKeptIsTheSame() throws Fault {
    Random random = new Random(20261121);
    for (int round = 0; round < 500; round++) {
      List<Entry> entries = new ArrayList<>();
      for (int i = 1 + random.nextInt(12); i > 0; i--) {
        String jail = random.nextBoolean() ? "sshd" : "nginx";
        Offender who = random.nextBoolean() ? CARL : DORA;
        boolean whole = random.nextInt(3) == 0;
        entries.add(
            whole
                ? new Window(jail, who, random.nextBoolean() ? List.of() : List.of(mark(i)))
                : more(jail, who, i));
      }
      RememberingStore all = new RememberingStore();
      RememberingStore some = new RememberingStore();
      all.commit(entries);
      some.commit(Superseded.without(entries));
      assertThat(some.load()).containsExactlyInAnyOrderElementsOf(all.load());
    }
  }
}
