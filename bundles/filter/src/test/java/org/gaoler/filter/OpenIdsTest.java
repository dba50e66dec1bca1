package org.gaoler.filter;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OpenIdsTest {

  private final OpenIds ids = new OpenIds();

  private boolean in(String line) {
    byte[] bytes = ("12345678" + line + "12345678").getBytes(StandardCharsets.UTF_8);
    return ids.in(bytes, 8, bytes.length - 8);
  }

  @Test
  void idIsFoundWhereverItStands() {
    ids.add("4711");
    assertThat(in("4711")).isTrue();
    assertThat(in("sshd[4711]: bye")).isTrue();
    assertThat(in("bye 4711")).isTrue();
    assertThat(in("sshd[4712]: bye 471")).isFalse();
    assertThat(in("")).isFalse();
    ids.remove("4711");
    assertThat(in("4711")).isFalse();
  }

  @Test
  void neighboursOfTheLineAreNotPartOfIt() {
    ids.add("567");
    ids.add("123");
    assertThat(in("bye")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "7", "42", "schlüssel", "\ud83d\ude00x"})
  void lineMayAlwaysHaveAnIdThatIsNotLookedFor(String odd) {
    ids.add(odd);
    assertThat(in("bye")).isTrue();
    ids.remove(odd);
    assertThat(in("bye")).isFalse();
  }

  @Test
  void answersAsALookForEachOfThemWould() {
    Random random = new Random(20261121);
    Set<String> open = new TreeSet<>();
    for (int i = 0; i < 20_000; i++) {
      String id = Integer.toString(100 + random.nextInt(2_000));
      if (random.nextInt(3) > 0 && open.remove(id)) {
        ids.remove(id);
      } else if (open.size() < 40 && open.add(id)) {
        ids.add(id);
      }
      String line = "sshd[" + random.nextInt(3_000) + "]: port " + random.nextInt(70_000);
      assertThat(in(line)).as(line).isEqualTo(open.stream().anyMatch(line::contains));
    }
  }
}
