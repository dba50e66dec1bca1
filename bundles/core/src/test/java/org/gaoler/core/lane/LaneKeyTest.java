package org.gaoler.core.lane;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.gaoler.api.Position;
import org.junit.jupiter.api.Test;

class LaneKeyTest {

  private static List<LaneKey> apart(String... paths) {
    return LaneKey.apart(Stream.of(paths).map(LaneKeyTest::key).toList());
  }

  private static LaneKey key(String path) {
    return new LaneKey("inotify", path, "", false, StandardCharsets.UTF_8);
  }

  @Test
  void fileNamedByItselfIsLeftOutOfPatternsWhereverTheyStand() {
    List<LaneKey> keys = apart("/var/log/*.log", "/var/log/auth.log", "/srv/*.log");

    assertThat(keys)
        .extracting(LaneKey::path)
        .containsExactly("/var/log/*.log", "/var/log/auth.log", "/srv/*.log");
    assertThat(keys)
        .extracting(LaneKey::except)
        .containsExactly(
            List.of("/var/log/auth.log"),
            List.of(),
            List.of("/var/log/auth.log", "/var/log/*.log"));
  }

  @Test
  void repetitionIsDropped() {
    assertThat(apart("/a.log", "/a.log", "/*.log", "/*.log"))
        .extracting(LaneKey::path)
        .containsExactly("/a.log", "/*.log");
  }

  @Test
  void sameFileFromItsBeginningAndItsEndIsFollowedAsSaidFirst() {
    LaneKey tail = new LaneKey("inotify", "/a.log", "", true, StandardCharsets.UTF_8);

    assertThat(LaneKey.apart(List.of(tail, key("/a.log")))).containsExactly(tail);
  }

  @Test
  void positionsOfFilesLeftOutAreNoConcern() {
    Position position = new Position("8:1", 5);
    LaneKey pattern = apart("/logs/a.log", "/logs/*.log").get(1);

    assertThat(pattern.concerning(Map.of("/logs/a.log", position, "/logs/b.log", position)))
        .containsOnlyKeys("/logs/b.log");
  }

  @Test
  void wideCharactersAreDeliveredAsUtf8() {
    for (Charset wide : List.of(StandardCharsets.UTF_16, StandardCharsets.UTF_16LE)) {
      assertThat(new LaneKey("inotify", "/a.log", "", false, wide).delivered())
          .isEqualTo(StandardCharsets.UTF_8);
    }
    assertThat(new LaneKey("inotify", "/a.log", "", false, StandardCharsets.ISO_8859_1).delivered())
        .isEqualTo(StandardCharsets.ISO_8859_1);
  }
}
