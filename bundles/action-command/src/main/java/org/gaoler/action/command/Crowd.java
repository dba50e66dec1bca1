package org.gaoler.action.command;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.gaoler.api.Fault;
import org.gaoler.api.Offender;

/**
 * Several of one family that one command is run for, which says {@code <ips>}; other tags mean the
 * first.
 *
 * @param tickets one or more
 */
record Crowd(List<Ticket> tickets) implements Tags {

  private static final String ALL = "ips";
  private static final int MOST = 500;

  @Override
  public Optional<String> value(String name) {
    return name.equals(ALL) ? Optional.of(names(" ")) : tickets.get(0).value(name);
  }

  @Override
  public Optional<String> field(String name) {
    return tickets.get(0).field(name);
  }

  String family() {
    return tickets.get(0).family();
  }

  private String names(String between) {
    return tickets.stream()
        .map(each -> each.offender().toString())
        .collect(Collectors.joining(between));
  }

  /** For messages. */
  @Override
  public String toString() {
    return tickets.size() > 1 ? tickets.size() + " addresses" : names("");
  }

  /** Parts a batch: by families where the definition takes many at once, else one by one. */
  static <T> List<List<T>> groups(
      List<T> batch, Function<T, Offender> who, Definition definition, Operation operation)
      throws Fault {
    List<List<T>> groups = new ArrayList<>();
    Map<String, List<T>> open = new LinkedHashMap<>();
    for (T each : batch) {
      String family = Ticket.family(who.apply(each));
      boolean many = definition.text(operation, family).contains("<" + ALL + ">");
      List<T> group = open.get(family);
      if (!many || group == null || group.size() == MOST) {
        group = new ArrayList<>();
        groups.add(group);
        open.put(family, group);
      }
      group.add(each);
    }
    return groups;
  }
}
