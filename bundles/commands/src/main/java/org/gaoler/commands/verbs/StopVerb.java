package org.gaoler.commands.verbs;

import java.io.IOException;
import java.util.List;
import org.gaoler.commands.Commands;
import org.gaoler.commands.text.Clean;

/** Ends the daemon. */
final class StopVerb implements Verb {

  private static final Option FLUSH =
      Option.flag("--flush", "first remove everything of ours from the firewall");

  @Override
  public Syntax syntax() {
    return Syntax.of(
        "stop",
        "end the daemon; bans stay in force, and the next start takes them up",
        "gaoler stop --flush",
        List.of(),
        FLUSH);
  }

  @Override
  public int run(Call call) throws IOException {
    boolean flush = call.words().has(FLUSH);
    List<String> left = call.operator().stop(flush);
    if (call.json()) {
      call.writer().object().put("flushed", flush).put("left", left).end();
    } else if (flush && left.isEmpty()) {
      call.say("the firewall is as it was without Gaoler; the daemon ends");
    } else if (!flush) {
      call.say("the daemon ends; bans stay in force");
    }
    for (String line : left) {
      call.complain(Clean.line(line));
    }
    return left.isEmpty() ? Commands.OK : Commands.REFUSED;
  }
}
