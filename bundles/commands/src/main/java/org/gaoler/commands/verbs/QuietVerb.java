package org.gaoler.commands.verbs;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.gaoler.api.Fault;
import org.gaoler.api.TimeSpan;
import org.gaoler.api.operate.BanCounter;
import org.gaoler.commands.Commands;
import org.gaoler.commands.text.Json;

/** Lists bans of those who have given up. */
final class QuietVerb implements Verb {

  private static final Option OLDER =
      new Option("--older", "TIME", Expected.TIME, "quiet for so long at least; 7d if not given");

  @Override
  public Syntax syntax() {
    return Syntax.of(
        "quiet",
        "list bans whose packet counters did not move for some time",
        "gaoler quiet sshd --older 3w",
        List.of(Argument.optional("JAIL", Expected.JAIL)),
        OLDER);
  }

  @Override
  public int run(Call call) throws Fault, Usage, IOException {
    TimeSpan older = span("quiet", OLDER, call.words().value(OLDER).orElse("7d"));
    Optional<String> jail = call.words().argument(0);
    List<BanCounter> all = call.operator().counters(jail);
    Instant before = call.moments().clock().instant().minusSeconds(older.seconds());
    List<BanCounter> quiet = all.stream().filter(each -> each.quiet(before)).toList();
    long uncounted = all.stream().filter(each -> each.stopped().isEmpty()).count();
    if (call.json()) {
      Json json = call.writer().object();
      Counters.list(json, "quiet", quiet, call.moments());
      json.put("notCounted", uncounted).end();
      return Commands.OK;
    }
    if (quiet.isEmpty()) {
      call.say("no ban was quiet for " + older);
    } else {
      call.print(Counters.table(quiet, call.moments()));
      call.say(
          "to lift them: gaoler unban --quiet "
              + older
              + jail.map(name -> " --jail " + name).orElse(""));
    }
    if (uncounted > 0) {
      call.say(uncounted + " bans are not counted, so nobody knows whether they are quiet");
    }
    return Commands.OK;
  }

  /** Reads for how long. */
  static TimeSpan span(String verb, Option option, String text) throws Usage {
    return TimeSpan.parse(text)
        .filter(span -> !span.permanent())
        .orElseThrow(
            () ->
                new Usage(
                    verb
                        + ": "
                        + option.name()
                        + " "
                        + Words.shown(text)
                        + " is no time; expected is one such as 12h, 7d or 3w"));
  }
}
