package org.gaoler.commands.verbs;

import java.util.List;
import org.gaoler.api.Fault;

/**
 * Stands in the list of verbs for the interactive session, which the carrier of the words must open
 * itself because it needs the operator's keyboard.
 */
final class ShellVerb implements Verb {

  static final String NAME = "shell";

  @Override
  public Syntax syntax() {
    Syntax common =
        Syntax.of(
            NAME,
            "open an interactive session with completion and history",
            "gaoler shell",
            List.of());
    return new Syntax(
        NAME, common.purpose(), common.arguments(), List.of(Option.HELP), common.example());
  }

  @Override
  public int run(Call call) throws Fault {
    throw new Fault("shell: opens only from the command line; type \"gaoler shell\" there");
  }
}
