package org.gaoler.itests.container.sample;

import org.gaoler.api.Enforcer;
import org.gaoler.api.EnforcerFactory;
import org.gaoler.api.Fault;

/** A plugin that does not survive being activated. */
public final class Shattered implements EnforcerFactory {

  /** Breaks. */
  public Shattered() {
    throw new IllegalStateException("the hinge is missing");
  }

  @Override
  public Enforcer enforcer(Order order) throws Fault {
    throw new Fault("is never asked");
  }
}
