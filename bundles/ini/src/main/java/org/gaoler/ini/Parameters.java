package org.gaoler.ini;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gaoler.api.Fault;

/**
 * What a jail says about a filter or an action: {@code sshd[mode=ddos]} and options of its own.
 * Names are lower-case. A value is final text, but for {@code %(known/name)s}, which is the own
 * value of what is called.
 */
final class Parameters {

  /** Marks a value that counts only if {@code [Definition]} does not set the option. */
  private static final String FALLBACK = "default/";

  private static final Pattern KNOWN = Pattern.compile("%\\(known/([^)]+)\\)s");

  private final Map<String, Setting> values;

  private Parameters(Map<String, Setting> values) {
    this.values = values;
  }

  /** The value of an option of the filter while these parameters hold. */
  @FunctionalInterface
  interface Own {
    Optional<Setting> option(String name, Parameters parameters) throws Fault;
  }

  static Parameters none() {
    return new Parameters(Map.of());
  }

  /** What was given for the filter of that name. */
  static Parameters of(String filter, Map<String, String> given, IniText text) {
    Map<String, Setting> values = new LinkedHashMap<>();
    given.forEach(
        (name, value) ->
            values.put(
                name.toLowerCase(Locale.ROOT),
                value(value, "parameter " + name + " of " + filter)));
    for (String name : List.copyOf(values.keySet())) {
      if (name.startsWith(FALLBACK)) {
        Setting value = values.remove(name);
        String option = name.substring(FALLBACK.length());
        if (text.own(IniText.DEFINITION, option).isEmpty()) {
          values.putIfAbsent(option, value);
        }
      }
    }
    return new Parameters(values);
  }

  private static Setting value(String value, String file) {
    String[] lines = value.split("\n", -1);
    Splice splice = new Splice();
    for (int i = 0; i < lines.length; i++) {
      if (i > 0) {
        splice.character('\n');
      }
      splice.written(lines[i], file, lines.length == 1 ? 0 : i + 1, 1);
    }
    return splice.setting(file, 0);
  }

  /** These with every {@code %(known/name)s} filled in. */
  Parameters quoting(Own own) throws Fault {
    Map<String, Setting> filled = new LinkedHashMap<>();
    for (Map.Entry<String, Setting> value : values.entrySet()) {
      boolean quotes = KNOWN.matcher(value.getValue().text()).find();
      filled.put(
          value.getKey(),
          quotes ? quote(value.getValue(), without(value.getKey()), own) : value.getValue());
    }
    return new Parameters(filled);
  }

  private static Setting quote(Setting value, Parameters others, Own own) throws Fault {
    Splice splice = new Splice();
    Matcher known = KNOWN.matcher(value.text());
    int from = 0;
    while (known.find()) {
      String name = known.group(1).toLowerCase(Locale.ROOT);
      Optional<Setting> found = own.option(name, others);
      if (found.isEmpty()) {
        throw new Fault(
            "cannot fill in "
                + known.group()
                + " at "
                + value.place(known.start())
                + ": there is no option "
                + name);
      }
      splice.piece(value, from, known.start()).piece(found.get(), 0, found.get().text().length());
      from = known.end();
    }
    return splice.piece(value, from, value.text().length()).setting(value.file(), value.line());
  }

  private Parameters without(String name) {
    Map<String, Setting> others = new LinkedHashMap<>(values);
    others.remove(name);
    return new Parameters(others);
  }

  Optional<Setting> get(String name) {
    return Optional.ofNullable(values.get(name));
  }

  List<String> names() {
    return new ArrayList<>(values.keySet());
  }
}
