package org.gaoler.xtables;

import java.util.ArrayList;
import java.util.List;
import org.gaoler.api.Fault;
import org.gaoler.api.Teardown;

/**
 * Puts together the commands that remove what a jail has in the filter table. What must be looked
 * up first is done by fixed scripts that get names as arguments.
 */
record Removals(Program program, Rules rules) {

  /** Takes the list of rules, the command that changes, and what pages are called. */
  private static final String PAGES =
      "$1 | while read -r name rest; do case \"$name\" in"
          + " \":$3\"[0-9]|\":$3\"[0-9][0-9]|\":$3\"[0-9][0-9][0-9])"
          + " $2 -F \"${name#:}\"; $2 -X \"${name#:}\";; esac; done";

  /** Takes the list of rules, the command that restores, the chain and the tag. */
  private static final String GUESTS =
      "{ echo '*filter'; $1 | grep -F -e \"--comment \\\"$4 until=\""
          + " | sed -n \"s|^-A $3 |-D $3 |p\"; echo COMMIT; } | $2";

  /** Removes the jail's own chains and every jump into them. */
  List<Teardown.Step> ofOwnChains() throws Fault {
    List<Teardown.Step> steps = new ArrayList<>();
    for (String jump : rules.jumps()) {
      List<String> words = new ArrayList<>(List.of("-D", rules.entrance().parent()));
      words.addAll(List.of(jump.replace("\"", "").split(" ")));
      steps.add(change(words.toArray(String[]::new)));
    }
    steps.add(change("-F", rules.chain()));
    steps.add(
        script(
            PAGES, words(program.save()), words(program.change()), ChainName.page(rules.chain())));
    steps.add(change("-X", rules.chain()));
    if (rules.aside().isPresent()) {
      steps.add(change("-F", rules.aside().get().chain()));
      steps.add(change("-X", rules.aside().get().chain()));
    }
    return steps;
  }

  /** Removes the jail's rules from a chain that is not its own. */
  List<Teardown.Step> ofGuests() throws Fault {
    return List.of(
        script(
            GUESTS, words(program.save()), words(program.restore()), rules.chain(), rules.tag()));
  }

  /** No word of a configured command holds a blank. */
  private static String words(List<String> command) {
    return String.join(" ", command);
  }

  private static Teardown.Step script(String script, String... arguments) {
    List<String> words = new ArrayList<>(List.of("sh", "-c", script, "gaoler"));
    words.addAll(List.of(arguments));
    return new Teardown.Step(words, "");
  }

  private Teardown.Step change(String... arguments) throws Fault {
    return new Teardown.Step(program.change(arguments), "");
  }
}
