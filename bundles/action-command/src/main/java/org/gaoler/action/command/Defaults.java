package org.gaoler.action.command;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Where commands find programs. */
@ObjectClassDefinition(name = "command action", description = "How commands are run.")
public @interface Defaults {

  /**
   * Where commands look for programs.
   *
   * @return folders separated by colons; empty for the usual ones
   */
  @AttributeDefinition(description = "PATH of the commands; empty: the usual folders.")
  String path() default "";
}
