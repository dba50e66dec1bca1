package org.gaoler.core.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.gaoler.api.Fault;
import org.gaoler.testkit.Eventually;
import org.junit.jupiter.api.Test;

/** Whoever calls a part goes on, whatever the part does. */
class SupervisionTest {

  private static final Duration SOON = Duration.ofSeconds(8);

  private final Map<Object, String> condemned = new ConcurrentHashMap<>();
  private final Supervision patient = new Supervision(condemned::put, SOON);
  private final Supervision hasty = new Supervision(condemned::put, Duration.ofMillis(20));

  @Test
  void answersAndFaultsGoThrough() throws Fault {
    assertThat(patient.<String>call(this, "asking", () -> "yes")).isEqualTo("yes");
    assertThatThrownBy(
            () ->
                patient.call(
                    this,
                    "asking",
                    () -> {
                      throw new Fault("option x is wrong");
                    }))
        .isInstanceOf(Fault.class)
        .hasMessage("option x is wrong");
    assertThat(condemned).isEmpty();
  }

  @Test
  void whatBreaksIsAFaultThatNamesTheCall() {
    assertThatThrownBy(
            () ->
                patient.call(
                    this,
                    "asking",
                    () -> {
                      throw new NoSuchMethodError("gone");
                    }))
        .isInstanceOf(Fault.class)
        .hasMessage("asking broke: java.lang.NoSuchMethodError: gone");
  }

  @Test
  void whatHangsIsPutInQuarantine() {
    CountDownLatch never = new CountDownLatch(1);

    assertThatThrownBy(
            () ->
                hasty.call(
                    this,
                    "asking",
                    () -> {
                      awaitQuietly(never);
                      return "";
                    }))
        .isInstanceOf(Fault.class)
        .hasMessageContaining("asking took longer than 20 ms");

    assertThat(condemned).containsOnlyKeys(this);
  }

  @Test
  void answerThatComesTooLateIsHandedOver() {
    CountDownLatch released = new CountDownLatch(1);
    AtomicReference<String> late = new AtomicReference<>("");

    assertThatThrownBy(
            () ->
                hasty.call(
                    this,
                    "asking",
                    () -> {
                      while (!awaitQuietly(released)) {
                        Thread.interrupted();
                      }
                      return "too late";
                    },
                    late::set))
        .isInstanceOf(Fault.class);
    released.countDown();

    Eventually.await("the answer", SOON, () -> late.get().equals("too late"));
  }

  private static boolean awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
      return true;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
