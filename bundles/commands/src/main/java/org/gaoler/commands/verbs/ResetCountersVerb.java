package org.gaoler.commands.verbs;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.gaoler.api.Fault;
import org.gaoler.api.Offender;
import org.gaoler.commands.Commands;
import org.gaoler.commands.text.Clean;

/** Has the counters of bans begin at zero again. */
final class ResetCountersVerb implements Verb {

  private static final Option ALL = Option.flag("--all", "of every ban");
  private static final Option JAIL =
      new Option("--jail", "JAIL", Expected.JAIL, "in this jail alone");

  @Override
  public Syntax syntax() {
    return Syntax.of(
        "reset-counters",
        "show the packets that a ban has stopped from zero again",
        "gaoler reset-counters 192.0.2.1",
        List.of(Argument.optional("ADDRESS", Expected.BANNED)),
        ALL,
        JAIL);
  }

  @Override
  public int run(Call call) throws Fault, Usage, IOException {
    Optional<String> text = call.words().argument(0);
    if (text.isPresent() == call.words().has(ALL)) {
      throw new Usage(
          "reset-counters: give either an ADDRESS or --all; usage: " + syntax().usage());
    }
    Optional<Offender> offender = Optional.empty();
    if (text.isPresent()) {
      offender = Optional.of(Offenders.known("reset-counters", text.get(), call.operator()));
    }
    int reset = call.operator().clearCounters(offender, call.words().value(JAIL));
    if (call.json()) {
      call.writer().object().put("reset", reset).end();
    } else if (text.isPresent() && reset == 0) {
      call.say(Clean.line(text.get()) + " is at zero already, or not counted");
    } else {
      call.say(reset + (reset == 1 ? " counter begins" : " counters begin") + " at zero again");
    }
    return Commands.OK;
  }
}
