package org.gaoler.action.nftables;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.gaoler.api.Fault;
import org.gaoler.xtables.Ports;
import org.gaoler.xtables.Services;

/**
 * Where packets are met, which of them, and what becomes of those that come from offenders.
 *
 * @param hook of netfilter
 * @param priority among the chains at that hook
 * @param match what packets are looked at, in nft's words; empty for all
 * @param verdict in nft's words
 * @param logPrefix what refused packets are logged with; empty for not at all
 * @param counter whether each ban counts its packets
 */
record Gate(
    String hook, String priority, String match, String verdict, String logPrefix, boolean counter) {

  private static final Set<String> PROTOCOLS =
      new TreeSet<>(List.of("all", "tcp", "udp", "udplite", "sctp", "dccp"));
  private static final Map<String, List<String>> PRESETS =
      Map.of("docker", List.of("prerouting", "-290"), "host", List.of("input", "-10"));
  private static final Set<String> HOOKS = new TreeSet<>(List.of("prerouting", "input", "forward"));
  private static final Pattern PRIORITY =
      Pattern.compile("-?\\d{1,5}|(?:raw|mangle|dstnat|filter|security)(?: ?[+-] ?\\d{1,3})?");
  private static final Pattern VERDICT =
      Pattern.compile("drop|reject(?: with [a-z0-9]+(?: type)? [a-z-]+| with tcp reset)?");
  private static final Pattern LOG_PREFIX = Pattern.compile("[A-Za-z0-9 _.,:;/+=()\\[\\]-]{0,100}");

  /** What an administrator wrote, and what holds otherwise. */
  record Words(Map<String, String> options, String preset, String blockType, boolean counter) {

    String of(String option, String otherwise) {
      return options.getOrDefault(option, otherwise).strip();
    }
  }

  /**
   * Reads the options.
   *
   * @param allPorts whether port and protocol do not matter
   * @throws Fault if one is wrong: its name, its value and what is accepted
   */
  static Gate of(Words words, boolean allPorts, Services services) throws Fault {
    String name = words.of("preset", words.preset());
    List<String> preset = PRESETS.get(name);
    if (preset == null) {
      throw wrong("preset", name, "docker or host");
    }
    String hook = words.of("hook", preset.get(0));
    if (!HOOKS.contains(hook)) {
      throw wrong("hook", hook, String.join(", ", HOOKS));
    }
    String priority = words.of("priority", preset.get(1));
    if (!PRIORITY.matcher(priority).matches()) {
      throw wrong("priority", priority, "a number, or a name such as raw or filter - 10");
    }
    String log = words.of("logprefix", "");
    if (!LOG_PREFIX.matcher(log).matches()) {
      throw wrong("logprefix", log, "up to 100 letters, digits, blanks and _.,:;/+=()[]-");
    }
    String match = allPorts ? "" : match(words, services);
    return new Gate(hook, priority, match, verdict(words), log, counter(words));
  }

  private static boolean counter(Words words) throws Fault {
    String counter = words.of("counter", words.counter() ? "yes" : "no");
    if (!Set.of("yes", "no").contains(counter)) {
      throw wrong("counter", counter, "yes or no");
    }
    return counter.equals("yes");
  }

  private static String verdict(Words words) throws Fault {
    String given = words.of("blocktype", words.blockType()).replaceAll("\\s+", " ");
    String verdict = given.toLowerCase(Locale.ROOT);
    if (!VERDICT.matcher(verdict).matches()) {
      throw wrong("blocktype", given, "drop, reject, reject with TYPE as nft writes it");
    }
    return verdict;
  }

  private static String match(Words words, Services services) throws Fault {
    List<String> ports = Ports.parse(words.of("port", Ports.ALL), services);
    String given = words.of("protocol", "tcp");
    Set<String> protocols = new TreeSet<>();
    for (String protocol : given.split("[\\s,]+")) {
      if (!PROTOCOLS.contains(protocol)) {
        throw wrong("protocol", given, String.join(", ", PROTOCOLS) + ", divided by commas");
      }
      protocols.add(protocol);
    }
    boolean any = protocols.contains("all");
    if (any && !ports.isEmpty()) {
      throw wrong(
          "protocol",
          given,
          "protocols that have ports, such as tcp,udp, since port = "
              + String.join(",", ports)
              + "; or port = 0:65535");
    }
    String match = any ? "" : "meta l4proto { " + String.join(", ", protocols) + " } ";
    return ports.isEmpty() ? match : match + "th dport { " + ranges(ports) + " } ";
  }

  private static String ranges(List<String> ports) {
    List<String> all = new ArrayList<>();
    for (String some : ports) {
      all.addAll(List.of(some.split(",")));
    }
    return String.join(", ", all).replace(':', '-');
  }

  private static Fault wrong(String option, String value, String accepted) {
    return new Fault("option " + option + " = " + value + ": accepted are " + accepted);
  }
}
