package org.gaoler.itests.filters;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.gaoler.itests.netns.Places;
import org.junit.jupiter.api.Test;

/** fail2ban's own annotated sample logs, against its own filters, through Gaoler. */
class SampleSuiteTest {

  /** What the suite of a release itself counts. */
  private static final Map<String, Integer> COUNTS = Map.of("1.0.2", 1381, "1.1.0", 1425);

  /** What a later release is sure not to fall below. */
  private static final int FEWEST = 1381;

  private static final int FEWEST_OF_SSHD = 514;

  @Test
  void everyLineCheckOfThePackagePasses() {
    FailTree tree = Fail2ban.tree();
    SampleSuite suite = SampleSuite.of(tree, List.of());
    System.out.println("fail2ban " + tree.version() + ": " + suite);
    assertThat(suite.misses()).isEmpty();
    assertThat(suite.untried()).as("expressions that no sample matches").isEmpty();
    Integer known = COUNTS.get(tree.version());
    if (known != null) {
      assertThat(suite.checks()).isEqualTo(known);
    }
    assertThat(suite.checks()).isGreaterThanOrEqualTo(FEWEST);
  }

  @Test
  void ownFilterForSshdJudgesTheirSamplesAlike() {
    Engine own = new Engine(Places.home().resolve("bundles/filters-ssh/src/main/resources"));
    SampleSuite suite = SampleSuite.of(Fail2ban.tree(), own, List.of("sshd"));
    System.out.println("the pack filters-ssh: " + suite);
    assertThat(suite.misses()).isEmpty();
    assertThat(suite.checks()).isGreaterThanOrEqualTo(FEWEST_OF_SSHD);
  }
}
