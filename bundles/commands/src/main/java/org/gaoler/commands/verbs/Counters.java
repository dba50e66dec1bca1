package org.gaoler.commands.verbs;

import java.io.IOException;
import java.util.List;
import org.gaoler.api.Sentence;
import org.gaoler.api.operate.BanCounter;
import org.gaoler.commands.text.Json;
import org.gaoler.commands.text.Moments;
import org.gaoler.commands.text.Table;

/** Shows what bans have stopped, in the same way in every verb. */
final class Counters {

  private Counters() {}

  static Table table(List<BanCounter> counters, Moments moments) {
    Table table =
        new Table("JAIL", "ADDRESS", "BANNED", "#REMAINING", "#PACKETS", "#BYTES", "QUIET SINCE");
    for (BanCounter each : counters) {
      Sentence sentence = each.sentence();
      boolean counted = each.stopped().isPresent();
      table.row(
          sentence.jail(),
          sentence.offender().toString(),
          moments.local(sentence.from()),
          moments.remaining(sentence.until()),
          each.stopped().map(stopped -> Long.toString(stopped.packets())).orElse("-"),
          each.stopped().map(stopped -> Long.toString(stopped.bytes())).orElse("-"),
          counted ? moments.local(each.quietSince()) : "not counted");
    }
    return table;
  }

  static void list(Json json, String key, List<BanCounter> counters, Moments moments)
      throws IOException {
    json.list(key);
    for (BanCounter each : counters) {
      json.object();
      Sentences.fields(json, each.sentence(), moments);
      if (each.stopped().isPresent()) {
        json.put("packets", each.stopped().get().packets())
            .put("bytes", each.stopped().get().bytes())
            .put("quietSince", each.quietSince().toString());
      } else {
        json.none("packets").none("bytes").none("quietSince");
      }
      json.end();
    }
    json.end();
  }
}
