package org.gaoler.commands.verbs;

import java.io.IOException;
import java.util.List;
import org.gaoler.api.BanStore.Mark;
import org.gaoler.api.Offender;
import org.gaoler.api.Sentence;
import org.gaoler.api.operate.Account;
import org.gaoler.commands.Commands;
import org.gaoler.commands.text.Clean;
import org.gaoler.commands.text.Json;
import org.gaoler.commands.text.Table;

/** Tells what each jail knows of an address: lines, counts, bans, rules in the firewall. */
final class WhyVerb implements Verb {

  @Override
  public Syntax syntax() {
    return Syntax.of(
        "why",
        "tell why an address is banned, or why it is not",
        "gaoler why 192.0.2.1",
        List.of(Argument.required("ADDRESS", Expected.BANNED)));
  }

  @Override
  public int run(Call call) throws Usage, IOException {
    Offender offender = Offenders.known("why", call.words().arguments().get(0), call.operator());
    List<Account> accounts = call.operator().why(offender);
    if (call.json()) {
      json(call, offender, accounts);
      return Commands.OK;
    }
    call.say(Clean.line(offender.toString()));
    for (Account account : accounts) {
      tell(call, account);
    }
    if (accounts.isEmpty()) {
      call.say("  there is no jail that could know it");
    }
    return Commands.OK;
  }

  private static void json(Call call, Offender offender, List<Account> accounts)
      throws IOException {
    Json json = call.writer().object().put("address", offender.toString()).list("jails");
    for (Account account : accounts) {
      json.object().put("jail", account.jail());
      if (account.ignored().isPresent()) {
        json.put("ignored", account.ignored().get());
      } else {
        json.none("ignored");
      }
      json.put("counted", counted(account)).put("limit", account.limit()).list("failures");
      for (Mark mark : account.marks()) {
        json.object()
            .put("when", mark.when().toString())
            .put("weight", mark.weight())
            .put("line", mark.line())
            .end();
      }
      json.end();
      Sentences.list(json, "sentences", account.sentences(), call.moments());
      json.put("rules", account.rules()).end();
    }
    json.end().end();
  }

  private static void tell(Call call, Account account) throws IOException {
    call.say("  " + Clean.line(account.jail()) + ": " + verdict(call, account));
    for (Sentence sentence : account.sentences()) {
      String whom = sentence.offender().toString();
      call.say(
          Clean.line("    banned as " + whom + " since " + call.moments().local(sentence.from()))
              + ", "
              + Clean.line(Sentences.why(sentence)));
      for (String line : sentence.lines()) {
        quote(call, "line", line);
      }
    }
    for (Mark mark : account.marks()) {
      quote(call, call.moments().local(mark.when()) + " counted " + mark.weight(), mark.line());
    }
    for (String rule : account.rules()) {
      quote(call, "rule", rule);
    }
  }

  private static void quote(Call call, String what, String text) throws IOException {
    call.say(Table.cut("    " + what + ": " + Clean.line(text), call.console().width()));
  }

  private static String verdict(Call call, Account account) {
    if (!account.sentences().isEmpty()) {
      Sentence longest = account.sentences().get(0);
      for (Sentence sentence : account.sentences()) {
        longest = sentence.until().isAfter(longest.until()) ? sentence : longest;
      }
      return call.style().bad("banned") + " " + Sentences.until(longest, call.moments());
    }
    if (account.ignored().isPresent()) {
      return "ignored: " + Clean.line(account.ignored().get());
    }
    return "not banned, " + counted(account) + " of " + account.limit() + " failures counted";
  }

  private static int counted(Account account) {
    int weight = 0;
    for (Mark mark : account.marks()) {
      weight += mark.weight();
    }
    return weight;
  }
}
