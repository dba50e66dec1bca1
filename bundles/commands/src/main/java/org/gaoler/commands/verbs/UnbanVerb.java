package org.gaoler.commands.verbs;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.gaoler.api.Fault;
import org.gaoler.api.IpBlock;
import org.gaoler.api.Offender;
import org.gaoler.api.Sentence;
import org.gaoler.commands.Commands;
import org.gaoler.commands.text.Clean;
import org.gaoler.commands.text.Json;

/** Lifts bans. */
final class UnbanVerb implements Verb {

  private static final Option ALL = Option.flag("--all", "lift every ban");
  private static final Option JAIL =
      new Option("--jail", "JAIL", Expected.JAIL, "in this jail alone");

  private static final Option QUIET =
      new Option("--quiet", "TIME", Expected.TIME, "lift bans that stopped nothing for so long");

  @Override
  public Syntax syntax() {
    return Syntax.of(
        "unban",
        "lift the bans of an address, of a network and everybody in it, or all",
        "gaoler unban 192.0.2.1 --jail sshd",
        List.of(Argument.optional("ADDRESS", Expected.BANNED)),
        ALL,
        QUIET,
        JAIL);
  }

  @Override
  public int run(Call call) throws Fault, Usage, IOException {
    Optional<String> text = call.words().argument(0);
    Optional<String> quiet = call.words().value(QUIET);
    int given = (text.isPresent() ? 1 : 0) + (call.words().has(ALL) ? 1 : 0);
    if (given + (quiet.isPresent() ? 1 : 0) != 1) {
      throw new Usage(
          "unban: give either an ADDRESS, --all or --quiet; usage: " + syntax().usage());
    }
    Optional<Offender> offender = Optional.empty();
    if (text.isPresent()) {
      offender = Optional.of(Offenders.known("unban", text.get(), call.operator()));
    }
    Optional<String> jail = call.words().value(JAIL);
    List<Sentence> lifted =
        quiet.isPresent()
            ? call.operator().unbanQuiet(QuietVerb.span("unban", QUIET, quiet.get()), jail)
            : call.operator().unban(offender, jail);
    List<Sentence> covering = covering(call, offender);
    boolean free = covering.isEmpty();
    if (call.json()) {
      Json json = call.writer().object();
      Sentences.list(json, "lifted", lifted, call.moments());
      Sentences.list(json, "stillBannedBy", covering, call.moments());
      json.end();
    } else {
      tell(call, text.or(() -> quiet.map(span -> "nobody quiet for " + span)), lifted, free);
    }
    for (Sentence sentence : covering) {
      call.complain(
          Clean.line(
              text.orElse("")
                  + " stays out: jail "
                  + sentence.jail()
                  + " keeps "
                  + sentence.offender()
                  + " out "
                  + Sentences.until(sentence, call.moments())
                  + "; to lift that too: gaoler unban "
                  + sentence.offender()));
    }
    return covering.isEmpty() ? Commands.OK : Commands.REFUSED;
  }

  /** Bans of wider networks that keep an address out all the same. */
  private static List<Sentence> covering(Call call, Optional<Offender> offender) {
    Optional<String> jail = call.words().value(JAIL);
    if (offender.isEmpty() || !(offender.get() instanceof IpBlock block)) {
      return List.of();
    }
    return call.operator().banned().stream()
        .filter(sentence -> jail.isEmpty() || jail.get().equals(sentence.jail()))
        .filter(
            sentence -> sentence.offender() instanceof IpBlock network && network.contains(block))
        .toList();
  }

  private static void tell(Call call, Optional<String> text, List<Sentence> lifted, boolean free)
      throws IOException {
    for (Sentence sentence : lifted) {
      call.say(
          Clean.line(sentence.jail() + ": lifted the ban of " + sentence.offender().toString()));
    }
    if (lifted.isEmpty() && free) {
      call.say(text.map(name -> Clean.line(name) + " was not banned").orElse("nobody was banned"));
    }
  }
}
