package org.gaoler.commands.verbs;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.gaoler.api.Sentence;
import org.gaoler.commands.text.Json;
import org.gaoler.commands.text.Moments;
import org.gaoler.commands.text.Table;

/** Shows sentences, in the same way in every verb. */
final class Sentences {

  private Sentences() {}

  static void list(Json json, String key, List<Sentence> sentences, Moments moments)
      throws IOException {
    json.list(key);
    for (Sentence sentence : sentences) {
      json(json, sentence, moments);
    }
    json.end();
  }

  static void json(Json json, Sentence sentence, Moments moments) throws IOException {
    fields(json.object(), sentence, moments);
    json.end();
  }

  /** The keys of a sentence within an object. */
  static void fields(Json json, Sentence sentence, Moments moments) throws IOException {
    json.put("jail", sentence.jail())
        .put("address", sentence.offender().toString())
        .put("from", sentence.from().toString())
        .put("permanent", sentence.permanent());
    if (sentence.permanent()) {
      json.none("until").none("remaining");
    } else {
      json.put("until", sentence.until().toString())
          .put("remaining", moments.seconds(sentence.until()));
    }
    json.put("origin", origin(sentence))
        .put("reason", sentence.reason())
        .put("lines", sentence.lines());
  }

  static Table table(List<Sentence> sentences, Moments moments) {
    Table table = new Table("JAIL", "ADDRESS", "BANNED", "UNTIL", "#REMAINING", "WHY");
    for (Sentence sentence : sentences) {
      table.row(
          sentence.jail(),
          sentence.offender().toString(),
          moments.local(sentence.from()),
          moments.end(sentence.until()),
          moments.remaining(sentence.until()),
          why(sentence));
    }
    return table;
  }

  /** Until when, such as {@code until 2026-11-20 22:31:05 (10m)}. */
  static String until(Sentence sentence, Moments moments) {
    return sentence.permanent()
        ? "for good"
        : "until "
            + moments.local(sentence.until())
            + " ("
            + moments.remaining(sentence.until())
            + ")";
  }

  static String why(Sentence sentence) {
    String origin = origin(sentence);
    return sentence.reason().isBlank() ? origin : origin + ": " + sentence.reason();
  }

  private static String origin(Sentence sentence) {
    return sentence.origin().name().toLowerCase(Locale.ROOT);
  }
}
