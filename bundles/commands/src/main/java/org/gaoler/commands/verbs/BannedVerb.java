package org.gaoler.commands.verbs;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.gaoler.api.Fault;
import org.gaoler.api.Sentence;
import org.gaoler.api.operate.BanCounter;
import org.gaoler.commands.Commands;
import org.gaoler.commands.text.Json;

/** Lists all bans in force. */
final class BannedVerb implements Verb {

  private static final Option COUNTERS =
      Option.flag("--counters", "with what each has stopped, and since when it was quiet");

  @Override
  public Syntax syntax() {
    return Syntax.of(
        "banned", "list all bans in force", "gaoler banned --counters", List.of(), COUNTERS);
  }

  @Override
  public int run(Call call) throws Fault, IOException {
    if (call.words().has(COUNTERS)) {
      return counters(call, call.operator().counters(Optional.empty()));
    }
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

  private static int counters(Call call, List<BanCounter> counters) throws IOException {
    if (call.json()) {
      Json json = call.writer().object();
      Counters.list(json, "banned", counters, call.moments());
      json.end();
    } else if (counters.isEmpty()) {
      call.say("nobody is banned");
    } else {
      call.print(Counters.table(counters, call.moments()));
    }
    return Commands.OK;
  }
}
