package org.gaoler.core.docket;

import java.util.List;
import java.util.Optional;
import org.gaoler.api.Ban;
import org.gaoler.api.Enforcer;
import org.gaoler.api.Fault;
import org.gaoler.api.Offender;
import org.gaoler.api.Teardown;

/** Breaks when it is given a bell. */
record Unwatchable(Enforcer enforcer) implements Enforcer {

  @Override
  public void watch(Runnable bell) {
    throw new IllegalStateException("no bell");
  }

  @Override
  public boolean takes(Offender offender) {
    return enforcer.takes(offender);
  }

  @Override
  public Teardown open() throws Fault, InterruptedException {
    return enforcer.open();
  }

  @Override
  public void apply(List<Ban> bans, List<Offender> unbans) throws Fault, InterruptedException {
    enforcer.apply(bans, unbans);
  }

  @Override
  public List<Ban> inForce() throws Fault, InterruptedException {
    return enforcer.inForce();
  }

  @Override
  public Optional<String> locate(Offender offender) throws Fault, InterruptedException {
    return enforcer.locate(offender);
  }

  @Override
  public void close() {
    enforcer.close();
  }
}
