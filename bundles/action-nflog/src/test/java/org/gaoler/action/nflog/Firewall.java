package org.gaoler.action.nflog;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.gaoler.netlink.GenerationEvents;
import org.gaoler.netlink.Place;
import org.gaoler.testkit.NetworkNamespace;

/** The firewall of a test's namespace, seen and changed without Gaoler. */
final class Firewall {

  private Firewall() {}

  /** A factory that works in a namespace, with the defaults that are shipped. */
  static NflogEnforcerFactory factory(NetworkNamespace namespace, String program) {
    Place place = Place.of(Path.of("/run/netns", namespace.name()));
    String command = String.join(" ", namespace.prefix()) + " " + program;
    List<String> defaults = List.of("10", "6/minute", "2");
    return new NflogEnforcerFactory(defaults, command, 5, place, new GenerationEvents(place));
  }

  /** Both programs of a kind. */
  static List<String> both(String program) {
    return List.of(program, program.replace("iptables", "ip6tables"));
  }

  /** Everything in the filter tables, without counters and times. */
  static String saved(NetworkNamespace namespace, String program) {
    Stream<String> lines =
        both(program).stream()
            .map(tool -> namespace.run(tool + "-save", "-t", "filter"))
            .flatMap(String::lines);
    return lines
        .filter(line -> !line.startsWith("#"))
        .map(line -> line.replaceFirst("\\[\\d+:\\d+]", ""))
        .collect(Collectors.joining("\n"));
  }
}
