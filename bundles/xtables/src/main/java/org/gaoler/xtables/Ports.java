package org.gaoler.xtables;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.gaoler.api.Fault;

/** Reads option {@code port}: numbers, names and ranges. */
public final class Ports {

  /** All ports. */
  public static final String ALL = "0:65535";

  private static final String WORD_FOR_ALL = "all";

  private static final int HIGHEST = 65_535;
  private static final String ACCEPTED =
      "; accepted are numbers from 0 to 65535, names from /etc/services and ranges such as"
          + " 1000:2000, divided by commas; all ports are 0:65535 or all";

  /** How many the kernel's multiport match takes; a range counts twice. */
  private static final int ROOM = 15;

  private Ports() {}

  /**
   * Reads ports.
   *
   * @param text of the option
   * @param services knows the names
   * @return for each rule needed what follows {@code --dports}; empty if all ports are meant
   * @throws Fault if one is none
   */
  public static List<String> parse(String text, Services services) throws Fault {
    if (text.strip().equals(WORD_FOR_ALL)) {
      return List.of();
    }
    List<String> ports = new ArrayList<>();
    for (String part : text.strip().split("[\\s,]+")) {
      ports.add(part(part, text, services));
    }
    boolean all = ports.stream().anyMatch(port -> port.matches("[01]:" + HIGHEST));
    return all ? List.of() : rules(ports.stream().distinct().toList());
  }

  private static String part(String part, String text, Services services) throws Fault {
    String[] ends = part.split(":", -1);
    if (ends.length > 2) {
      throw wrong(text, part + " is no port");
    }
    int first = number(ends[0], text, services);
    int last = number(ends[ends.length - 1], text, services);
    if (first > last) {
      throw wrong(text, "the range " + part + " ends before it begins");
    }
    return first == last ? String.valueOf(first) : first + ":" + last;
  }

  private static int number(String port, String text, Services services) throws Fault {
    if (port.matches("\\d{1,6}")) {
      int number = Integer.parseInt(port);
      if (number <= HIGHEST) {
        return number;
      }
      throw wrong(text, "there is no port " + port);
    }
    return services.port(port).orElseThrow(() -> wrong(text, services.unknown(port)));
  }

  private static Fault wrong(String text, String why) {
    return new Fault("option port = " + text + ": " + why + ACCEPTED);
  }

  private static List<String> rules(List<String> ports) {
    List<String> rules = new ArrayList<>();
    List<String> rule = new ArrayList<>();
    for (String port : ports) {
      if (size(rule) + size(List.of(port)) > ROOM) {
        rules.add(String.join(",", rule));
        rule.clear();
      }
      rule.add(port);
    }
    rules.add(String.join(",", rule));
    return rules;
  }

  private static int size(List<String> ports) {
    return ports.stream().flatMap(port -> Stream.of(port.split(":"))).toList().size();
  }
}
