package org.gaoler.action.ipset;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.gaoler.netlink.GenerationEvents;
import org.gaoler.netlink.Place;
import org.gaoler.testkit.Eventually;
import org.gaoler.testkit.NetworkNamespace;
import org.gaoler.testkit.Shell;

/** The firewall of a test's namespace, seen and changed without Gaoler. */
final class Firewall {

  static final Choice.Words WORDS = new Choice.Words("DROP", "262144", "1024");

  private Firewall() {}

  /** A factory that works in a namespace. */
  static IpsetEnforcerFactory factory(NetworkNamespace namespace, String program, Clock clock) {
    Place place = Place.of(Path.of("/run/netns", namespace.name()));
    String prefix = String.join(" ", namespace.prefix()) + " ";
    Wiring wiring =
        IpsetEnforcerFactory.wiring(
            place, new GenerationEvents(place), prefix + program, prefix + "ipset", 5);
    return new IpsetEnforcerFactory(WORDS, wiring, clock);
  }

  /** Puts rules and sets of somebody else in. */
  static void neighbours(NetworkNamespace namespace, String program) {
    namespace.run("ipset", "create", "neighbour", "hash:net", "timeout", "0", "counters");
    namespace.run("ipset", "add", "neighbour", "203.0.113.0/24");
    namespace.run("ipset", "create", "gaoler", "hash:ip", "family", "inet6");
    namespace.run("ipset", "add", "gaoler", "2001:db8::77");
    for (String tool : both(program)) {
      namespace.run(tool, "-w", "-A", "INPUT", "-i", "lo", "-j", "ACCEPT");
    }
    String match = "-m set --match-set neighbour src";
    namespace.run((program + " -w -A INPUT " + match + " -j REJECT").split(" "));
  }

  /** Everything in the filter tables and in all sets, without counters and times that run. */
  static String saved(NetworkNamespace namespace, String program) {
    String rules =
        both(program).stream()
            .map(tool -> namespace.run(tool + "-save", "-t", "filter"))
            .flatMap(String::lines)
            .filter(line -> !line.startsWith("#"))
            .map(line -> line.replaceFirst("\\[\\d+:\\d+]", ""))
            .collect(Collectors.joining("\n"));
    return rules + "\n" + sets(namespace);
  }

  /** All sets with their elements, without counters and times that run. */
  static String sets(NetworkNamespace namespace) {
    return namespace
        .run("ipset", "save")
        .lines()
        .filter(line -> !line.isBlank())
        .map(line -> line.replaceAll(" timeout [1-9]\\d*", " timeout N"))
        .map(line -> line.replaceAll(" packets \\d+ bytes \\d+", ""))
        .map(line -> line.replaceAll(" (hashsize|initval) \\w+", ""))
        .sorted()
        .collect(Collectors.joining("\n"));
  }

  /** Removes all rules and sets; nft frees rules a little later. */
  static void wipe(NetworkNamespace namespace, String program) {
    for (String tool : both(program)) {
      namespace.run(tool, "-w", "-F");
      namespace.run(tool, "-w", "-X");
    }
    List<String> words = new java.util.ArrayList<>(namespace.prefix());
    words.addAll(List.of("ipset", "destroy"));
    Eventually.await(
        "the sets are destroyed",
        Duration.ofSeconds(5),
        () -> Shell.result(words, "").status() == 0);
  }

  static List<String> both(String program) {
    return List.of(program, program.replace("iptables", "ip6tables"));
  }
}
