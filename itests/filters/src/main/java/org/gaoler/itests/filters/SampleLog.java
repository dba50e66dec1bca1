package org.gaoler.itests.filters;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gaoler.itests.netns.Json;

/** Reads the annotated sample logs of one filter as fail2ban's own suite does. */
final class SampleLog {

  private static final Pattern NOTE =
      Pattern.compile("^#+ ?(failJSON|fileOptions|filterOptions|addFILE):(.+)$");

  private final FailTree tree;
  private final String filter;
  private final boolean own;
  private final Map<String, Play> plays = new LinkedHashMap<>();
  private final List<String> files = new ArrayList<>();
  private final List<Setup> setups = new ArrayList<>();
  private Map<?, ?> common = Map.of();
  private boolean passedOver;

  /** A filter to take lines through, with the annotation's options. */
  private record Setup(Play play, Map<String, Object> options) {}

  private SampleLog(FailTree tree, String filter, boolean own) {
    this.tree = tree;
    this.filter = filter;
    this.own = own;
    files.add(filter);
  }

  /**
   * Reads the samples of a filter.
   *
   * @param tree which fail2ban
   * @param filter the filter's name, which is also that of the file
   * @param own whether it is one of the test suite's filters
   * @return one play for each set of options
   */
  static List<Play> read(FailTree tree, String filter, boolean own) {
    SampleLog log = new SampleLog(tree, filter, own);
    for (int i = 0; i < log.files.size(); i++) {
      log.read(log.files.get(i));
    }
    return List.copyOf(log.plays.values());
  }

  private void read(String file) {
    Path path = tree.logs().resolve(file);
    String[] lines = FailTree.text(path).split("\n", -1);
    passedOver = false;
    for (int i = 0; i < lines.length; i++) {
      Matcher note = NOTE.matcher(lines[i]);
      if (!note.find()) {
        if (!passedOver && !lines[i].startsWith("#") && !lines[i].isBlank()) {
          take(file, i + 1, lines[i], Map.of());
        }
        continue;
      }
      Object value = Json.read(note.group(2).strip());
      if (!note.group(1).equals("failJSON")) {
        steer(note.group(1), value);
      } else if (++i < lines.length && !passedOver) {
        take(file, i + 1, lines[i], (Map<?, ?>) value);
      }
    }
  }

  private void steer(String word, Object value) {
    switch (word) {
      case "fileOptions" -> common = (Map<?, ?>) value;
      case "addFILE" -> files.add((String) value);
      default -> {
        setups.clear();
        passedOver = false;
        for (Object options : value instanceof List<?> list ? list : List.of(value)) {
          Map<String, Object> all = new LinkedHashMap<>();
          common.forEach((key, text) -> all.put((String) key, text));
          ((Map<?, ?>) options).forEach((key, text) -> all.put((String) key, text));
          set(all);
        }
      }
    }
  }

  private void set(Map<String, Object> options) {
    Object condition = options.get("test.condition");
    if (condition != null) {
      passedOver = !Condition.holds((String) condition, filter, options);
    }
    if (passedOver) {
      return;
    }
    Map<String, String> parameters = new TreeMap<>();
    options.forEach(
        (key, value) -> {
          if (!key.startsWith("test.")) {
            parameters.put(key, value.toString());
          }
        });
    Object name = options.get("test.filter-name");
    String key = name == null ? parameters.toString() : name.toString();
    setups.add(new Setup(play(key, parameters), options));
  }

  private Play play(String key, Map<String, String> parameters) {
    return plays.computeIfAbsent(key, any -> new Play(filter, own, parameters, new ArrayList<>()));
  }

  private void take(String file, int number, String raw, Map<?, ?> expected) {
    if (setups.isEmpty()) {
      setups.add(new Setup(play("{}", Map.of()), Map.of()));
    }
    String line = raw.replaceFirst("\r+$", "");
    for (Setup setup : setups) {
      Object constraint = expected.get("constraint");
      if (constraint != null && !Condition.holds((String) constraint, filter, setup.options())) {
        continue;
      }
      boolean journal = "journal".equals(setup.options().get("logtype"));
      Object prefix = setup.options().get("test.prefix-line");
      if (journal && prefix != null) {
        line = prefix + line;
      }
      setup.play().samples().add(new Sample(file, number, line, journal, expected));
    }
  }
}
