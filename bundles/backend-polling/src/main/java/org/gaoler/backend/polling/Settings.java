package org.gaoler.backend.polling;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Settings of the polling backend, in {@code etc/org.gaoler.backend.polling.cfg}. */
@ObjectClassDefinition(
    name = "Gaoler polling backend",
    description = "Follows log files by looking at them at a fixed interval.")
public @interface Settings {

  /**
   * How long to wait between two looks.
   *
   * @return a time span from 1s to 1h, such as {@code 1s}
   */
  @AttributeDefinition(
      name = "interval",
      description = "Time between two looks at all files, 1s to 1h.")
  String interval() default "1s";
}
