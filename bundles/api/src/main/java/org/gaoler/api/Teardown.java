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

  /**
   * Keeps a copy of the list.
   *
   * @param steps the commands
   */
  public Teardown {
    steps = List.copyOf(steps);
  }

  /**
   * A teardown of one command that reads no input.
   *
   * @param arguments program and arguments; never a shell line
   * @return the one step
   */
  public static Teardown of(String... arguments) {
    return new Teardown(List.of(new Step(List.of(arguments), "")));
  }

  /**
   * One command.
   *
   * @param arguments program and arguments; never a shell line
   * @param input what is written to its standard input
   */
  public record Step(List<String> arguments, String input) {
    /**
     * Keeps a copy of the list.
     *
     * @param arguments program and arguments; never a shell line
     * @param input what is written to its standard input
     */
    public Step {
      arguments = List.copyOf(arguments);
    }
  }
}
