package org.gaoler.core.jail;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gaoler.api.BanArchive;
import org.gaoler.api.EnforcerFactory;
import org.gaoler.api.FilterSource;
import org.gaoler.api.IgnoreRule;
import org.gaoler.api.LogBackend;
import org.gaoler.api.NotifierFactory;
import org.gaoler.core.plugin.Quarantine;

/** The parts that installed bundles offer at this moment, by their plain names. */
public interface Parts extends Quarantine {

  /** Where nothing can be left alone, what hangs is given up and nothing more. */
  @Override
  default void put(Object part, String reason) {}

  /**
   * Why what offers a name is not used.
   *
   * @param name plain name of a backend or an action
   * @return empty if nothing of that name is in quarantine
   */
  default Optional<String> quarantined(String name) {
    return Optional.empty();
  }

  /**
   * A backend.
   *
   * @param name plain name
   * @return the best one of that name, if any bundle offers it
   */
  Optional<LogBackend> backend(String name);

  /**
   * A maker of enforcers.
   *
   * @param name plain name of the action
   * @return the best one of that name, if any bundle offers it; else one that has found it, unless
   *     it is the name of a notifier
   */
  Optional<EnforcerFactory> action(String name);

  /**
   * A maker of notifiers.
   *
   * @param name plain name of the action
   * @return the best one of that name, if any bundle offers it
   */
  Optional<NotifierFactory> notifier(String name);

  /**
   * Where filters come from.
   *
   * @return empty while the filter bundle is missing
   */
  Optional<FilterSource> filters();

  /**
   * A reader of what another program has kept.
   *
   * @param format the program's plain name
   * @return empty if no bundle reads it
   */
  Optional<BanArchive> archive(String format);

  /**
   * Everybody who may let offenders off.
   *
   * @return mostly none
   */
  List<IgnoreRule> ignoreRules();

  /**
   * All backends.
   *
   * @return by plain name
   */
  Map<String, LogBackend> backends();

  /**
   * All makers of enforcers.
   *
   * @return by plain name
   */
  Map<String, EnforcerFactory> actions();

  /**
   * All makers of notifiers.
   *
   * @return by plain name
   */
  Map<String, NotifierFactory> notifiers();
}
