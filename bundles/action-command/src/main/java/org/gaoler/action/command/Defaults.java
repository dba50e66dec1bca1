package org.gaoler.action.command;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Where commands find programs. */
@ObjectClassDefinition(
    pid = CommandEnforcerFactory.PID,
    name = "command action",
    description = "How commands are run.")
public @interface Defaults {

  /**
   * Where commands look for programs.
   *
   * @return folders separated by colons; empty for the usual ones
   */
  @AttributeDefinition(description = "PATH of the commands; empty: the usual folders.")
  String path() default "";

  /**
   * What subjects of mails begin with: tag {@code <emailheader>}. Mostly set for all actions that
   * mail, in {@code org.gaoler.action.mail.cfg}.
   *
   * @return text with {@code <host>}, {@code <ip>} and {@code <jail>}
   */
  @AttributeDefinition(description = "Tag <emailheader>; else that of org.gaoler.action.mail.")
  String emailheader() default Definitions.HEADER;
}
