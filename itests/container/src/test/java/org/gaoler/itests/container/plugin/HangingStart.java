package org.gaoler.itests.container.plugin;

import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.gaoler.api.IgnoreRule;
import org.gaoler.api.Offender;

/** An ignore rule that takes very long to be made, whoever interrupts. */
public final class HangingStart implements IgnoreRule {

  /** System property that ends the waiting. */
  public static final String RELEASE = "com.example.release";

  private static final long LOOK_AGAIN_NANOS = 10_000_000;

  /** Waits. */
  public HangingStart() {
    while (System.getProperty(RELEASE) == null) {
      Thread.interrupted();
      LockSupport.parkNanos(LOOK_AGAIN_NANOS);
    }
  }

  @Override
  public Optional<String> reason(String jail, Offender offender) {
    return Optional.empty();
  }
}
