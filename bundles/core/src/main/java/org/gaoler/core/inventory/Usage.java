package org.gaoler.core.inventory;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.gaoler.api.operate.Plugin.Kind;
import org.gaoler.core.docket.Enforcement;
import org.gaoler.core.jail.Jail;
import org.gaoler.core.jail.JailAction;
import org.gaoler.core.notice.Courier;
import org.gaoler.core.settings.JailSettings;

/** Which names the jails use at this moment, and what went wrong with them for good. */
final class Usage {

  private record Name(Kind kind, String name) {}

  private final Map<Name, Set<String>> jails = new HashMap<>();
  private final Map<Name, String> hanging = new HashMap<>();

  /** Nobody uses anything. */
  Usage() {}

  /** Looks at jails; those that are switched off use nothing. */
  static Usage of(Collection<Jail> jails) {
    Usage usage = new Usage();
    for (Jail jail : jails) {
      jail.settings()
          .filter(JailSettings::enabled)
          .ifPresent(
              settings -> {
                usage.add(Kind.FILTER, settings.filter().name(), jail.name());
                usage.add(Kind.BACKEND, jail.backend().split(" ", 2)[0], jail.name());
                jail.actions().forEach(action -> usage.add(jail.name(), action));
              });
    }
    return usage;
  }

  private void add(String jail, JailAction action) {
    add(Kind.ACTION, action.name(), jail);
    boolean lost =
        action.enforcement().filter(Enforcement::quarantined).isPresent()
            || action.courier().filter(Courier::quarantined).isPresent();
    if (lost) {
      hang(action.name(), jail, action.condition());
    }
  }

  /** A jail uses something. */
  void add(Kind kind, String name, String jail) {
    jails.computeIfAbsent(new Name(kind, name), unseen -> new TreeSet<>()).add(jail);
  }

  /** A call of an action never came back. */
  void hang(String action, String jail, String condition) {
    hanging.putIfAbsent(new Name(Kind.ACTION, action), "in jail " + jail + ": " + condition);
  }

  /** The jails that use a name, sorted. */
  List<String> of(Kind kind, String name) {
    return List.copyOf(jails.getOrDefault(new Name(kind, name), Set.of()));
  }

  /** The names of one kind that jails use, offered or not. */
  List<String> names(Kind kind) {
    return jails.keySet().stream()
        .filter(each -> each.kind() == kind)
        .map(Name::name)
        .sorted()
        .toList();
  }

  /** Why something is left alone for good, though a jail names it. */
  Optional<String> hanging(Kind kind, String name) {
    return Optional.ofNullable(hanging.get(new Name(kind, name)));
  }
}
