package org.gaoler.xtables;

import org.gaoler.api.Fault;

/** The firewall's answer that a commit does not fit what is there. */
public final class Refusal extends Fault {

  private static final long serialVersionUID = 1;

  public Refusal(String message) {
    super(message);
  }
}
