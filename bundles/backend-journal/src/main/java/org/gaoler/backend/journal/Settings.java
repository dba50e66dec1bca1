package org.gaoler.backend.journal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Settings of the journal backend, in {@code etc/org.gaoler.backend.journal.cfg}. */
@ObjectClassDefinition(
    name = "Gaoler journal backend",
    description = "Follows the systemd journal.")
public @interface Settings {

  /**
   * Where the journal files are.
   *
   * @return an absolute path, or empty for the system's own journal
   */
  @AttributeDefinition(
      name = "directory",
      description = "Directory with journal files; empty for the system's own journal.")
  String directory() default "";

  /**
   * The program that reads the journal.
   *
   * @return an absolute path, or a name to be found in PATH
   */
  @AttributeDefinition(name = "program", description = "journalctl, by path or by name.")
  String program() default "journalctl";
}
