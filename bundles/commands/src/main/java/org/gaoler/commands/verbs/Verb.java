package org.gaoler.commands.verbs;

import java.io.IOException;
import org.gaoler.api.Fault;

/** One verb of the operator. Keeps nothing from call to call. */
interface Verb {

  /** How it is written. */
  Syntax syntax();

  /**
   * Answers a command that fits the syntax.
   *
   * @return {@code Commands.OK} or {@code Commands.REFUSED}
   * @throws Fault if it is refused
   * @throws Usage if a word does not name what it should
   * @throws IOException if the console cannot be written to
   * @throws InterruptedException if the operator has seen enough
   */
  int run(Call call) throws Fault, Usage, IOException, InterruptedException;
}
