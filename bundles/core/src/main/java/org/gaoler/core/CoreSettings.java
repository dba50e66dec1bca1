package org.gaoler.core;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** What holds for all jails. */
@ObjectClassDefinition(name = "Gaoler", description = "What holds for all jails.")
public @interface CoreSettings {

  /** Where it is configured. */
  String PID = "org.gaoler.core";

  /**
   * The widest IPv4 network that may be banned by hand.
   *
   * @return prefix length in bits, 1 to 32
   */
  @AttributeDefinition(description = "Shortest prefix of an IPv4 network banned by hand, in bits.")
  int widest4() default 8;

  /**
   * The widest IPv6 network that may be banned by hand.
   *
   * @return prefix length in bits, 1 to 128
   */
  @AttributeDefinition(description = "Shortest prefix of an IPv6 network banned by hand, in bits.")
  int widest6() default 16;
}
