package org.gaoler.action.iptables;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.gaoler.api.Fault;
import org.gaoler.api.IpBlock.Family;
import org.gaoler.api.TimeSpan;
import org.gaoler.xtables.Aside;
import org.gaoler.xtables.ChainName;
import org.gaoler.xtables.ChainOrder;
import org.gaoler.xtables.Rate;
import org.gaoler.xtables.Recent;
import org.gaoler.xtables.Rules;

/**
 * What a jail wants to be done with banned packets besides refusing them, and where.
 *
 * @param log the rule that logs some of them, without its target; empty to log none
 * @param recent the list that keeps out whoever goes on trying, if there shall be one
 * @param managed whether the rules go into the administrator's own chain
 */
record Wishes(Optional<String> log, Optional<Recent> recent, boolean managed) {

  /** Those options of the action that are read here. */
  static final List<String> OPTIONS = List.of("burst", "limit", "logprefix", "managed", "recent");

  private static final String LOG_SUFFIX = "-log";
  private static final String RECENT_SUFFIX = "-recent";

  /** The kernel takes no longer one. */
  private static final Pattern LOG_PREFIX = Pattern.compile("[A-Za-z0-9 _.,:;/+=()-]{0,28}");

  /**
   * Reads the options.
   *
   * @param options of a jail
   * @param name after which the list is called
   * @throws Fault if one is wrong, or they do not go together
   */
  static Wishes of(Map<String, String> options, String name) throws Fault {
    Optional<String> log = log(options);
    Optional<Recent> recent = recent(options, name);
    boolean managed = managed(options);
    if (managed && (log.isPresent() || recent.isPresent())) {
      throw new Fault(
          "option managed = yes with option "
              + (log.isPresent() ? "logprefix" : "recent")
              + ": that needs a chain of Gaoler's own; leave one of the two out, or write such"
              + " rules into your chain yourself");
    }
    return new Wishes(log, recent, managed);
  }

  private static boolean managed(Map<String, String> options) throws Fault {
    String text = options.getOrDefault("managed", "no");
    if (!List.of("yes", "no").contains(text)) {
      throw new Fault("option managed = " + text + ": accepted are yes and no");
    }
    if (text.equals("yes") && !options.containsKey("chain")) {
      throw new Fault(
          "option managed = yes: accepted is it with option chain, the name of your chain");
    }
    return text.equals("yes");
  }

  private static Optional<String> log(Map<String, String> options) throws Fault {
    String prefix = options.getOrDefault("logprefix", "");
    if (!LOG_PREFIX.matcher(prefix).matches()) {
      throw new Fault(
          "option logprefix = "
              + prefix
              + ": accepted are up to 28 letters, digits, blanks and _.,:;/+=()-");
    }
    Rate rate =
        Rate.of(options.getOrDefault("limit", "6/minute"), options.getOrDefault("burst", "2"));
    return prefix.isEmpty()
        ? Optional.empty()
        : Optional.of(rate.text() + "-j LOG --log-prefix \"" + prefix + "\"");
  }

  private static Optional<Recent> recent(Map<String, String> options, String name) throws Fault {
    String text = options.getOrDefault("recent", "");
    if (text.isEmpty()) {
      return Optional.empty();
    }
    long seconds =
        TimeSpan.parse(text)
            .filter(span -> !span.permanent())
            .map(span -> span.duration().toSeconds())
            .filter(length -> length >= 1 && length <= Integer.MAX_VALUE)
            .orElseThrow(
                () ->
                    new Fault(
                        "option recent = "
                            + text
                            + ": accepted is a time of silence of 1 s or more, such as 600, 10m"
                            + " or 1h"));
    return Optional.of(new Recent(ChainName.of(name).replace('/', '+'), seconds));
  }

  /** The rules of the jail in one family. */
  Rules rules(String jail, ChainOrder asked, Family family, String target) {
    if (managed) {
      return Rules.guest(jail, asked.entrance().parent(), target);
    }
    String suffix = recent.isPresent() ? RECENT_SUFFIX : LOG_SUFFIX;
    if (log.isEmpty() && recent.isEmpty()) {
      return new Rules(jail, ChainName.of(asked.name()), asked.entrance(), target);
    }
    String chain = ChainName.of(asked.name(), suffix);
    List<String> aside = new ArrayList<>();
    recent.ifPresent(list -> aside.add(list.noting(family)));
    log.ifPresent(aside::add);
    aside.add("-j " + target);
    List<String> standing =
        recent.map(list -> List.of(list.keepingOut(family, target))).orElse(List.of());
    return new Rules(
        jail,
        chain,
        asked.entrance(),
        chain + suffix,
        Optional.of(new Aside(chain + suffix, aside)),
        standing);
  }
}
