package org.gaoler.commands.verbs;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.gaoler.api.Fault;
import org.gaoler.api.operate.Verification;
import org.gaoler.api.operate.Verification.Discrepancy;
import org.gaoler.commands.Commands;
import org.gaoler.commands.text.Clean;
import org.gaoler.commands.text.Json;

/** Proves that the firewall holds what the docket says, or shows where it does not. */
final class VerifyVerb implements Verb {

  static final String NAME = "verify-firewall";

  private static final int MOST_SHOWN = 20;
  private static final Option ALL = Option.flag("--all", "show every difference, not only some");

  @Override
  public Syntax syntax() {
    return Syntax.of(
        NAME,
        "compare what the firewall really holds with the bans that should be in force",
        "gaoler verify-firewall sshd",
        List.of(Argument.optional("JAIL", Expected.JAIL)),
        ALL);
  }

  @Override
  public int run(Call call) throws Fault, IOException {
    long start = System.nanoTime();
    List<Verification> verified = call.operator().verify(call.words().argument(0));
    double seconds = (System.nanoTime() - start) / 1e9;
    boolean equal =
        verified.stream()
            .allMatch(each -> each.trouble().isEmpty() && each.discrepancies().isEmpty());
    if (call.json()) {
      json(call.writer(), verified, equal);
    } else {
      tell(call, verified, equal, seconds);
    }
    return equal ? Commands.OK : Commands.REFUSED;
  }

  private static void tell(Call call, List<Verification> verified, boolean equal, double seconds)
      throws IOException {
    for (Verification each : verified) {
      String name = Clean.line(each.jail() + ": " + each.action());
      if (!each.trouble().isEmpty()) {
        call.complain(name + ": could not be compared: " + Clean.line(each.trouble()));
      }
      int most = call.words().has(ALL) ? Integer.MAX_VALUE : MOST_SHOWN;
      for (Discrepancy one : each.discrepancies().stream().limit(most).toList()) {
        call.say(name + ": " + Clean.line(told(call, one)));
      }
      int more = each.discrepancies().size() - most;
      if (more > 0) {
        call.say(name + ": and " + more + " more; --all shows them");
      }
    }
    if (equal) {
      long bans = verified.stream().mapToLong(Verification::bans).sum();
      call.say(
          call.style().good("docket = firewall")
              + ": %d bans of %d actions compared in %.1f s"
                  .formatted(bans, verified.size(), seconds));
    }
  }

  private static String told(Call call, Discrepancy one) {
    String wanted = end(call, one.wanted());
    String found = end(call, one.found());
    return switch (one.kind()) {
      case MISSING -> one.offender() + " is missing; it is to be kept out " + wanted;
      case UNKNOWN -> one.offender() + " is kept out " + found + " and not sentenced";
      case WRONG_END -> one.offender() + " is kept out " + found + " and not " + wanted;
    };
  }

  private static String end(Call call, Optional<Instant> end) {
    return end.map(at -> "until " + call.moments().end(at)).orElse("");
  }

  private static void json(Json json, List<Verification> verified, boolean equal)
      throws IOException {
    json.object().put("equal", equal).list("actions");
    for (Verification each : verified) {
      json.object()
          .put("jail", each.jail())
          .put("action", each.action())
          .put("bans", each.bans())
          .put("trouble", each.trouble())
          .list("differences");
      for (Discrepancy one : each.discrepancies()) {
        json.object()
            .put("address", one.offender().toString())
            .put("kind", one.kind().name().toLowerCase(Locale.ROOT).replace('_', ' '));
        time(json, "wanted", one.wanted());
        time(json, "found", one.found());
        json.end();
      }
      json.end().end();
    }
    json.end().end();
  }

  private static void time(Json json, String key, Optional<Instant> time) throws IOException {
    if (time.isPresent()) {
      json.put(key, time.get().toString());
    } else {
      json.none(key);
    }
  }
}
