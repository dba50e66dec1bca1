package org.gaoler.core.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.gaoler.testkit.Eventually;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What one thread is told says nothing of the others. */
class NicenessTest {

  private static final Duration SOON = Duration.ofSeconds(20);

  private final CountDownLatch over = new CountDownLatch(1);
  private final CompletableFuture<Niceness> told = new CompletableFuture<>();

  @BeforeEach
  void begin() {
    Thread thread =
        new Thread(
            () -> {
              told.complete(Niceness.ofThisThread());
              while (over.getCount() > 0) {
                Thread.onSpinWait();
              }
            });
    thread.setDaemon(true);
    thread.start();
  }

  @AfterEach
  void end() {
    over.countDown();
  }

  @Test
  void threadIsPutBehindAndNoOther() {
    Niceness busy = told.join();
    int mine = Niceness.ofThisThread().now();
    int usual = busy.now();

    assertThat(busy.putBehind()).isEqualTo(usual);

    assertThat(busy.now()).isEqualTo(Math.max(usual, 5));
    assertThat(Niceness.ofThisThread().now()).isEqualTo(mine);
  }

  @Test
  void putBehindTwiceItIsWhereItWas() {
    Niceness busy = told.join();
    busy.putBehind();
    int behind = busy.now();

    assertThat(busy.putBehind()).isEqualTo(behind);
    assertThat(busy.now()).isEqualTo(behind);
  }

  @Test
  void threadThatSpinsIsSeenToCompute() {
    Niceness busy = told.join();
    Duration before = busy.computed();

    Eventually.await(
        "its time goes on",
        SOON,
        () -> busy.computed().minus(before).compareTo(Duration.ofMillis(50)) > 0);
  }

  @Test
  void threadThatHasEndedIsLeftAlone() {
    Niceness gone = told.join();
    over.countDown();

    Eventually.await("it ends", SOON, () -> gone.computed().isZero());
    assertThat(gone.putBehind()).isZero();
  }
}
