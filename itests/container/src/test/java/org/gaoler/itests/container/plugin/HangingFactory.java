package org.gaoler.itests.container.plugin;

import java.util.concurrent.CountDownLatch;
import org.gaoler.api.Enforcer;
import org.gaoler.api.EnforcerFactory;
import org.gaoler.api.Fault;

/** An action that hangs when a jail asks for it. */
public final class HangingFactory implements EnforcerFactory {

  @Override
  public Enforcer enforcer(Order order) throws Fault {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw new Fault("was interrupted");
  }
}
