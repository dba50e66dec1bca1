package org.gaoler.commands.verbs;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gaoler.commands.Commands;
import org.gaoler.commands.text.Json;
import org.gaoler.commands.text.Nearest;

/** Explains the verbs. */
final class HelpVerb implements Verb {

  static final String NAME = "help";

  private final Map<String, Verb> verbs;

  /** Explains these verbs; the map may still be growing. */
  HelpVerb(Map<String, Verb> verbs) {
    this.verbs = verbs;
  }

  @Override
  public Syntax syntax() {
    return Syntax.of(
        NAME,
        "explain the verbs, or one of them",
        "gaoler help ban",
        List.of(Argument.optional("VERB", Expected.VERB)));
  }

  @Override
  public int run(Call call) throws Usage, IOException {
    Optional<String> name = call.words().argument(0);
    List<Syntax> wanted = new ArrayList<>();
    if (name.isPresent()) {
      Verb verb = verbs.get(name.get());
      if (verb == null) {
        throw unknown(name.get(), verbs.keySet());
      }
      wanted.add(verb.syntax());
    } else {
      verbs.values().forEach(verb -> wanted.add(verb.syntax()));
    }
    if (call.json()) {
      json(call.writer(), wanted);
    } else if (name.isPresent()) {
      explain(call, wanted.get(0));
    } else {
      overview(call, wanted);
    }
    return Commands.OK;
  }

  static Usage unknown(String name, Collection<String> names) {
    return new Usage(
        "unknown verb "
            + Words.shown(name)
            + Nearest.guess(name, names)
            + "; there are "
            + String.join(", ", names));
  }

  static void explain(Call call, Syntax syntax) throws IOException {
    call.say("gaoler " + syntax.usage());
    call.say("  " + syntax.purpose());
    call.say("");
    for (Option option : syntax.options()) {
      call.say("  " + pad(option.toString(), 16) + option.purpose());
    }
    call.say("");
    call.say("example: " + syntax.example());
    call.say("exit status: 0 done, 1 refused or found wrong, 2 not understood");
  }

  private static void overview(Call call, List<Syntax> all) throws IOException {
    call.say("gaoler VERB … [--json] [--help]");
    call.say("");
    for (Syntax syntax : all) {
      call.say("  " + pad(syntax.verb(), 10) + syntax.purpose());
    }
    call.say("");
    call.say("gaoler help VERB explains one of them, with an example.");
  }

  private static void json(Json json, List<Syntax> all) throws IOException {
    json.object().list("verbs");
    for (Syntax syntax : all) {
      json.object()
          .put("verb", syntax.verb())
          .put("purpose", syntax.purpose())
          .put("usage", syntax.usage())
          .put("example", syntax.example())
          .end();
    }
    json.end().end();
  }

  private static String pad(String text, int width) {
    return text + " ".repeat(Math.max(1, width - text.length()));
  }
}
