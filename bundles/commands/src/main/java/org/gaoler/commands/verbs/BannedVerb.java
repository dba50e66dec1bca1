package org.gaoler.commands.verbs;

import java.io.IOException;
import java.util.List;
import org.gaoler.api.Sentence;
import org.gaoler.commands.Commands;
import org.gaoler.commands.text.Json;

/** Lists all bans in force. */
final class BannedVerb implements Verb {

  @Override
  public Syntax syntax() {
    return Syntax.of("banned", "list all bans in force", "gaoler banned --json", List.of());
  }

  @Override
  public int run(Call call) throws IOException {
    List<Sentence> sentences = call.operator().banned();
    if (call.json()) {
      Json json = call.writer().object();
      Sentences.list(json, "banned", sentences, call.moments());
      json.end();
    } else if (sentences.isEmpty()) {
      call.say("nobody is banned");
    } else {
      call.print(Sentences.table(sentences, call.moments()));
    }
    return Commands.OK;
  }
}
