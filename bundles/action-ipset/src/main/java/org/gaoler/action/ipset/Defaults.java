package org.gaoler.action.ipset;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** What jails get that do not say otherwise, and which programs are run. */
@ObjectClassDefinition(
    name = "ipset actions",
    description = "Defaults of ipset and fail2ban's iptables-ipset actions.")
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
   * Default of option {@code maxelem}.
   *
   * @return elements, 1 to 16,777,216
   */
  @AttributeDefinition(description = "How many bans a set takes, of each family.")
  int maxelem() default 262_144;

  /**
   * Default of option {@code hashsize}.
   *
   * @return buckets, 64 to 16,777,216
   */
  @AttributeDefinition(description = "How many buckets a set begins with; it grows by itself.")
  int hashsize() default 1024;

  /**
   * The IPv4 program; the others are named after it.
   *
   * @return a name or path, after the words of a command that shall run it, if any
   */
  @AttributeDefinition(
      description = "The program: iptables, iptables-nft, iptables-legacy or a path to one.")
  String iptables() default "iptables";

  /**
   * The program that removes sets when Gaoler is gone.
   *
   * @return a name or path, after the words of a command that shall run it, if any
   */
  @AttributeDefinition(description = "The program: ipset or a path to it.")
  String ipset() default "ipset";

  /**
   * How long to wait while another program holds the firewall's lock.
   *
   * @return seconds, 1 to 20
   */
  @AttributeDefinition(description = "Seconds to wait for the lock of legacy iptables.")
  int wait$() default 5;
}
