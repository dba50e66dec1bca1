package org.gaoler.action.webhook;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.gaoler.api.Fault;
import org.gaoler.api.TimeSpan;

/**
 * Options of a jail over those of the configuration, read strictly.
 *
 * @param values by name; blank where nothing is given
 */
record Options(Map<String, String> values) {

  static Options of(Defaults defaults) {
    Map<String, String> values = new HashMap<>();
    values.put("url", defaults.url());
    values.put("method", defaults.method());
    values.put("headers", defaults.headers());
    values.put("template", defaults.template());
    values.put("type", defaults.type());
    values.put("markup", defaults.markup());
    values.put("events", defaults.events());
    values.put("digest", defaults.digest());
    values.put("lines", defaults.lines());
    values.put("timeout", defaults.timeout());
    values.put("secretfile", defaults.secretfile());
    values.put("cafile", defaults.cafile());
    values.put("proxy", defaults.proxy());
    values.put("hostname", defaults.hostname());
    return new Options(values);
  }

  Options with(Map<String, String> jails) {
    Map<String, String> both = new HashMap<>(values);
    both.putAll(jails);
    return new Options(both);
  }

  String text(String option) {
    return values.getOrDefault(option, "").strip();
  }

  Optional<String> given(String option) {
    return Optional.of(text(option)).filter(text -> !text.isEmpty());
  }

  Optional<Path> file(String option) throws Fault {
    Optional<String> given = given(option);
    return given.isEmpty() ? Optional.empty() : Optional.of(path(option, given.get()));
  }

  Path path(String option, String text) throws Fault {
    try {
      Path path = Path.of(text);
      if (path.isAbsolute()) {
        return path;
      }
    } catch (InvalidPathException invalid) {
      throw new Fault("option " + option + " = " + text + ": " + invalid.getReason(), invalid);
    }
    throw wrong(option, "absolute paths");
  }

  /** A time between two others. */
  Duration time(String option, Duration least, Duration most) throws Fault {
    Optional<TimeSpan> span = TimeSpan.parse(text(option)).filter(each -> !each.permanent());
    Duration time = span.map(TimeSpan::duration).orElse(Duration.ofSeconds(-1));
    if (time.compareTo(least) < 0 || time.compareTo(most) > 0) {
      throw wrong(option, least.toSeconds() + "s to " + new TimeSpan(most.toSeconds()));
    }
    return time;
  }

  int number(String option, int most) throws Fault {
    String text = text(option);
    if (!text.matches("\\d{1,6}") || Integer.parseInt(text) > most) {
      throw wrong(option, "0 to " + most);
    }
    return Integer.parseInt(text);
  }

  Fault wrong(String option, String accepted) {
    return new Fault("option " + option + " = " + text(option) + ": accepted are " + accepted);
  }
}
