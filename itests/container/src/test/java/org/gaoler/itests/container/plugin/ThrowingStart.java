package org.gaoler.itests.container.plugin;

import java.util.Optional;
import org.gaoler.api.IgnoreRule;
import org.gaoler.api.Offender;

/** An ignore rule that cannot be made. */
public final class ThrowingStart implements IgnoreRule {

  /** Throws. */
  public ThrowingStart() {
    throw new IllegalArgumentException("no licence file");
  }

  @Override
  public Optional<String> reason(String jail, Offender offender) {
    return Optional.empty();
  }
}
