package org.gaoler.tester.fail2ban;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gaoler.api.Fault;
import org.gaoler.api.Filter;
import org.gaoler.filter.trial.Filters;
import org.gaoler.tester.words.Mistake;

/**
 * Finds out what REGEX means as fail2ban-regex does, and says so.
 *
 * @param config the configuration folder
 * @param filters its filters and those of the packs
 * @param layout says it
 * @param verbose how much
 */
record NamedFilter(Path config, Filters filters, Layout layout, int verbose) {

  private static final String CALL = "(?s)/{0,3}[\\w/_.-]+(?:\\[.*\\])?";
  private static final String FOLDER = "filter.d";
  private static final int LONGEST_SHOWN = 53;

  /**
   * Finds it.
   *
   * @param regex as typed
   * @param overrides parameters that win
   * @return the filter
   * @throws Mistake if it is wrong, as it is to be printed
   */
  Filter find(String regex, Map<String, String> overrides) throws Mistake, IOException {
    Optional<Filter> named = regex.matches(CALL) ? named(regex, overrides) : Optional.empty();
    return named.isPresent() ? named.get() : expression(regex, overrides);
  }

  private Optional<Filter> named(String regex, Map<String, String> overrides)
      throws Mistake, IOException {
    Filters.Call call;
    try {
      call = Filters.call(regex);
    } catch (Fault fault) {
      throw new Mistake(
          "Wrong filter name or options: "
              + fault.getMessage()
              + "\n       while parsing: "
              + regex);
    }
    Optional<Path> file = file(call.name());
    try {
      return file.isPresent()
          ? Optional.of(read(call, file.get(), overrides))
          : packed(call, overrides);
    } catch (Fault fault) {
      throw new Mistake(fault.getMessage());
    }
  }

  private Optional<Filter> packed(Filters.Call call, Map<String, String> overrides)
      throws Fault, IOException {
    if (call.name().contains("/") || !filters.names().contains(call.name())) {
      return Optional.empty();
    }
    Optional<Filter> filter = filters.find(call.name(), parameters(call, overrides));
    if (filter.isPresent()) {
      layout.use("filter file", call.name() + ", " + filter.get().origin());
      options(call);
    }
    return filter;
  }

  private Filter read(Filters.Call call, Path file, Map<String, String> overrides)
      throws Fault, IOException {
    String name = file.getFileName().toString();
    boolean plain = !call.name().contains("/") || call.name().startsWith(FOLDER + "/");
    boolean whole = plain || file.getParent() != null && file.getParent().endsWith(FOLDER);
    if (!whole) {
      layout.use("filter file", call.name());
    } else {
      Path base = plain ? config : file.getParent().getParent();
      layout.use("filter file", name.replaceFirst("\\.(conf|local)$", "") + ", basedir: " + base);
    }
    options(call);
    return filters.read(file, parameters(call, overrides));
  }

  private void options(Filters.Call call) throws IOException {
    if (!call.parameters().isEmpty()) {
      layout.use("filter options", PythonText.dictionary(call.parameters()));
    }
  }

  private static Map<String, String> parameters(Filters.Call call, Map<String, String> overrides) {
    Map<String, String> parameters = new LinkedHashMap<>(call.parameters());
    parameters.putIfAbsent("default/logtype", "file");
    parameters.putAll(overrides);
    return parameters;
  }

  private Optional<Path> file(String name) {
    for (String extension : List.of("", ".conf", ".local")) {
      Path file = Path.of(name + extension);
      if (name.startsWith(FOLDER + "/")) {
        file = config.resolve(name + extension);
      } else if (!name.contains("/")) {
        Path folder = config.endsWith(FOLDER) ? config : config.resolve(FOLDER);
        file = folder.resolve(name + extension);
      }
      if (Files.isRegularFile(file)) {
        return Optional.of(file);
      }
    }
    return Optional.empty();
  }

  private Filter expression(String regex, Map<String, String> overrides)
      throws Mistake, IOException {
    layout.use("failregex line", shortened(regex));
    Map<String, String> parameters = new LinkedHashMap<>(overrides);
    parameters.put("failregex", regex);
    try {
      return filters.expression(parameters);
    } catch (Fault fault) {
      throw new Mistake(
          fault.getMessage().contains("names nobody")
              ? "No failure-id group in " + PythonText.of(regex)
              : fault.getMessage());
    }
  }

  static String shortened(String text) {
    return text.codePointCount(0, text.length()) <= LONGEST_SHOWN
        ? text
        : text.substring(0, text.offsetByCodePoints(0, LONGEST_SHOWN - 3)) + "...";
  }
}
