package org.gaoler.core.docket;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.gaoler.api.Ban;
import org.gaoler.api.Enforcer;
import org.gaoler.api.Fault;
import org.gaoler.api.Offender;
import org.gaoler.api.Teardown;
import org.gaoler.api.Traffic;

/** An enforcer whose every call is looked after; where it breaks, that is a fault like others. */
final class Leashed implements Enforcer {

  private final Enforcer enforcer;
  private final Leash leash;
  private final String name;

  /**
   * Holds an enforcer.
   *
   * @param name of the action for messages
   */
  Leashed(Enforcer enforcer, Leash leash, String name) {
    this.enforcer = enforcer;
    this.leash = leash;
    this.name = name;
  }

  private <T> T guard(Leash.Call<T> call) throws Fault, InterruptedException {
    try {
      return leash.guard(call);
    } catch (RuntimeException | LinkageError broken) {
      throw new Fault(name + " broke: " + broken, broken);
    } finally {
      leash.called(enforcer);
    }
  }

  @Override
  public boolean takes(Offender offender) {
    try {
      return leash.guard(() -> enforcer.takes(offender));
    } catch (Fault | RuntimeException | LinkageError broken) {
      throw new IllegalStateException(
          "saying whether it takes " + offender + ": " + broken, broken);
    } catch (InterruptedException lost) {
      // ended by the next call
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Override
  public Teardown open() throws Fault, InterruptedException {
    return guard(enforcer::open);
  }

  @Override
  public void apply(List<Ban> bans, List<Offender> unbans) throws Fault, InterruptedException {
    guard(
        () -> {
          enforcer.apply(bans, unbans);
          return null;
        });
  }

  @Override
  public List<Ban> inForce() throws Fault, InterruptedException {
    return guard(enforcer::inForce);
  }

  @Override
  public Optional<String> locate(Offender offender) throws Fault, InterruptedException {
    return guard(() -> enforcer.locate(offender));
  }

  @Override
  public OptionalInt count() throws Fault, InterruptedException {
    return guard(enforcer::count);
  }

  @Override
  public Map<Offender, Traffic> traffic() throws Fault, InterruptedException {
    return guard(enforcer::traffic);
  }

  @Override
  public Optional<String> trouble() {
    try {
      return guard(enforcer::trouble);
    } catch (Fault broken) {
      return Optional.of(broken.getMessage());
    } catch (InterruptedException lost) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  @Override
  public void watch(Runnable bell) {
    enforcer.watch(bell);
  }

  @Override
  public void close() {
    enforcer.close();
  }
}
