package org.gaoler.commands.verbs;

import java.io.IOException;
import java.util.List;
import org.gaoler.commands.Commands;
import org.gaoler.commands.text.Clean;

/** Reads the configuration again. */
final class ReloadVerb implements Verb {

  @Override
  public Syntax syntax() {
    return Syntax.of(
        "reload", "read configuration and filters again; bans stay", "gaoler reload", List.of());
  }

  @Override
  public int run(Call call) throws IOException {
    List<String> wrong = call.operator().reload();
    if (call.json()) {
      call.writer().object().put("wrong", wrong).end();
    } else if (wrong.isEmpty()) {
      call.say("reloaded");
    }
    for (String line : wrong) {
      call.complain(Clean.line(line));
    }
    return wrong.isEmpty() ? Commands.OK : Commands.REFUSED;
  }
}
