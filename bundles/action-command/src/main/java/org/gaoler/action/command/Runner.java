package org.gaoler.action.command;

import java.time.Duration;

/** Runs commands. */
@FunctionalInterface
interface Runner {

  /**
   * What became of a command.
   *
   * @param status its exit status; 0 is success
   * @param output the beginning of what it printed
   * @param ended whether it ended by itself, in time
   */
  record Result(int status, String output, boolean ended) {
    static final Result FINE = new Result(0, "", true);

    boolean success() {
      return ended && status == 0;
    }
  }

  /**
   * Runs a command and waits for its end.
   *
   * @param limit after which it is ended with all that it started
   * @throws InterruptedException if the wait was interrupted; the command was ended
   */
  Result run(ShellCommand command, Duration limit) throws InterruptedException;
}
