package org.gaoler.core.settings;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gaoler.api.IpBlock;
import org.gaoler.api.Offender;
import org.gaoler.api.TimeSpan;
import org.gaoler.api.operate.JailStatus;
import org.gaoler.core.count.Method;
import org.gaoler.core.count.Rule;

/**
 * What one jail is configured to do, read and checked.
 *
 * @param name the jail's name
 * @param enabled whether it shall guard
 * @param filter its filter with parameters; {@link PluginCall#NONE} for bans by hand alone
 * @param filterOptions what it says in place of its filter, by fail2ban's words
 * @param backend plain name of a backend, or {@code auto}
 * @param logs the files to follow, in the order written
 * @param encoding how the bytes of those files are read as text
 * @param journalMatch journal entries to look at; empty to use the filter's
 * @param maxRetry failures within the find time that lead to a sentence, 1 or more
 * @param findTime how long a failure counts
 * @param banTime how long a sentence lasts
 * @param counting how failures are counted
 * @param retention how long it is remembered that an operator lifted a ban
 * @param actions its actions with their options, the jail's own port and protocol included
 * @param ignored networks that are never banned
 * @param ignoredNames host names whose addresses are never banned
 * @param ignoreSelf whether this machine's own addresses are never banned
 * @param prefix4 how wide an IPv4 network is counted and banned as one, 1 to 32
 * @param prefix6 how wide an IPv6 network is counted and banned as one, 1 to 128
 * @param unbanQuiet after how long without a packet a ban is lifted; empty for never
 * @param values every value in force with its origin
 */
public record JailSettings(
    String name,
    boolean enabled,
    PluginCall filter,
    Map<String, String> filterOptions,
    String backend,
    List<LogPath> logs,
    LogEncoding encoding,
    String journalMatch,
    int maxRetry,
    TimeSpan findTime,
    TimeSpan banTime,
    Method counting,
    TimeSpan retention,
    List<PluginCall> actions,
    List<IpBlock> ignored,
    List<String> ignoredNames,
    boolean ignoreSelf,
    int prefix4,
    int prefix6,
    Optional<TimeSpan> unbanQuiet,
    List<JailStatus.Setting> values) {

  /** The word for letting Gaoler choose the backend. */
  public static final String AUTO = "auto";

  private static final Map<String, String> BACKEND_WORDS =
      Map.of("pyinotify", "inotify", "gamin", "inotify", "systemd", "journal");

  /**
   * The unit in which an offender is counted and banned.
   *
   * @param offender as a filter took it
   * @return the network around it, as wide as configured
   */
  public Offender unit(Offender offender) {
    return offender instanceof IpBlock block
        ? block.widen(block.family() == IpBlock.Family.IPV4 ? prefix4 : prefix6)
        : offender;
  }

  /**
   * When failures are enough.
   *
   * @return limit, find time and method
   */
  public Rule rule() {
    return new Rule(maxRetry, findTime.duration(), counting);
  }

  /**
   * The backend's name as Gaoler knows it.
   *
   * @return fail2ban's names translated
   */
  public String backendName() {
    return BACKEND_WORDS.getOrDefault(backend, backend);
  }

  /**
   * Where a value stands, for messages.
   *
   * @param key fail2ban's word
   * @return the file, or the jail if it is a default
   */
  public String place(String key) {
    return values.stream()
        .filter(value -> value.key().equals(key) && !value.origin().equals("default"))
        .map(JailStatus.Setting::origin)
        .findFirst()
        .orElse("jail " + name);
  }
}
