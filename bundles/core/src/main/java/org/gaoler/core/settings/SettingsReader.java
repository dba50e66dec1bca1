package org.gaoler.core.settings;

import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.gaoler.api.Fault;
import org.gaoler.api.IpBlock;
import org.gaoler.api.TimeSpan;
import org.gaoler.api.operate.JailStatus;
import org.gaoler.core.count.Method;

/** Reads a jail's configuration and finds all its mistakes at once. */
public final class SettingsReader {

  /** The property in which File Install leaves the file's address. */
  static final String FILE_NAME = "felix.fileinstall.filename";

  private final String jail;
  private final Map<String, String> values = new LinkedHashMap<>();
  private final String file;
  private final List<String> faults = new ArrayList<>();

  private SettingsReader(String jail, Map<String, ?> properties) {
    this.jail = jail;
    Object name = properties.get(FILE_NAME);
    this.file = name == null ? "jail " + jail : name.toString().replaceFirst("^file:(//)?", "");
    properties.forEach(
        (key, value) -> {
          String word = key.toLowerCase(Locale.ROOT);
          if (Options.FOREIGN_PREFIXES.stream().noneMatch(word::startsWith)) {
            values.put(word, String.valueOf(value).strip());
          }
        });
  }

  /**
   * Reads one jail.
   *
   * @param jail its name
   * @param properties as Config Admin holds them
   * @return what was read, or what is wrong
   */
  public static Reading read(String jail, Map<String, ?> properties) {
    return new SettingsReader(jail, properties).read();
  }

  /**
   * The outcome of reading.
   *
   * @param settings empty if there are faults
   * @param faults one line each, naming file, option, value and what is accepted
   */
  public record Reading(Optional<JailSettings> settings, List<String> faults) {
    public Reading {
      faults = faults.stream().map(fault -> fault.replaceAll("[\\p{Cntrl}\\s]+", " ")).toList();
    }
  }

  private Reading read() {
    checkName();
    values.keySet().stream().filter(key -> !Options.KNOWN.contains(key)).forEach(this::unknown);
    List<JailStatus.Setting> inForce = inForce();
    List<IpBlock> ignored = new ArrayList<>();
    List<String> names = new ArrayList<>();
    ignoreList(ignored, names);
    JailSettings settings =
        new JailSettings(
            jail,
            flag("enabled"),
            filter(),
            forFilter(),
            text("backend").toLowerCase(Locale.ROOT),
            logs(),
            encoding(),
            text("journalmatch"),
            number("maxretry", 1, 100_000),
            span("findtime"),
            span("bantime"),
            counting(),
            span("retention"),
            actions(),
            List.copyOf(ignored),
            List.copyOf(names),
            flag("ignoreself"),
            number("prefix4", 1, 32),
            number("prefix6", 1, 128),
            text("unbanquiet").isEmpty() ? Optional.empty() : Optional.of(span("unbanquiet")),
            inForce);
    return faults.isEmpty()
        ? new Reading(Optional.of(settings), List.of())
        : new Reading(Optional.empty(), faults);
  }

  private void checkName() {
    if (!jail.matches("[A-Za-z0-9._-]{1,200}")) {
      faults.add(
          file
              + ": '"
              + jail
              + "' cannot be a jail's name; accepted are 1 to 200 characters of"
              + " A-Z a-z 0-9 . _ -");
    }
  }

  private void unknown(String key) {
    faults.add(
        file
            + ": unknown option "
            + key
            + " = "
            + values.get(key)
            + "; accepted are "
            + String.join(", ", Options.KNOWN));
  }

  private void wrong(String key, String accepted) {
    faults.add(file + ": " + key + " = " + text(key) + " is wrong; accepted: " + accepted);
  }

  private String text(String key) {
    return values.getOrDefault(key, Options.DEFAULTS.getOrDefault(key, ""));
  }

  private boolean flag(String key) {
    switch (text(key).toLowerCase(Locale.ROOT)) {
      case "1", "yes", "true", "on":
        return true;
      case "0", "no", "false", "off":
        return false;
      default:
        wrong(key, "true or false");
        return false;
    }
  }

  private int number(String key, int least, int most) {
    String text = text(key);
    if (text.matches("\\d{1,9}")) {
      int value = Integer.parseInt(text);
      if (value >= least && value <= most) {
        return value;
      }
    }
    wrong(key, "a whole number from " + least + " to " + most);
    return least;
  }

  private TimeSpan span(String key) {
    Optional<TimeSpan> span = TimeSpan.parse(text(key));
    if (span.isEmpty() || span.get().seconds() == 0) {
      wrong(key, TimeSpan.ACCEPTED + ", more than 0");
      return TimeSpan.PERMANENT;
    }
    return span.get();
  }

  private Method counting() {
    Optional<Method> method = Method.parse(text("counting"));
    if (method.isEmpty()) {
      wrong("counting", "exact or fail2ban");
    }
    return method.orElse(Method.EXACT);
  }

  private PluginCall filter() {
    String mode = text("mode");
    try {
      List<PluginCall> calls = PluginCall.parseList(values.getOrDefault("filter", jail));
      if (calls.isEmpty() && values.keySet().stream().noneMatch(Options.FOR_FILTER::contains)) {
        return PluginCall.NONE;
      }
      if (calls.size() == 1) {
        Map<String, String> parameters = new LinkedHashMap<>();
        if (!mode.isEmpty()) {
          parameters.put("mode", mode);
        }
        parameters.putAll(calls.get(0).options());
        return new PluginCall(calls.get(0).name(), parameters);
      }
      wrong("filter", "one filter, as name or name[option=value]; nothing, to ban by hand alone");
    } catch (Fault fault) {
      faults.add(file + ": filter = " + fault.getMessage());
    }
    return new PluginCall(jail, Map.of());
  }

  private Map<String, String> forFilter() {
    if (!values.getOrDefault("usedns", "no").matches("(?i)yes|warn|no|raw")) {
      wrong("usedns", "yes, warn, no or raw");
    }
    if (values.containsKey("maxlines")) {
      number("maxlines", 1, 1_000);
    }
    Map<String, String> options = new LinkedHashMap<>();
    for (String key : Options.FOR_FILTER) {
      if (values.containsKey(key)) {
        options.put(key, values.get(key));
      }
    }
    return Map.copyOf(options);
  }

  private LogEncoding encoding() {
    Optional<LogEncoding> encoding = LogEncoding.parse(text("logencoding"));
    if (encoding.isEmpty()) {
      wrong("logencoding", "auto or an encoding such as UTF-8, latin-1 or windows-1252");
    }
    return encoding.orElseGet(() -> LogEncoding.ofMachine(""));
  }

  private List<LogPath> logs() {
    List<LogPath> logs = new ArrayList<>();
    for (String word : text("logpath").split("[\\s,]+")) {
      boolean suffix = (word.equals("tail") || word.equals("head")) && !logs.isEmpty();
      if (suffix) {
        LogPath last = logs.remove(logs.size() - 1);
        logs.add(new LogPath(last.pattern(), word.equals("tail")));
      } else if (word.startsWith("/") && readable(word)) {
        logs.add(new LogPath(word, false));
      } else if (!word.isEmpty()) {
        wrong("logpath", "absolute paths or patterns, each perhaps followed by tail or head");
        return logs;
      }
    }
    return List.copyOf(logs);
  }

  private static boolean readable(String pattern) {
    try {
      return Path.of(pattern).isAbsolute()
          && FileSystems.getDefault().getPathMatcher("glob:" + pattern) != null;
    } catch (IllegalArgumentException malformed) {
      return false;
    }
  }

  private List<PluginCall> actions() {
    Map<String, String> own = new LinkedHashMap<>();
    values.forEach(
        (key, value) -> {
          if (Options.PASSED_ON.contains(key) && !value.isEmpty()) {
            own.put(key, value);
          }
        });
    List<PluginCall> actions = new ArrayList<>();
    try {
      for (PluginCall call : PluginCall.parseList(text("action"))) {
        Map<String, String> options = new LinkedHashMap<>(own);
        options.putAll(call.options());
        actions.add(new PluginCall(call.name(), options));
      }
    } catch (Fault fault) {
      faults.add(file + ": action = " + fault.getMessage());
    }
    return List.copyOf(actions);
  }

  private void ignoreList(List<IpBlock> ignored, List<String> names) {
    for (String word : text("ignoreip").split("[\\s,]+")) {
      Optional<IpBlock> block = IpBlock.parse(word);
      if (block.isPresent()) {
        ignored.add(block.get());
      } else if (word.matches("(?=.*[A-Za-z])[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)*\\.?")) {
        names.add(word);
      } else if (!word.isEmpty()) {
        faults.add(
            file
                + ": ignoreip = "
                + word
                + " is wrong; accepted: addresses such as 192.0.2.1,"
                + " networks such as 192.0.2.0/24 or 2001:db8::/32, host names");
      }
    }
  }

  private List<JailStatus.Setting> inForce() {
    Map<String, String> all = new java.util.TreeMap<>(Options.DEFAULTS);
    all.putIfAbsent("filter", jail);
    all.putAll(values);
    return all.entrySet().stream()
        .map(
            entry ->
                new JailStatus.Setting(
                    entry.getKey(),
                    entry.getValue(),
                    values.containsKey(entry.getKey()) ? file : "default"))
        .toList();
  }
}
