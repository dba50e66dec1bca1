package org.gaoler.xtables;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gaoler.api.Fault;

/**
 * How often something is logged at most.
 *
 * @param text as {@code iptables-save} prints it, with a blank behind it; empty for no limit
 */
public record Rate(String text) {

  private static final Pattern LIMIT =
      Pattern.compile("([1-9]\\d{0,4})/(s|sec|second|m|min|minute|h|hour|d|day)");
  private static final Map<Character, String> UNITS =
      Map.of('s', "sec", 'm', "min", 'h', "hour", 'd', "day");
  private static final Pattern BURST = Pattern.compile("[1-9]\\d{0,3}");

  /** What the tool takes for granted and does not print. */
  private static final String USUAL_BURST = "5";

  /**
   * Reads the options.
   *
   * @param limit such as {@code 6/minute}
   * @param burst how many may come at once
   * @return the match
   * @throws Fault if one is wrong: its name, its value and what is accepted
   */
  public static Rate of(String limit, String burst) throws Fault {
    Matcher words = LIMIT.matcher(limit.strip());
    if (!words.matches()) {
      throw new Fault(
          "option limit = "
              + limit
              + ": accepted is a number of packets per second, minute, hour or day, such as"
              + " 6/minute");
    }
    if (!BURST.matcher(burst.strip()).matches()) {
      throw new Fault("option burst = " + burst + ": accepted are 1 to 9999");
    }
    String most = burst.strip().equals(USUAL_BURST) ? "" : " --limit-burst " + burst.strip();
    String unit = UNITS.get(words.group(2).charAt(0));
    return new Rate("-m limit --limit " + words.group(1) + "/" + unit + most + " ");
  }
}
