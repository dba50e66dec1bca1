package org.gaoler.store.sqlite;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** How the store keeps what it keeps. */
@ObjectClassDefinition(
    name = "SQLite store",
    description = "Keeps sentences, counts and read positions in one file below gaoler.data.")
public @interface Settings {

  /**
   * How long it is remembered that an operator lifted a ban, and how far a log was read that is
   * gone.
   *
   * @return a time span in fail2ban's words
   */
  @AttributeDefinition(
      description =
          "How long an operator's unban keeps old failures from counting, and a place is kept in a"
              + " log that is gone.")
  String retention() default "1y";

  /**
   * How much memory pages of the file may take.
   *
   * @return kibibytes, 64 or more
   */
  @AttributeDefinition(description = "Page cache in KiB, 64 or more.")
  int cache() default 512;
}
