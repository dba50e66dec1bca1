package org.gaoler.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.gaoler.testkit.Eventually;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who hangs when told of a changed configuration is named, and the others hear of theirs. */
class DeliveryTest {

  private static final Duration SOON = Duration.ofSeconds(20);
  private static final Duration HASTE = Duration.ofMillis(30);

  private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1);
  private final ExecutorService teller = Executors.newSingleThreadExecutor();
  private final CountDownLatch over = new CountDownLatch(1);
  private final AtomicInteger interrupts = new AtomicInteger();
  private final List<String> blamed = new CopyOnWriteArrayList<>();
  private final List<String> told = new CopyOnWriteArrayList<>();
  private Delivery delivery = new Delivery(timer, HASTE, HASTE, this::culprit);

  private Optional<String> culprit(List<StackTraceElement> stack) {
    String methods =
        String.join(" ", stack.stream().map(StackTraceElement::getMethodName).toList());
    blamed.add(methods);
    return Optional.of("component kit");
  }

  @AfterEach
  void end() {
    over.countDown();
    teller.shutdownNow();
    timer.shutdownNow();
  }

  /** As Config Admin calls its listeners one after the other: from a class that is not ours. */
  private void change(Consumer<String> component, String what) {
    teller.execute(
        () ->
            Stream.<Consumer<String>>of(name -> delivery.heard(), component)
                .forEach(each -> each.accept(what)));
    delivery.changed();
  }

  private void hang(boolean deaf) {
    boolean waiting = true;
    while (waiting) {
      try {
        over.await();
        waiting = false;
      } catch (InterruptedException interrupted) {
        interrupts.incrementAndGet();
        waiting = deaf;
      }
    }
  }

  @Test
  void whoHangsIsInterruptedAndBlamedAndTheNextHears() {
    change(name -> hang(false), "first");
    change(told::add, "second");

    Eventually.await("the next one hears", SOON, () -> told.contains("second"));
    Eventually.await("the first is blamed", SOON, () -> !blamed.isEmpty());
    assertThat(interrupts).hasValue(1);
    assertThat(blamed.get(0)).contains("hang");
    assertThat(delivery.trouble()).isEmpty();
  }

  @Test
  void whoCannotBeInterruptedIsATrouble() {
    change(name -> hang(true), "first");

    Eventually.await("it is told", SOON, () -> delivery.trouble().isPresent());
    assertThat(delivery.trouble().orElseThrow())
        .contains("not taken up any more", "component kit", "restart Gaoler");
  }

  @Test
  void whoHearsAtOnceIsLeftAlone() {
    delivery = new Delivery(timer, Duration.ofSeconds(3), HASTE, this::culprit);
    change(told::add, "first");
    Eventually.await("nobody looks any more", SOON, () -> timer.getQueue().isEmpty());

    assertThat(told).containsExactly("first");
    assertThat(blamed).isEmpty();
    assertThat(interrupts).hasValue(0);
  }
}
