package org.gaoler.commands.verbs;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.gaoler.api.Fault;
import org.gaoler.api.Sentence;
import org.gaoler.api.operate.Imported;
import org.gaoler.commands.Commands;
import org.gaoler.commands.text.Clean;
import org.gaoler.commands.text.Json;

/** Takes over the bans in force and the places in logs that fail2ban has kept. */
final class ImportVerb implements Verb {

  private static final int MOST_SHOWN = 20;
  private static final Option REHEARSAL =
      Option.flag("--dry-run", "tell what would be taken over, and change nothing");
  private static final Option ALL = Option.flag("--all", "show everything, not only some");

  @Override
  public Syntax syntax() {
    return Syntax.of(
        "import",
        "take over fail2ban's bans in force and how far it has read logs",
        "gaoler import /var/lib/fail2ban/fail2ban.sqlite3 --dry-run",
        List.of(Argument.required("DATABASE", Expected.TEXT)),
        REHEARSAL,
        ALL);
  }

  @Override
  public int run(Call call) throws Fault, IOException {
    boolean rehearsal = call.words().has(REHEARSAL);
    Path file = Path.of(call.words().arguments().get(0));
    Imported imported = call.operator().takeOver(file, rehearsal);
    if (call.json()) {
      json(call, imported, rehearsal);
    } else {
      tell(call, imported, rehearsal);
    }
    return Commands.OK;
  }

  private static void tell(Call call, Imported imported, boolean rehearsal) throws IOException {
    int most = call.words().has(ALL) ? Integer.MAX_VALUE : MOST_SHOWN;
    for (Sentence sentence : imported.bans().stream().limit(most).toList()) {
      String whom = Clean.line(sentence.jail() + ": " + sentence.offender());
      call.say(whom + " " + Sentences.until(sentence, call.moments()));
    }
    more(call, imported.bans().size() - most, "bans");
    for (Imported.Log log : imported.logs().stream().limit(most).toList()) {
      call.say(Clean.line(log.jail() + ": " + log.path() + " from byte " + log.offset() + " on"));
    }
    more(call, imported.logs().size() - most, "logs");
    for (Imported.Omission omission : imported.omissions().stream().limit(most).toList()) {
      call.complain("not imported: " + Clean.line(omission.what() + ": " + omission.why()));
    }
    more(call, imported.omissions().size() - most, "not imported");
    call.say(
        (rehearsal ? "would import" : "imported")
            + ": %d bans, %d logs; in force already: %d, ended: %d, left out: %d"
                .formatted(
                    imported.bans().size(),
                    imported.logs().size(),
                    imported.present(),
                    imported.ended(),
                    imported.omissions().size()));
  }

  private static void more(Call call, int more, String what) throws IOException {
    if (more > 0) {
      call.say("and " + more + " more " + what + "; --all shows them");
    }
  }

  private static void json(Call call, Imported imported, boolean rehearsal) throws IOException {
    Json json = call.writer().object().put("dryRun", rehearsal);
    Sentences.list(json, "bans", imported.bans(), call.moments());
    json.put("present", imported.present()).put("ended", imported.ended()).list("logs");
    for (Imported.Log log : imported.logs()) {
      json.object()
          .put("jail", log.jail())
          .put("path", log.path())
          .put("offset", log.offset())
          .end();
    }
    json.end().list("omitted");
    for (Imported.Omission omission : imported.omissions()) {
      json.object().put("what", omission.what()).put("why", omission.why()).end();
    }
    json.end().end();
  }
}
