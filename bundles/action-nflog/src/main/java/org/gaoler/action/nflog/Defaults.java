package org.gaoler.action.nflog;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** What jails get that do not say otherwise, and which programs are run. */
@ObjectClassDefinition(name = "nflog action", description = "Defaults of nflog.")
public @interface Defaults {

  /**
   * Default of option {@code group}.
   *
   * @return the nflog group
   */
  @AttributeDefinition(description = "The nflog group that a listener such as ulogd hears.")
  int group() default 10;

  /**
   * Default of option {@code limit}.
   *
   * @return packets per unit of time
   */
  @AttributeDefinition(description = "How many packets are logged, such as 6/minute.")
  String limit() default "6/minute";

  /**
   * Default of option {@code burst}.
   *
   * @return packets
   */
  @AttributeDefinition(description = "How many packets may be logged at once.")
  int burst() default 2;

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
