package org.gaoler.api;

import java.util.List;

/**
 * How to remove what an enforcer made, even after its bundle is gone: commands in order, each tried
 * whatever became of the others. Removing what is gone already is no error.
 *
 * @param steps the commands
 */
public record Teardown(List<Step> steps) {

  /** Nothing to remove. */
  public static final Teardown NOTHING = new Teardown(List.of());

  public Teardown {
    steps = List.copyOf(steps);
  }

  /**
   * One command.
   *
   * @param arguments program and arguments; never a shell line
   * @param input what is written to its standard input
   */
  public record Step(List<String> arguments, String input) {
    public Step {
      arguments = List.copyOf(arguments);
    }
  }
}
