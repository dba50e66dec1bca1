package org.gaoler.commands.verbs;

import java.io.IOException;
import java.util.List;
import org.gaoler.api.operate.Finding;
import org.gaoler.commands.Commands;
import org.gaoler.commands.text.Clean;
import org.gaoler.commands.text.Json;
import org.gaoler.commands.text.Style;

/** Tells what is amiss on this machine and what mends it. */
final class DoctorVerb implements Verb {

  @Override
  public Syntax syntax() {
    return Syntax.of(
        "doctor",
        "tell what is missing on this machine and how to mend it",
        "gaoler doctor",
        List.of());
  }

  @Override
  public int run(Call call) throws IOException {
    List<Finding> findings = call.operator().doctor();
    if (call.json()) {
      json(call.writer(), findings);
    } else if (findings.isEmpty()) {
      call.say(call.style().good("nothing is amiss"));
    } else {
      tell(call, findings);
    }
    return findings.stream().anyMatch(Finding::grave) ? Commands.REFUSED : Commands.OK;
  }

  private static void json(Json json, List<Finding> findings) throws IOException {
    json.object().list("findings");
    for (Finding finding : findings) {
      json.object()
          .put("grave", finding.grave())
          .put("what", finding.what())
          .put("remedy", finding.remedy())
          .end();
    }
    json.end().end();
  }

  private static void tell(Call call, List<Finding> findings) throws IOException {
    Style style = call.style();
    for (Finding finding : findings) {
      String mark = finding.grave() ? style.bad("wrong") : style.warning("note ");
      call.say(mark + "  " + Clean.line(finding.what()));
      if (!finding.remedy().isBlank()) {
        call.say("       mend it: " + Clean.line(finding.remedy()));
      }
    }
  }
}
