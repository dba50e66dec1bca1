package org.gaoler.filter.expression;

/** One step of a program, which knows what follows it. */
interface Step {

  /**
   * Goes on from where the machine is.
   *
   * @return what comes next; null if it does not match here (nothing else says so as cheaply)
   */
  Step run(Machine machine);

  /**
   * Goes on with the next alternative of a choice that this step pushed.
   *
   * @param frame where in the stack it is, which is the top; it is left there or popped
   * @return what comes next; null if there is none
   */
  default Step retry(Machine machine, int frame) {
    throw new IllegalStateException("a step without alternatives was asked for one");
  }

  /** What a text must begin with for this step and those behind it to match; null if unknown. */
  default CharSet begin() {
    return null;
  }
}
