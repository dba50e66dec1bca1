package org.gaoler.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

final class BasesTest {

  private static final Duration SOON = Duration.ofSeconds(10);
  private static final String ALL_REQUIRED = "GAOLER_ALL_REQUIRED";

  private final String allRequired = System.getProperty(ALL_REQUIRED);

  @AfterEach
  void putPropertyBack() {
    if (allRequired == null) {
      System.clearProperty(ALL_REQUIRED);
    } else {
      System.setProperty(ALL_REQUIRED, allRequired);
    }
  }

  @Test
  void waitingEndsWhenTheConditionHolds() {
    AtomicInteger looks = new AtomicInteger();

    Eventually.await("three looks", SOON, () -> looks.incrementAndGet() == 3);

    assertThat(looks).hasValue(3);
  }

  @Test
  void waitingInVainTellsForWhatAndHowLong() {
    assertThatThrownBy(() -> Eventually.await("a miracle", Duration.ofMillis(5), () -> false))
        .isInstanceOf(AssertionError.class)
        .hasMessage("not within 5 ms: a miracle");
  }

  @Test
  void waitingTellsTheStateAtItsEnd() {
    AtomicInteger looks = new AtomicInteger();

    assertThatThrownBy(
            () ->
                Eventually.await(
                    () -> "less than one look, not " + looks,
                    Duration.ZERO,
                    () -> looks.incrementAndGet() < 1))
        .hasMessageMatching("not within 0 ms: less than one look, not [1-9]\\d*");
  }

  @Test
  void waitingEndsWithTheConditionsOwnFault() {
    Eventually.Condition broken =
        () -> {
          throw new IOException("gone");
        };

    assertThatThrownBy(() -> Eventually.await("an answer", SOON, broken))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("an answer")
        .hasRootCauseMessage("gone");
  }

  @Test
  void whatIsMissingLeavesTheTestOutWithItsReason() {
    System.setProperty(ALL_REQUIRED, "false");

    assertThatThrownBy(() -> Root.required(false, "needs a moon"))
        .hasMessageContaining("needs a moon")
        .satisfies(
            left -> assertThat(left.getClass().getSimpleName()).isEqualTo("TestAbortedException"));
  }

  @Test
  void whatIsMissingFailsTheTestWhereAllIsRequired() {
    System.setProperty(ALL_REQUIRED, "true");

    assertThatThrownBy(() -> Root.required(false, "needs a moon"))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("needs a moon");
  }

  @Test
  void commandsThatFailAreToldWithStatusAndOutput() {
    assertThatThrownBy(() -> Shell.run("sh", "-c", "echo no such luck >&2; exit 3"))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("status 3")
        .hasMessageContaining("no such luck");
  }

  @Test
  void argumentsReachCommandsUntouched() {
    assertThat(Shell.run("printf", "%s", "$(reboot); 'a b'")).isEqualTo("$(reboot); 'a b'");
    assertThat(Shell.result(List.of("cat"), "ä\n").output()).isEqualTo("ä\n");
  }

  @Test
  @Tag("root")
  void networkNamespacesHaveLoopbackAloneAndGoWhenClosed() {
    Root.required();
    String name;
    try (NetworkNamespace namespace = new NetworkNamespace()) {
      name = namespace.name();
      assertThat(namespace.run("ip", "-o", "addr")).contains("127.0.0.1/8").contains("::1/128");
      assertThat(namespace.run("ip", "-o", "link").lines()).allMatch(link -> link.contains("lo"));
      assertThat(Shell.run("ip", "netns", "list")).contains(name);
    }
    assertThat(Shell.run("ip", "netns", "list")).doesNotContain(name);
  }
}
