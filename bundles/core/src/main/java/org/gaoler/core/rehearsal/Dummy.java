package org.gaoler.core.rehearsal;

import java.util.List;
import java.util.Optional;
import org.gaoler.api.Ban;
import org.gaoler.api.Enforcer;
import org.gaoler.api.Offender;
import org.gaoler.api.Teardown;

/** Keeps nobody out. */
final class Dummy implements Enforcer {

  @Override
  public boolean takes(Offender offender) {
    return true;
  }

  @Override
  public Teardown open() {
    return Teardown.NOTHING;
  }

  @Override
  public void apply(List<Ban> bans, List<Offender> unbans) {}

  @Override
  public List<Ban> inForce() {
    return List.of();
  }

  @Override
  public Optional<String> locate(Offender offender) {
    return Optional.empty();
  }

  @Override
  public void close() {}
}
