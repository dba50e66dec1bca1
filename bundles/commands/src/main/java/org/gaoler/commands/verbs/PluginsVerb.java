package org.gaoler.commands.verbs;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.gaoler.api.Fault;
import org.gaoler.api.operate.Operator;
import org.gaoler.api.operate.Plugin;
import org.gaoler.commands.Commands;
import org.gaoler.commands.text.Json;
import org.gaoler.commands.text.Nearest;

/** Tells what is installed, who uses it, and why it is not used. */
final class PluginsVerb implements Verb {

  private static final Option VERBOSE =
      Option.flag("--verbose", "everything that each offers, with the jails that use it (-v)");

  @Override
  public Syntax syntax() {
    return Syntax.of(
        "plugins",
        "tell what is installed, which jails use it, and why it is not used",
        "gaoler plugins org.gaoler.action.iptables",
        List.of(Argument.optional("PLUGIN", Expected.PLUGIN)),
        VERBOSE);
  }

  @Override
  public int run(Call call) throws Fault, IOException {
    Optional<String> name = call.words().argument(0);
    List<Plugin> plugins = call.operator().plugins(true);
    if (name.isPresent()) {
      plugins = find(name.get(), plugins);
    }
    if (call.json()) {
      json(call.writer(), plugins);
    } else if (plugins.isEmpty()) {
      call.say("nothing is installed; the log tells why the bundles that came with Gaoler are not");
    } else if (call.words().has(VERBOSE) || name.isPresent()) {
      for (Plugin plugin : plugins) {
        PluginText.print(call, plugin);
      }
    } else {
      PluginText.overview(call, plugins);
    }
    return Commands.OK;
  }

  private static List<Plugin> find(String name, List<Plugin> plugins) throws Fault {
    List<Plugin> found =
        plugins.stream()
            .filter(each -> each.name().equals(name) || each.file().endsWith("/" + name))
            .toList();
    if (found.isEmpty()) {
      throw new Fault(
          "plugins: there is no plugin "
              + Words.shown(name)
              + Nearest.guess(name, names(plugins))
              + "; there are "
              + String.join(", ", names(plugins)));
    }
    return found;
  }

  static List<String> names(Operator operator) {
    return names(operator.plugins(true));
  }

  private static List<String> names(List<Plugin> plugins) {
    return plugins.stream().map(Plugin::name).distinct().toList();
  }

  /** What somebody ought to look after, one line each. */
  static List<String> troubles(Operator operator) {
    List<String> troubles = new ArrayList<>();
    for (Plugin plugin : operator.plugins(false)) {
      troubles.addAll(lines(plugin));
    }
    return troubles;
  }

  /** Why a plugin is not simply in use, one line each. */
  static List<String> lines(Plugin plugin) {
    return plugin.reasons().stream()
        .map(reason -> plugin.name() + ": " + state(plugin.state()) + ": " + reason)
        .toList();
  }

  /** A state in small letters. */
  static String state(Plugin.State state) {
    return word(state.name());
  }

  /** Such as {@code ignore rule}. */
  static String kind(Plugin.Kind kind) {
    return word(kind.name());
  }

  private static String word(String constant) {
    return constant.toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private static void json(Json json, List<Plugin> plugins) throws IOException {
    json.object().list("plugins");
    for (Plugin plugin : plugins) {
      json.object()
          .put("name", plugin.name())
          .put("version", plugin.version())
          .put("file", plugin.file())
          .put("shipped", plugin.shipped())
          .put("state", plugin.state().name())
          .put("troubled", plugin.troubled())
          .list("offers");
      for (Plugin.Offer offer : plugin.offers()) {
        json.object()
            .put("kind", kind(offer.kind()))
            .put("name", offer.name())
            .put("state", offer.state().name())
            .put("jails", offer.jails())
            .put("reason", offer.reason())
            .end();
      }
      json.end().put("reasons", plugin.reasons()).end();
    }
    json.end().end();
  }
}
