package org.gaoler.core.jail;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gaoler.api.Fault;
import org.gaoler.api.Filter;
import org.gaoler.api.FilterSource;
import org.gaoler.api.LogBackend;
import org.gaoler.core.lane.LaneKey;
import org.gaoler.core.plugin.Supervision;
import org.gaoler.core.settings.JailSettings;
import org.gaoler.core.settings.LogPath;
import org.gaoler.core.settings.PluginCall;

/** Works out which installed parts a jail is to use, and what it has to wait for. */
final class Planner {

  private static final String INOTIFY = "inotify";
  private static final String POLLING = "polling";
  private static final String JOURNAL = "journal";

  private final Parts parts;
  private final Supervision supervision;

  Planner(Parts parts) {
    this.parts = parts;
    this.supervision = new Supervision(parts);
  }

  /**
   * What a jail is to use.
   *
   * @param filter empty if it is missing or wrong
   * @param broken what is wrong with the filter, none or one line
   * @param watch empty if the backend is missing or there is nothing to follow
   * @param missing what keeps it from guarding, one line each
   */
  record Plan(
      Optional<Filter> filter, List<String> broken, Optional<Watch> watch, List<String> missing) {}

  Plan plan(JailSettings settings) {
    List<String> missing = new ArrayList<>();
    List<String> broken = new ArrayList<>();
    if (settings.filter().equals(PluginCall.NONE)) {
      return new Plan(Optional.empty(), broken, Optional.empty(), missing);
    }
    boolean auto = settings.backendName().equals(JailSettings.AUTO);
    Choice choice = auto ? choose(settings.logs()) : new Choice(settings.backendName(), "");
    Optional<Filter> filter = filter(settings, choice, missing, broken);
    String match = settings.journalMatch();
    if (match.isEmpty()) {
      match = filter.map(Filter::journalMatch).orElse("");
    }
    Optional<Watch> watch = watch(settings, choice, match, missing);
    return new Plan(filter, broken, watch, missing);
  }

  private Optional<Filter> filter(
      JailSettings settings, Choice choice, List<String> missing, List<String> broken) {
    Optional<FilterSource> source = parts.filters();
    String name = settings.filter().name();
    if (source.isEmpty()) {
      missing.add(
          settings.place("filter") + ": filter = " + name + ": waits for bundle org.gaoler.filter");
      return Optional.empty();
    }
    try {
      Optional<Filter> filter = source.get().find(name, parameters(settings, choice));
      if (filter.isEmpty()) {
        missing.add(
            settings.place("filter")
                + ": filter = "
                + name
                + ": waits for a filter of that name; there are "
                + (source.get().names().isEmpty()
                    ? "none: install a filter pack such as org.gaoler.filters.ssh"
                    : String.join(", ", source.get().names())));
      }
      return filter;
    } catch (Fault | RuntimeException fault) {
      broken.add(String.valueOf(fault.getMessage()));
      return Optional.empty();
    }
  }

  /** The jail's own options come before those of the filter's call, as in fail2ban. */
  private static Map<String, String> parameters(JailSettings settings, Choice choice) {
    Map<String, String> parameters = new LinkedHashMap<>();
    boolean journal = choice.name().equals(JOURNAL);
    parameters.put("default/logtype", journal ? "journal" : "file");
    parameters.put("default/usedns", "warn");
    parameters.putAll(settings.filter().options());
    parameters.putAll(settings.filterOptions());
    return parameters;
  }

  private Optional<Watch> watch(
      JailSettings settings, Choice choice, String match, List<String> missing) {
    Optional<LogBackend> service = parts.backend(choice.name());
    if (service.isEmpty()) {
      missing.add(
          settings.place("backend")
              + ": backend = "
              + settings.backend()
              + ": "
              + parts.quarantined(choice.name()).orElseGet(() -> unoffered(choice)));
      return Optional.empty();
    }
    List<LaneKey> keys = keys(settings, choice.name(), match);
    if (keys.isEmpty()) {
      missing.add(
          settings.place("filter") + ": logpath is empty; accepted are absolute paths or patterns");
      return Optional.empty();
    }
    if (!choice.name().equals(JOURNAL) && !settings.encoding().readable()) {
      missing.add(
          settings.place("logencoding")
              + ": logencoding = "
              + settings.encoding()
              + ": files in it cannot be read; accepted are UTF-16, UTF-32 and encodings that hold"
              + " ASCII as it is, such as UTF-8, latin-1 or windows-1252");
      return Optional.empty();
    }
    unusable(choice.name(), service.get()).ifPresent(missing::add);
    return Optional.of(new Watch(choice.name(), choice.why(), service.get(), keys));
  }

  private Optional<String> unusable(String name, LogBackend backend) {
    String what = "asking backend " + name + " whether it is usable";
    return supervision.ask(
        backend, what, backend::unusable, hangs -> Optional.of(hangs.getMessage()));
  }

  private String unoffered(Choice choice) {
    return "waits for bundle org.gaoler.backend."
        + choice.name()
        + "; there are "
        + String.join(", ", parts.backends().keySet());
  }

  private static List<LaneKey> keys(JailSettings settings, String backend, String match) {
    if (backend.equals(JOURNAL)) {
      return List.of(new LaneKey(backend, "", match, false, StandardCharsets.UTF_8));
    }
    Charset encoding = settings.encoding().charset();
    return LaneKey.apart(
        settings.logs().stream()
            .map(log -> new LaneKey(backend, log.pattern(), "", log.fromEnd(), encoding))
            .toList());
  }

  private record Choice(String name, String why) {}

  /** An existing log file by the kernel's notification, else the journal, else the file to come. */
  private Choice choose(List<LogPath> logs) {
    String files = parts.backend(INOTIFY).isPresent() ? INOTIFY : POLLING;
    Optional<String> present =
        logs.stream().map(LogPath::pattern).filter(LogFiles::exist).findFirst();
    if (present.isPresent()) {
      return new Choice(files, "auto: " + present.get() + " exists");
    }
    boolean journal =
        parts.backend(JOURNAL).filter(each -> unusable(JOURNAL, each).isEmpty()).isPresent();
    if (journal) {
      return new Choice(JOURNAL, "auto: no log file exists");
    }
    return logs.isEmpty() && parts.backend(JOURNAL).isPresent()
        ? new Choice(JOURNAL, "auto: no log file is configured")
        : new Choice(files, "auto: no log file exists yet, and no journal");
  }
}
