package org.gaoler.action.iptables;

import org.gaoler.api.Fault;

/** The firewall's answer that a commit does not fit what is there. */
final class Refusal extends Fault {

  private static final long serialVersionUID = 1;

  Refusal(String message) {
    super(message);
  }
}
