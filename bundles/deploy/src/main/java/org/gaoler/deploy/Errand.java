package org.gaoler.deploy;

import java.util.Optional;

/** What is to be done with a dropped bundle. */
sealed interface Errand {

  /**
   * Install it, or put it in the place of what is installed, and start it.
   *
   * @param jar what to install
   */
  record Use(DroppedJar jar) implements Errand {}

  /** Start what is installed, since something that it waits for may have come. */
  record Start() implements Errand {}

  /** Stop and uninstall it. */
  record Remove() implements Errand {}

  /**
   * Stop it and leave it alone until its file changes.
   *
   * @param reason why
   */
  record Quarantine(String reason) implements Errand {}

  /** The jar to be deleted once this is done or no longer wanted. */
  default Optional<DroppedJar> copy() {
    return this instanceof Use use ? Optional.of(use.jar()) : Optional.empty();
  }
}
