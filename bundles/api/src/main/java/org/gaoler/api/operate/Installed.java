package org.gaoler.api.operate;

import java.nio.file.Path;
import java.util.OptionalLong;

/**
 * A file of a watched folder, or a bundle that was told on, and what became of it.
 *
 * @param file where it lies, absolute; of a bundle of the distribution its name alone
 * @param name symbolic name of the bundle or PID of the configuration; the file's name if neither
 *     is known
 * @param version of the bundle; empty for configurations and for what is no bundle
 * @param bundle number of the bundle while it is installed
 * @param state what became of it
 * @param reason why it is not used, in one line: what was tried, what came back, what to do; empty
 *     if all is well
 */
public record Installed(
    Path file, String name, String version, OptionalLong bundle, State state, String reason) {

  /** What became of it. */
  public enum State {
    /** Started, or taken up as configuration. */
    ACTIVE,
    /** Being started, or due to be once the daemon itself has come up. */
    STARTING,
    /** Cannot be used as it is: unreadable, half copied, no bundle, not trusted. */
    REFUSED,
    /** A bundle that waits for something it imports or requires; tried again as bundles come. */
    UNRESOLVED,
    /** A bundle that broke, hung or leaked: stopped, and left alone until its file changes. */
    QUARANTINED
  }
}
