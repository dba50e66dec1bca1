package org.gaoler.tail;

import static org.assertj.core.api.Assertions.assertThat;

import org.gaoler.api.Position;
import org.junit.jupiter.api.Test;

class FilePlaceTest {

  @Test
  void placeIsReadBackAsWritten() {
    FilePlace place = new FilePlace("fd01:18446744073709551615", -1, 2, 4096, Long.MIN_VALUE);
    Position position = place.at(5000);
    assertThat(FilePlace.parse(position)).contains(place);
    assertThat(position.offset()).isEqualTo(5000);
  }

  @Test
  void placesInOneContentCanBeCompared() {
    Position early = new FilePlace("1:2", 3, 0, 10, 77).at(10);
    Position late = new FilePlace("1:2", 3, 0, 20, 88).at(20);
    assertThat(late.reaches(early)).isTrue();
    assertThat(early.reaches(late)).isFalse();
    Position nextContent = new FilePlace("1:2", 3, 1, 30, 99).at(30);
    assertThat(nextContent.reaches(early)).isFalse();
  }

  @Test
  void whatIsNoPlaceIsRefused() {
    for (String bad :
        new String[] {"", "s=0a;i=1", "1:2:3.0", "1:2:3.0#x:y", "1:2:3.0#1:2#", "1:2:3.-1#1:2"}) {
      assertThat(FilePlace.parse(new Position(bad, 0))).as(bad).isEmpty();
    }
    assertThat(FilePlace.parse(new Position("1:2:3.0#1:2", -1))).isEmpty();
  }
}
