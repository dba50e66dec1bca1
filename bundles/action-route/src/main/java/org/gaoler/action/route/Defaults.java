package org.gaoler.action.route;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** What jails get that do not say otherwise, and which program removes what is left. */
@ObjectClassDefinition(name = "route action", description = "Defaults of route.")
public @interface Defaults {

  /**
   * Default of option {@code blocktype}.
   *
   * @return a type of route
   */
  @AttributeDefinition(description = "The type of the routes: blackhole, unreachable or prohibit.")
  String blocktype() default "blackhole";

  /**
   * Default of option {@code table}.
   *
   * @return number of the routing table
   */
  @AttributeDefinition(description = "The routing table, 1 to 4294967295; 254 is the main one.")
  long table() default 254;

  /**
   * The protocol number that marks our routes.
   *
   * @return 1 to 255, used by nobody else
   */
  @AttributeDefinition(description = "The protocol number that marks our routes, 5 to 255.")
  int proto() default 222;

  /**
   * The program that removes the routes when Gaoler is gone.
   *
   * @return a name or path, after the words of a command that shall run it, if any
   */
  @AttributeDefinition(description = "The program: ip or a path to it.")
  String ip() default "ip";
}
