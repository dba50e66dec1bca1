package org.gaoler.commands.verbs;

import java.io.IOException;
import java.util.List;
import org.gaoler.commands.Commands;

/** Tells the version that runs. */
final class VersionVerb implements Verb {

  @Override
  public Syntax syntax() {
    return Syntax.of("version", "tell the version that runs", "gaoler version", List.of());
  }

  @Override
  public int run(Call call) throws IOException {
    String version = call.operator().version();
    if (call.json()) {
      call.writer()
          .object()
          .put("version", version)
          .put("java", Runtime.version().toString())
          .end();
    } else {
      call.say("gaoler " + version + " on Java " + Runtime.version());
    }
    return Commands.OK;
  }
}
