package org.gaoler.commands.verbs;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.gaoler.api.Fault;
import org.gaoler.api.IpBlock;
import org.gaoler.api.Offender;
import org.gaoler.api.Sentence;
import org.gaoler.api.TimeSpan;
import org.gaoler.api.operate.BanOrder;
import org.gaoler.commands.Commands;
import org.gaoler.commands.text.Clean;
import org.gaoler.commands.text.Json;

/** Bans by hand. */
final class BanVerb implements Verb {

  private static final Option FOR =
      new Option("--for", "TIME", Expected.TIME, "how long; the jail's ban time if left out");
  private static final Option REASON =
      new Option("--reason", "TEXT", Expected.TEXT, "why, for whoever looks at it later");

  private static final Option SPARE =
      new Option(
          "--spare",
          "ADDRESS",
          Expected.ADDRESS,
          "whom not to ban unless forced; gaoler itself names the SSH client you use");
  private static final Option FORCE =
      Option.flag("--force", "even an address of this machine, or the one you are connected from");

  @Override
  public Syntax syntax() {
    return Syntax.of(
        "ban",
        "ban an address or network by hand",
        "gaoler ban sshd 192.0.2.1 --for 1h --reason \"port scan\"",
        List.of(
            Argument.required("JAIL", Expected.JAIL),
            Argument.required("ADDRESS", Expected.ADDRESS)),
        FOR,
        REASON,
        SPARE,
        FORCE);
  }

  @Override
  public int run(Call call) throws Fault, Usage, IOException {
    Words words = call.words();
    IpBlock block = Offenders.address("ban", words.arguments().get(1));
    Optional<TimeSpan> length = length(words.value(FOR));
    Optional<Offender> spared = Optional.empty();
    if (words.value(SPARE).isPresent()) {
      spared = Optional.of(Offenders.address("ban", words.value(SPARE).get()));
    }
    BanOrder order = new BanOrder(length, words.value(REASON).orElse(""), spared, words.has(FORCE));
    Sentence sentence = call.operator().ban(words.arguments().get(0), block, order);
    if (call.json()) {
      Json json = call.writer();
      Sentences.json(json, sentence, call.moments());
    } else {
      call.say(
          Clean.line(sentence.jail())
              + ": banned "
              + Clean.line(sentence.offender().toString())
              + " "
              + Sentences.until(sentence, call.moments()));
    }
    return Commands.OK;
  }

  private static Optional<TimeSpan> length(Optional<String> text) throws Usage {
    if (text.isEmpty()) {
      return Optional.empty();
    }
    Optional<TimeSpan> span = TimeSpan.parse(text.get()).filter(length -> length.seconds() != 0);
    if (span.isEmpty()) {
      throw new Usage(
          "ban: --for "
              + Words.shown(text.get())
              + " is no length of time; accepted are "
              + TimeSpan.ACCEPTED);
    }
    return span;
  }
}
