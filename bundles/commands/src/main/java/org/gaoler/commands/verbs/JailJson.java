package org.gaoler.commands.verbs;

import java.io.IOException;
import org.gaoler.api.operate.JailStatus;
import org.gaoler.commands.text.Json;

/** Shows one jail in full, for programs. */
final class JailJson {

  private JailJson() {}

  static void write(Json json, JailStatus jail) throws IOException {
    json.object()
        .put("name", jail.name())
        .put("state", jail.state().name())
        .put("reasons", jail.reasons())
        .put("filter", jail.filter())
        .put("backend", jail.backend())
        .put("tracked", jail.tracked())
        .put("evicted", jail.evicted())
        .put("failures", jail.failures())
        .put("banned", jail.banned())
        .put("bannedTotal", jail.bannedTotal())
        .put("namesWaiting", jail.namesWaiting())
        .put("remarks", jail.remarks());
    sources(json, jail);
    actions(json, jail);
    settings(json, jail);
    json.end();
  }

  private static void sources(Json json, JailStatus jail) throws IOException {
    json.list("sources");
    for (JailStatus.Source source : jail.sources()) {
      json.object()
          .put("name", source.name())
          .put("condition", source.condition())
          .put("lines", source.lines());
      if (source.lastLine().isPresent()) {
        json.put("lastLine", source.lastLine().get().toString());
      } else {
        json.none("lastLine");
      }
      json.end();
    }
    json.end();
  }

  private static void actions(Json json, JailStatus jail) throws IOException {
    json.list("actions");
    for (JailStatus.Action action : jail.actions()) {
      json.object()
          .put("name", action.name())
          .put("working", action.working())
          .put("condition", action.condition());
      if (action.held().isPresent()) {
        json.put("held", action.held().getAsInt());
      } else {
        json.none("held");
      }
      json.put("repairs", action.repairs()).put("repaired", action.repaired());
      if (action.lastRepair().isPresent()) {
        json.put("lastRepair", action.lastRepair().get().toString());
      } else {
        json.none("lastRepair");
      }
      notices(json, action);
      json.end();
    }
    json.end();
  }

  private static void notices(Json json, JailStatus.Action action) throws IOException {
    if (action.waiting().isPresent()) {
      json.put("waiting", action.waiting().getAsInt());
    } else {
      json.none("waiting");
    }
    json.put("dropped", action.dropped());
  }

  private static void settings(Json json, JailStatus jail) throws IOException {
    json.list("settings");
    for (JailStatus.Setting setting : jail.settings()) {
      json.object()
          .put("key", setting.key())
          .put("value", setting.value())
          .put("origin", setting.origin())
          .end();
    }
    json.end();
  }
}
