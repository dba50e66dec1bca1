package org.gaoler.itests.netns;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.gaoler.itests.netns.SshAnswer.Kind;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The demo, with its claims checked. */
@Tag("daemon")
@NeedsRoot
class StoryTest {

  private static final double NOTICEABLE_MILLIS = 500;

  @Test
  void attackerOfARealSshdIsCutOffWhileOthersGetInAndIsReleasedInTime() throws Exception {
    List<String> steps = new ArrayList<>();

    Map<String, Story.Attack> attacks = new Story((at, took, what) -> steps.add(what)).tell();

    assertThat(attacks).containsOnlyKeys("IPv4", "IPv6");
    assertThat(attacks.values())
        .allSatisfy(
            attack -> {
              assertThat(attack.banMillis()).isLessThan(NOTICEABLE_MILLIS);
              assertThat(attack.refused().kind()).isEqualTo(Kind.TIMED_OUT);
              assertThat(attack.arrived()).isPositive();
              assertThat(attack.passed()).isZero();
              assertThat(attack.visitor().kind()).isEqualTo(Kind.LET_IN);
              assertThat(attack.released().kind()).isEqualTo(Kind.LET_IN);
            });
    assertThat(steps).hasSizeGreaterThan(20);
  }
}
