package org.gaoler.testkit;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import org.gaoler.api.Ban;
import org.gaoler.api.Enforcer;
import org.gaoler.api.Fault;
import org.gaoler.api.IpBlock;
import org.gaoler.api.Offender;
import org.gaoler.api.Teardown;
import org.gaoler.api.Traffic;

/** An enforcer of a {@link FakeFirewall}. Takes addresses and networks only. */
public final class FakeEnforcer implements Enforcer {

  private final FakeFirewall firewall;
  private final AtomicInteger opened = new AtomicInteger();
  private final AtomicInteger closed = new AtomicInteger();
  private volatile boolean outdated;
  private volatile Optional<String> trouble = Optional.empty();

  FakeEnforcer(FakeFirewall firewall) {
    this.firewall = firewall;
  }

  /**
   * What it enforces in.
   *
   * @return the same for every enforcer of that jail and action
   */
  public FakeFirewall firewall() {
    return firewall;
  }

  /**
   * How often it was opened with success.
   *
   * @return 0 or more
   */
  public int opened() {
    return opened.get();
  }

  /**
   * How often it was closed.
   *
   * @return 0 or more
   */
  public int closed() {
    return closed.get();
  }

  /** From now on it would be made in another way. */
  public void outdate() {
    outdated = true;
  }

  /**
   * From now on something is amiss that no change mends.
   *
   * @param what as core is told; empty if all is well again
   */
  public void complain(Optional<String> what) {
    trouble = what;
  }

  @Override
  public Optional<String> trouble() {
    return trouble;
  }

  @Override
  public boolean upToDate() {
    return !outdated;
  }

  @Override
  public boolean takes(Offender offender) {
    return offender instanceof IpBlock;
  }

  @Override
  public Teardown open() throws Fault, InterruptedException {
    firewall.opens.pass();
    opened.incrementAndGet();
    return new Teardown(List.of(new Teardown.Step(List.of("true"), "")));
  }

  @Override
  public void apply(List<Ban> bans, List<Offender> unbans) throws Fault, InterruptedException {
    firewall.applies.pass();
    firewall.apply(bans, unbans);
  }

  @Override
  public List<Ban> inForce() throws Fault, InterruptedException {
    firewall.reads.pass();
    return firewall.read();
  }

  @Override
  public Optional<String> locate(Offender offender) throws Fault, InterruptedException {
    firewall.reads.pass();
    return firewall.until(offender).map(until -> offender + " until " + until);
  }

  @Override
  public void watch(Runnable bell) {
    firewall.watch(bell);
  }

  @Override
  public OptionalInt count() throws Fault, InterruptedException {
    firewall.reads.pass();
    return firewall.count();
  }

  @Override
  public Map<Offender, Traffic> traffic() throws Fault, InterruptedException {
    firewall.reads.pass();
    return firewall.traffic();
  }

  @Override
  public void close() {
    closed.incrementAndGet();
  }
}
