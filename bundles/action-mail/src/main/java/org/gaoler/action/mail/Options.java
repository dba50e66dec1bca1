package org.gaoler.action.mail;

import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.gaoler.api.Fault;
import org.gaoler.api.TimeSpan;

/**
 * Reads the values of options: a jail's own over those configured for all.
 *
 * @param common configured for all
 * @param own the jail's
 */
record Options(Map<String, String> common, Map<String, String> own) {

  static final String PID = "org.gaoler.action.mail";

  Options {
    common = Map.copyOf(common);
    own = Map.copyOf(own);
  }

  /** Those configured for all. */
  static Options of(Defaults defaults) {
    Map<String, String> values = new HashMap<>();
    values.put("emailheader", defaults.emailheader());
    values.put("dest", defaults.dest());
    values.put("sender", defaults.sender());
    values.put("sendername", defaults.sendername());
    values.put("startstop", defaults.startstop());
    values.put("unban", defaults.unban());
    values.put("digest", defaults.digest());
    values.put("limit", defaults.limit());
    values.put("html", defaults.html());
    values.put("templates", defaults.templates());
    values.put("lines", defaults.lines());
    values.put("whois", defaults.whois());
    values.put("whoisserver", defaults.whoisserver());
    values.put("whoistimeout", defaults.whoistimeout());
    values.put("whoiscachetime", defaults.whoiscachetime());
    values.put("whoiscachesize", defaults.whoiscachesize());
    values.put("mta", defaults.mta());
    values.put("smtphost", defaults.smtphost());
    values.put("smtpport", defaults.smtpport());
    values.put("tls", defaults.tls());
    values.put("user", defaults.user());
    values.put("passwordfile", defaults.passwordfile());
    values.put("cafile", defaults.cafile());
    values.put("timeout", defaults.timeout());
    values.put("hostname", defaults.hostname());
    return new Options(values, Map.of());
  }

  Options with(Map<String, String> jails) {
    return new Options(common, jails);
  }

  String text(String option) {
    String text = own.containsKey(option) ? own.get(option) : common.getOrDefault(option, "");
    return text.strip();
  }

  Optional<String> given(String option) {
    return Optional.of(text(option)).filter(text -> !text.isEmpty());
  }

  boolean flag(String option) throws Fault {
    return switch (text(option).toLowerCase(Locale.ROOT)) {
      case "yes", "true", "on", "1" -> true;
      case "no", "false", "off", "0" -> false;
      default -> throw wrong(option, "yes and no");
    };
  }

  int number(String option, int least, int most) throws Fault {
    String text = text(option);
    if (text.matches("\\d{1,9}")) {
      int number = Integer.parseInt(text);
      if (number >= least && number <= most) {
        return number;
      }
    }
    throw wrong(option, least + " to " + most);
  }

  Duration time(String option, Duration least, Duration most) throws Fault {
    Optional<Duration> time = TimeSpan.parse(text(option)).map(TimeSpan::duration);
    if (time.isEmpty() || time.get().compareTo(least) < 0 || time.get().compareTo(most) > 0) {
      throw wrong(
          option, new TimeSpan(least.toSeconds()) + " to " + new TimeSpan(most.toSeconds()));
    }
    return time.get();
  }

  Fault wrong(String option, String accepted) {
    String where = own.containsKey(option) ? "" : " in " + PID + ".cfg";
    return new Fault(
        "option " + option + " = " + text(option) + where + ": accepted are " + accepted);
  }
}
