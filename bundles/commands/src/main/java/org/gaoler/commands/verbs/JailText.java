package org.gaoler.commands.verbs;

import java.io.IOException;
import org.gaoler.api.operate.JailStatus;
import org.gaoler.commands.text.Clean;
import org.gaoler.commands.text.Style;

/** Shows one jail in full, for people. */
final class JailText {

  private JailText() {}

  static void print(Call call, JailStatus jail, boolean verbose) throws IOException {
    Style style = call.style();
    call.say(Clean.line(jail.name()) + "  " + style.states(jail.state().name()));
    for (String reason : jail.reasons()) {
      call.say("  " + Clean.line(reason));
    }
    field(call, "filter", jail.filter());
    field(call, "backend", jail.backend());
    for (JailStatus.Source source : jail.sources()) {
      field(call, "log", log(call, source));
    }
    for (JailStatus.Action action : jail.actions()) {
      field(call, "action", action(call, action));
    }
    field(call, "failures", failures(jail));
    field(call, "bans", jail.banned() + ", " + jail.bannedTotal() + " since start");
    if (verbose) {
      call.say("  names waiting: " + jail.namesWaiting());
      for (String remark : jail.remarks()) {
        field(call, "remark", remark);
      }
      for (JailStatus.Setting setting : jail.settings()) {
        String origin = style.faint(Clean.line("  (" + setting.origin() + ")"));
        call.say(Clean.line("  set       " + setting.key() + " = " + setting.value()) + origin);
      }
    }
  }

  private static String failures(JailStatus jail) {
    String forgotten =
        jail.evicted() == 0 ? "" : ", " + jail.evicted() + " forgotten for want of memory";
    return jail.failures() + ", " + jail.tracked() + " offenders tracked" + forgotten;
  }

  private static void field(Call call, String name, String text) throws IOException {
    call.say("  " + name + " ".repeat(10 - name.length()) + Clean.line(text));
  }

  private static String log(Call call, JailStatus.Source source) {
    String last = source.lastLine().map(at -> ", last " + call.moments().ago(at)).orElse("");
    return source.name() + ": " + source.condition() + ", " + source.lines() + " lines" + last;
  }

  private static String action(Call call, JailStatus.Action action) {
    String held = action.held().isPresent() ? ", holds " + action.held().getAsInt() : "";
    String repaired =
        action
            .lastRepair()
            .map(
                at ->
                    ", repaired %d times (%d bans), last %s"
                        .formatted(action.repairs(), action.repaired(), call.moments().ago(at)))
            .orElse("");
    return action.name() + ": " + action.condition() + held + repaired + notices(action);
  }

  private static String notices(JailStatus.Action action) {
    int waiting = action.waiting().orElse(0);
    String left =
        waiting > 0 ? ", " + waiting + (waiting == 1 ? " notice waits" : " notices wait") : "";
    return action.dropped() > 0 ? left + ", " + action.dropped() + " dropped" : left;
  }
}
