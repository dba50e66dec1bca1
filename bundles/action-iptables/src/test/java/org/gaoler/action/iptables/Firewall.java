package org.gaoler.action.iptables;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.gaoler.netlink.GenerationEvents;
import org.gaoler.netlink.Place;
import org.gaoler.testkit.NetworkNamespace;

/** The firewall of a test's namespace, seen and changed without Gaoler. */
final class Firewall {

  private Firewall() {}

  /** A factory whose programs run in a namespace. */
  static IptablesEnforcerFactory factory(NetworkNamespace namespace, String program) {
    Place place = Place.of(Path.of("/run/netns", namespace.name()));
    String command = String.join(" ", namespace.prefix()) + " " + program;
    return new IptablesEnforcerFactory("DROP", command, 5, place, new GenerationEvents(place));
  }

  /** A factory whose programs run as they are told. */
  static IptablesEnforcerFactory factory(String command) {
    return new IptablesEnforcerFactory("DROP", command, 5, Place.HERE, GenerationEvents.HERE);
  }

  /** Puts rules of somebody else in. */
  static void neighbours(NetworkNamespace namespace, String program) {
    for (String tool : both(program)) {
      namespace.run(tool, "-w", "-N", "neighbour");
      namespace.run(tool, "-w", "-A", "neighbour", "-p", "tcp", "--dport", "80", "-j", "ACCEPT");
      namespace.run(tool, "-w", "-A", "INPUT", "-i", "lo", "-j", "ACCEPT");
      namespace.run(tool, "-w", "-A", "INPUT", "-j", "neighbour");
    }
  }

  /** Everything in the filter tables, without counters and times. */
  static String saved(NetworkNamespace namespace, String program) {
    return both(program).stream()
        .map(tool -> namespace.run(tool + "-save", "-t", "filter"))
        .flatMap(String::lines)
        .filter(line -> !line.startsWith("#"))
        .map(line -> line.replaceFirst("\\[\\d+:\\d+]", ""))
        .collect(Collectors.joining("\n"));
  }

  static List<String> both(String program) {
    return List.of(program, program.replace("iptables", "ip6tables"));
  }
}
