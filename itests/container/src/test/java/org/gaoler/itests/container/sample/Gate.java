package org.gaoler.itests.container.sample;

import java.util.List;
import java.util.Optional;
import org.gaoler.api.Ban;
import org.gaoler.api.Enforcer;
import org.gaoler.api.EnforcerFactory;
import org.gaoler.api.Offender;
import org.gaoler.api.Teardown;

/** A plugin as somebody else would write it: an action that keeps nobody out. */
public final class Gate implements EnforcerFactory {

  @Override
  public Enforcer enforcer(Order order) {
    return new OpenGate();
  }

  /** Holds nobody. */
  private static final class OpenGate implements Enforcer {

    @Override
    public boolean takes(Offender offender) {
      return true;
    }

    @Override
    public Teardown open() {
      return new Teardown(List.of());
    }

    @Override
    public void apply(List<Ban> bans, List<Offender> unbans) {
      // the gate stays open
    }

    @Override
    public List<Ban> inForce() {
      return List.of();
    }

    @Override
    public Optional<String> locate(Offender offender) {
      return Optional.empty();
    }

    @Override
    public void close() {
      // nothing was taken
    }
  }
}
