package org.gaoler.ini;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.gaoler.api.Fault;

/** Puts options, {@code [Init]} and parameters together and fills in what refers to others. */
final class Combination {

  private final IniText text;
  private final List<String> options;
  private final Set<String> waiting;

  Combination(IniText text, List<String> options, Set<String> waiting) {
    this.text = text;
    this.options = options;
    this.waiting = waiting;
  }

  Map<String, Setting> values(Parameters given) throws Fault {
    return combined(options, given.quoting(this::own));
  }

  private Optional<Setting> own(String option, Parameters others) throws Fault {
    List<String> wanted = new ArrayList<>(options);
    wanted.add(option);
    return Optional.ofNullable(combined(wanted, others.quoting(this::own)).get(option));
  }

  private Map<String, Setting> combined(List<String> wanted, Parameters parameters) throws Fault {
    Interpolation interpolation = new Interpolation(text, parameters);
    Map<String, Setting> values = new LinkedHashMap<>();
    for (String option : wanted) {
      interpolation.value(IniText.DEFINITION, option).ifPresent(value -> values.put(option, value));
    }
    for (String option : text.options(IniText.INIT)) {
      interpolation
          .value(IniText.INIT, option)
          .ifPresent(
              value -> {
                values.put("known/" + option, value);
                String plain = option.replaceFirst("(?<=\\w)\\?.*", "");
                values.put(option, parameters.get(plain).orElse(value));
              });
    }
    for (String option : parameters.names()) {
      values.put(option, parameters.get(option).orElseThrow());
    }
    return TagFilling.fill(text, interpolation, values, waiting);
  }
}
