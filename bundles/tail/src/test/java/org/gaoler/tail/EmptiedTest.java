package org.gaoler.tail;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class EmptiedTest {

  @Test
  void bytesSeenAndNotReadAreLostWithoutACopy() {
    assertThat(new Emptied(100, 150, OptionalLong.empty()))
        .hasToString(
            "emptied by another program after 100 bytes read;"
                + " 50 or more bytes were not read and are lost");
  }

  @Test
  void bytesSeenAndNotCopiedAreLostInSpiteOfTheCopy() {
    assertThat(new Emptied(100, 150, OptionalLong.of(120)))
        .hasToString(
            "emptied by another program after 100 bytes read; reading the rest of its copy;"
                + " 30 or more bytes written after the copy are lost");
  }

  @Test
  void copyOfAllThatWasSeenLosesNothing() {
    assertThat(new Emptied(100, 150, OptionalLong.of(150)))
        .hasToString(
            "emptied by another program after 100 bytes read; reading the rest of its copy");
  }
}
