package org.gaoler.action.iptables;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** What jails get that do not say otherwise, and which programs are run. */
@ObjectClassDefinition(
    name = "iptables actions",
    description = "Defaults of iptables-multiport, iptables-allports and iptables.")
public @interface Defaults {

  /**
   * Default of option {@code blocktype}.
   *
   * @return a target with its options
   */
  @AttributeDefinition(
      description = "What becomes of a banned packet: DROP, REJECT, REJECT --reject-with TYPE.")
  String blocktype() default "DROP";

  /**
   * The IPv4 program; the other five are named after it.
   *
   * @return a name or path, after the words of a command that shall run it, if any
   */
  @AttributeDefinition(
      description = "The program: iptables, iptables-nft, iptables-legacy or a path to one.")
  String iptables() default "iptables";

  /**
   * How long to wait while another program holds the firewall's lock.
   *
   * @return seconds, 1 to 20
   */
  @AttributeDefinition(description = "Seconds to wait for the lock of legacy iptables.")
  int wait$() default 5;
}
