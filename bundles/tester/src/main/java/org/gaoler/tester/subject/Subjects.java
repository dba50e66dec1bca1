package org.gaoler.tester.subject;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.gaoler.api.Fault;
import org.gaoler.api.Filter;
import org.gaoler.commands.text.Nearest;
import org.gaoler.filter.trial.Filters;
import org.gaoler.tester.run.Limit;
import org.gaoler.tester.words.Mistake;
import org.gaoler.tester.words.Typed;

/**
 * Finds out what FILTER means: a jail, a filter's name with options, a file, or an expression.
 *
 * @param etc the administrator's folder
 * @param filters the filters there are
 * @param overrides parameters that win over all others
 * @param journal whether the lines come from the journal
 */
public record Subjects(Path etc, Filters filters, Map<String, String> overrides, boolean journal) {

  private static final String NAME = "[\\w.-]+";
  private static final String CALL = "[\\w.\\-/~]+(?s:\\[.*\\]|\\[[^<(]*)?\\s*";
  private static final String JAIL = "jail:";
  private static final String FILTER = "filter:";
  private static final String FAILREGEX = "failregex";

  /**
   * Finds it.
   *
   * @param text as typed
   * @return what is to be tested
   * @throws Mistake if it is nothing, or wrong
   */
  public Subject find(String text) throws Mistake {
    try {
      if (text.isBlank()) {
        throw new Mistake("FILTER is empty; accepted are a filter, a jail, a file, an expression");
      }
      if (text.startsWith(JAIL)) {
        String name = text.substring(JAIL.length());
        Optional<Subject> jail = jail(name);
        if (jail.isEmpty()) {
          throw unknown("jail", name);
        }
        return jail.get();
      }
      return text.startsWith(FILTER)
          ? filter(text.substring(FILTER.length()))
          : text.matches(CALL) ? named(text) : expression(text);
    } catch (Fault fault) {
      throw new Mistake(fault.getMessage());
    }
  }

  private Subject named(String text) throws Mistake, Fault {
    Optional<Subject> jail = text.matches(NAME) ? jail(text) : Optional.empty();
    if (jail.isEmpty()) {
      return filter(text);
    }
    boolean both = filters.names().contains(text);
    String hint = both ? " (for the filter of that name by itself: " + FILTER + text + ")" : "";
    Subject found = jail.get();
    return new Subject(
        found.filter(),
        found.title() + hint,
        found.jail(),
        found.limit(),
        found.journalMatch(),
        found.again());
  }

  private Subject filter(String text) throws Mistake, Fault {
    Filters.Call call = Filters.call(text);
    boolean path = call.name().contains("/") || call.name().matches(".*\\.(conf|local)");
    Subject.Again again = more -> again(call, more, path, journal);
    Optional<Filter> filter = again.with(Map.of());
    if (filter.isEmpty()) {
      throw unknown("filter or jail", call.name());
    }
    String title = "filter " + text.strip() + " (" + filter.get().origin() + ")";
    return subject(filter.get(), title, "", Optional.empty(), again);
  }

  private Optional<Filter> again(
      Filters.Call call, Map<String, String> more, boolean path, boolean fromJournal) throws Fault {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("default/logtype", fromJournal ? "journal" : "file");
    parameters.putAll(call.parameters());
    parameters.putAll(overrides);
    parameters.putAll(more);
    return path
        ? Optional.of(filters.read(Path.of(call.name()), parameters))
        : filters.find(call.name(), parameters);
  }

  private Optional<Subject> jail(String name) throws Mistake, Fault {
    Optional<JailFile> found = name.matches(NAME) ? JailFile.find(etc, name) : Optional.empty();
    if (found.isEmpty()) {
      return Optional.empty();
    }
    JailFile jail = found.get();
    String written = jail.text("filter").isEmpty() ? name : jail.text("filter");
    Filters.Call call = inJail(jail, Filters.call(written));
    Subject.Again again = more -> again(call, more, false, journal || jail.journal());
    Filter filter =
        again
            .with(Map.of())
            .orElseThrow(
                () ->
                    new Mistake(
                        jail.file() + ": filter = " + written + ": there is no such filter"));
    String title = "jail " + name + " (" + jail.file() + "), filter " + described(call);
    Optional<Limit> limit = Optional.of(jail.limit());
    Subject subject = subject(filter, title, name, limit, again);
    return Optional.of(
        jail.text("journalmatch").isEmpty()
            ? subject
            : matching(subject, jail.text("journalmatch")));
  }

  private static Filters.Call inJail(JailFile jail, Filters.Call call) {
    Map<String, String> parameters = new LinkedHashMap<>();
    if (!jail.text("mode").isEmpty()) {
      parameters.put("mode", jail.text("mode"));
    }
    parameters.put("default/usedns", "warn");
    parameters.putAll(call.parameters());
    parameters.putAll(jail.filterOptions());
    return new Filters.Call(call.name(), parameters);
  }

  private static String described(Filters.Call call) {
    StringBuilder text = new StringBuilder(call.name());
    call.parameters().entrySet().stream()
        .filter(option -> !option.getKey().startsWith("default/"))
        .forEach(
            option ->
                text.append(text.indexOf("[") < 0 ? "[" : ", ")
                    .append(option.getKey())
                    .append('=')
                    .append(option.getValue()));
    return text.indexOf("[") < 0 ? text.toString() : text.append(']').toString();
  }

  private Subject expression(String text) throws Fault {
    Map<String, String> own = new LinkedHashMap<>();
    own.put(FAILREGEX, text);
    own.putAll(overrides);
    Subject.Again again =
        more -> {
          Map<String, String> parameters = new LinkedHashMap<>(own);
          parameters.putAll(more);
          return Optional.of(filters.expression(parameters));
        };
    Filter filter = again.with(Map.of()).orElseThrow();
    return subject(filter, "expression " + text, "", Optional.empty(), again);
  }

  private static Subject subject(
      Filter filter, String title, String jail, Optional<Limit> limit, Subject.Again again) {
    return new Subject(filter, title, jail, limit, filter.journalMatch(), again);
  }

  private static Subject matching(Subject subject, String journalMatch) {
    return new Subject(
        subject.filter(),
        subject.title(),
        subject.jail(),
        subject.limit(),
        journalMatch,
        subject.again());
  }

  private Mistake unknown(String what, String name) throws Mistake {
    TreeSet<String> names = new TreeSet<>(JailFile.names(etc));
    if (!what.equals("jail")) {
      names.addAll(filters.names());
    }
    List<String> some = names.stream().limit(40).toList();
    return new Mistake(
        "there is no "
            + what
            + " "
            + Typed.shown(name)
            + Nearest.guess(name, names)
            + "; "
            + (some.isEmpty() ? "there are none in " + etc : "there are " + String.join(", ", some))
            + (names.size() > some.size() ? ", …" : "")
            + (what.equals("jail") ? "" : "; an expression holds <HOST> or another such tag"));
  }
}
