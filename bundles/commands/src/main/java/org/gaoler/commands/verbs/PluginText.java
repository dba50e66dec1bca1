package org.gaoler.commands.verbs;

import java.io.IOException;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.gaoler.api.operate.Plugin;
import org.gaoler.api.operate.Plugin.Offer;
import org.gaoler.api.operate.Plugin.State;
import org.gaoler.commands.text.Clean;
import org.gaoler.commands.text.Table;

/** Shows plugins, for people. */
final class PluginText {

  /** So many names stand in a row of the overview. */
  private static final int FEW = 4;

  private PluginText() {}

  static void overview(Call call, List<Plugin> plugins) throws IOException {
    Table table = new Table("PLUGIN", "VERSION", "STATE", "KIND", "JAILS", "OFFERS");
    for (Plugin plugin : plugins) {
      table.row(
          plugin.name(),
          plugin.version(),
          capitals(plugin.state()),
          kinds(plugin),
          jails(plugin),
          offers(plugin));
    }
    call.print(table);
    for (Plugin plugin : plugins) {
      for (String line : plugin.troubled() ? PluginsVerb.lines(plugin) : List.<String>of()) {
        call.say(Clean.line(line));
      }
    }
  }

  private static String capitals(State state) {
    return state.name().replace('_', ' ');
  }

  private static String kinds(Plugin plugin) {
    return plugin.offers().stream()
        .map(offer -> PluginsVerb.kind(offer.kind()))
        .distinct()
        .collect(Collectors.joining(", "));
  }

  private static String jails(Plugin plugin) {
    TreeSet<String> jails = new TreeSet<>();
    plugin.offers().forEach(offer -> jails.addAll(offer.jails()));
    return String.join(", ", jails);
  }

  /** Those in use come first. */
  private static String offers(Plugin plugin) {
    List<String> names =
        Stream.concat(
                plugin.offers().stream().filter(each -> each.state() == State.IN_USE),
                plugin.offers().stream().filter(each -> each.state() != State.IN_USE))
            .map(Offer::name)
            .toList();
    return names.size() <= FEW
        ? String.join(", ", names)
        : String.join(", ", names.subList(0, FEW)) + " and " + (names.size() - FEW) + " more";
  }

  static void print(Call call, Plugin plugin) throws IOException {
    String title = (plugin.name() + " " + plugin.version()).strip();
    call.say(Clean.line(title) + "  " + call.style().states(capitals(plugin.state())));
    field(call, "from", plugin.file() + (plugin.shipped() ? " (came with Gaoler)" : ""));
    for (Offer offer : plugin.offers()) {
      field(call, PluginsVerb.kind(offer.kind()), offer.name() + ": " + told(offer));
    }
    for (String reason : plugin.reasons()) {
      field(call, "why", reason);
    }
  }

  private static String told(Offer offer) {
    String by = offer.jails().isEmpty() ? "" : " by " + String.join(", ", offer.jails());
    String why = offer.reason().isEmpty() ? "" : ": " + offer.reason();
    return PluginsVerb.state(offer.state()) + by + why;
  }

  private static void field(Call call, String name, String text) throws IOException {
    call.say("  " + name + " ".repeat(13 - name.length()) + Clean.line(text));
  }
}
