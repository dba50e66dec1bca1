package org.gaoler.core.jail;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.gaoler.api.Ban;
import org.gaoler.api.Enforcer;
import org.gaoler.api.EnforcerFactory;
import org.gaoler.api.Fault;
import org.gaoler.api.Notice;
import org.gaoler.api.Notifier;
import org.gaoler.api.NotifierFactory;
import org.gaoler.api.Offender;
import org.gaoler.api.Teardown;
import org.gaoler.api.operate.JailStatus.State;
import org.gaoler.core.fake.Scene;
import org.gaoler.testkit.Eventually;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A jail bans as ever while the action of another one misbehaves in every call. */
class NeighboursTest {

  private static final int ATTACKERS = 40;

  private final Scene scene = new Scene();
  private final CountDownLatch over = new CountDownLatch(1);
  private final AtomicInteger calls = new AtomicInteger();

  /** How a plugin can misbehave. */
  private enum Vice {
    THROWS,
    BREAKS_OFF,
    HANGS,
    HANGS_DEAF,
    LEAKS,
    SPINS
  }

  /** Where it does. */
  private enum Place {
    OPEN,
    APPLY,
    IN_FORCE,
    TAKES,
    WATCH,
    TELL
  }

  private void misbehave(Vice vice) throws Fault, InterruptedException {
    calls.incrementAndGet();
    switch (vice) {
      case THROWS -> throw new Fault("the gate is stuck");
      case BREAKS_OFF -> throw new IllegalStateException("nobody foresaw this");
      case HANGS -> over.await();
      case HANGS_DEAF -> waitWhateverHappens();
      case LEAKS -> start(this::waitWhateverHappens);
      case SPINS -> spin();
    }
  }

  private static void start(Runnable task) {
    Thread thread = new Thread(task, "leaked");
    thread.setDaemon(true);
    thread.start();
  }

  private void waitWhateverHappens() {
    boolean waiting = true;
    while (waiting) {
      try {
        over.await();
        waiting = false;
      } catch (InterruptedException deaf) {
        calls.incrementAndGet();
      }
    }
  }

  private void spin() {
    while (over.getCount() > 0) {
      Thread.onSpinWait();
    }
  }

  /** Misbehaves in one kind of call. */
  private final class Wicked implements Enforcer, Notifier {

    private final Vice vice;
    private final Place place;

    Wicked(Vice vice, Place place) {
      this.vice = vice;
      this.place = place;
    }

    private void at(Place here) throws Fault, InterruptedException {
      if (place == here) {
        misbehave(vice);
      }
    }

    private void whereNothingIsForeseen(Place here) {
      try {
        at(here);
      } catch (Fault fault) {
        throw new IllegalStateException(fault);
      } catch (InterruptedException heeded) {
        Thread.currentThread().interrupt();
      }
    }

    @Override
    public boolean takes(Offender offender) {
      whereNothingIsForeseen(Place.TAKES);
      return true;
    }

    @Override
    public void watch(Runnable bell) {
      whereNothingIsForeseen(Place.WATCH);
    }

    @Override
    public Teardown open() throws Fault, InterruptedException {
      at(Place.OPEN);
      return new Teardown(List.of());
    }

    @Override
    public void apply(List<Ban> bans, List<Offender> unbans) throws Fault, InterruptedException {
      at(Place.APPLY);
    }

    @Override
    public List<Ban> inForce() throws Fault, InterruptedException {
      at(Place.IN_FORCE);
      return List.of();
    }

    @Override
    public Optional<String> locate(Offender offender) {
      return Optional.empty();
    }

    @Override
    public void tell(List<Notice> notices) throws Fault, InterruptedException {
      at(Place.TELL);
    }

    @Override
    public void close() {
      // closing is not where it misbehaves
    }
  }

  @AfterEach
  void stop() {
    over.countDown();
    scene.close();
  }

  private void beside(Vice vice, Place place) {
    EnforcerFactory enforcers = order -> new Wicked(vice, place);
    NotifierFactory notifiers = order -> new Wicked(vice, place);
    if (place == Place.TELL) {
      scene.parts.bring("wicked", notifiers);
    } else {
      scene.parts.bring("wicked", enforcers);
    }
    scene.watching();
    scene.configure("other", "action", "wicked");
    for (int attacker = 1; attacker <= ATTACKERS; attacker++) {
      String address = attacker % 2 == 0 ? "198.51.100." + attacker : "2001:db8::" + attacker;
      scene.fail(address, 3);
      scene.awaitBan(address);
    }
    assertThat(scene.status("sshd").state()).isEqualTo(State.WATCHING);
    assertThat(scene.gaol().docket().count("sshd")).isEqualTo(ATTACKERS);
    assertThat(scene.gaol().docket().count("other")).isEqualTo(ATTACKERS);
    Eventually.await("the plugin was called", Scene.SOON, () -> calls.get() > 0);
  }

  @ParameterizedTest
  @EnumSource(Vice.class)
  void othersBanWhileAnActionMisbehavesWhenItBegins(Vice vice) {
    beside(vice, Place.OPEN);
  }

  @ParameterizedTest
  @EnumSource(Vice.class)
  void othersBanWhileAnActionMisbehavesWhenItBans(Vice vice) {
    beside(vice, Place.APPLY);
  }

  @ParameterizedTest
  @EnumSource(Vice.class)
  void othersBanWhileAnActionMisbehavesWhenItIsAsked(Vice vice) {
    beside(vice, Place.IN_FORCE);
  }

  @ParameterizedTest
  @EnumSource(Vice.class)
  void othersBanWhileAnActionMisbehavesWhenItIsAskedWhomItTakes(Vice vice) {
    beside(vice, Place.TAKES);
  }

  @ParameterizedTest
  @EnumSource(Vice.class)
  void othersBanWhileAnActionMisbehavesWhenItIsAskedToWatch(Vice vice) {
    beside(vice, Place.WATCH);
  }

  @ParameterizedTest
  @EnumSource(Vice.class)
  void othersBanWhileAnActionMisbehavesWhenItTells(Vice vice) {
    beside(vice, Place.TELL);
  }
}
