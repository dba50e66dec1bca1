package org.gaoler.filter.expression;

import java.util.List;

/**
 * An expression made ready for {@link Machine}.
 *
 * @param first where it begins
 * @param steps those that have alternatives, by number
 * @param memory how many numbers it needs before any loop
 * @param groups how many groups it has
 */
record Program(Step first, List<Step> steps, int memory, int groups) {

  Step step(int number) {
    return steps.get(number);
  }
}
