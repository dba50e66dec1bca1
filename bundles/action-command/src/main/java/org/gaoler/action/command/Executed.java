package org.gaoler.action.command;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;

/** Which text was run for which family, so that what is the same for both families is run once. */
final class Executed {

  private final Map<Operation, Map<String, String>> texts = new EnumMap<>(Operation.class);

  /** Whether the very text was run for another family. */
  boolean elsewhere(Operation operation, String family, String text) {
    return texts.getOrDefault(operation, Map.of()).entrySet().stream()
        .anyMatch(each -> !each.getKey().equals(family) && each.getValue().equals(text));
  }

  void add(Operation operation, String family, String text) {
    if (text.isEmpty()) {
      forget(operation, family);
    } else {
      texts.computeIfAbsent(operation, none -> new HashMap<>()).put(family, text);
    }
  }

  /** Forgets it for this family and for all that it was run for at the same time. */
  void forget(Operation operation, String family) {
    Map<String, String> known = texts.getOrDefault(operation, new HashMap<>());
    String text = known.remove(family);
    known.values().removeIf(other -> other.equals(text));
  }
}
