package org.gaoler.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.gaoler.testkit.Eventually;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class KeeperTest {

  private static final Duration SOON = Duration.ofSeconds(20);
  private static final Duration HASTE = Duration.ofMillis(30);

  private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1);
  private final CountDownLatch begun = new CountDownLatch(1);
  private final CountDownLatch released = new CountDownLatch(1);
  private final List<String> done = new CopyOnWriteArrayList<>();
  private final List<String> givenUp = new CopyOnWriteArrayList<>();
  private final List<String> passedOver = new CopyOnWriteArrayList<>();

  @AfterEach
  void stop() {
    released.countDown();
    timer.shutdownNow();
  }

  private Keeper<String> keeper(Duration limit) {
    return new Keeper<>(
        "keeper",
        timer,
        limit,
        HASTE,
        new Keeper.Work<>() {
          @Override
          public void carryOut(String errand) {
            if (errand.startsWith("wait")) {
              begun.countDown();
              done.add(errand + " " + await(errand.endsWith("stubbornly")));
            } else {
              done.add(errand);
            }
          }

          @Override
          public void givenUp(String errand) {
            givenUp.add(errand);
          }
        },
        passedOver::add);
  }

  private String await(boolean stubborn) {
    while (true) {
      try {
        released.await();
        return "released";
      } catch (InterruptedException interrupted) {
        if (!stubborn) {
          return "interrupted";
        }
      }
    }
  }

  @Test
  void errandsAreDoneInOrderAndOfThoseThatWaitTheLast() throws InterruptedException {
    Keeper<String> keeper = keeper(SOON);
    keeper.order("wait");
    begun.await();
    keeper.order("one");
    keeper.order("two");
    released.countDown();

    Eventually.await("the end", SOON, () -> !keeper.busy());
    assertThat(done).containsExactly("wait released", "two");
    assertThat(passedOver).containsExactly("one");
    assertThat(givenUp).isEmpty();
  }

  @Test
  void slowErrandIsInterrupted() {
    Keeper<String> keeper = keeper(HASTE);
    keeper.order("wait");

    Eventually.await("the interrupt", SOON, () -> done.contains("wait interrupted"));
    Eventually.await("the end", SOON, () -> !keeper.busy());
    assertThat(givenUp).isEmpty();
  }

  @Test
  void errandThatIgnoresTheInterruptIsGivenUpAndTheNextOneIsDone() {
    Keeper<String> keeper = keeper(HASTE);
    keeper.order("wait stubbornly");
    Eventually.await("it to be given up", SOON, () -> givenUp.contains("wait stubbornly"));
    assertThat(keeper.busy()).isFalse();

    keeper.order("next");

    Eventually.await("the next one", SOON, () -> done.contains("next"));
    assertThat(done).doesNotContain("wait stubbornly released");
  }
}
