package org.gaoler.action.blocklist;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** What jails get that do not say otherwise. */
@ObjectClassDefinition(name = "blocklist action", description = "Defaults of blocklist.")
public @interface Defaults {

  /**
   * Default of option {@code path}.
   *
   * @return a path; {@code <name>} is the option name, else the jail's
   */
  @AttributeDefinition(
      description =
          "Where lists are kept; <name> is the jail's name. Empty: lists/ip.blocklist.<name> in the"
              + " folder of the store.")
  String path() default "";

  /**
   * Default of option {@code format}.
   *
   * @return a format's word
   */
  @AttributeDefinition(description = "plain, hosts.deny, nginx, apache, ipset, csv or json.")
  String format() default "plain";

  /**
   * Default of option {@code allow}.
   *
   * @return a path; {@code <path>} is that of the list
   */
  @AttributeDefinition(description = "Who is never banned; <path> is the list's path.")
  String allow() default "<path>.allow";

  /**
   * Default of option {@code only}.
   *
   * @return {@code all} or {@code permanent}
   */
  @AttributeDefinition(description = "Which bans are listed: all or permanent.")
  String only() default "all";

  /**
   * Default of option {@code mode}.
   *
   * @return octal
   */
  @AttributeDefinition(description = "The mode of a list that is made, in octal.")
  String mode() default "0644";

  /**
   * Default of option {@code services}.
   *
   * @return a daemon list as in hosts_access(5)
   */
  @AttributeDefinition(description = "The daemons that hosts.deny closes, such as ALL or sshd.")
  String services() default "ALL";
}
