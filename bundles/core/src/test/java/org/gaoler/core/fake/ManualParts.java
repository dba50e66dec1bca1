package org.gaoler.core.fake;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.gaoler.api.BanArchive;
import org.gaoler.api.EnforcerFactory;
import org.gaoler.api.FilterSource;
import org.gaoler.api.IgnoreRule;
import org.gaoler.api.LogBackend;
import org.gaoler.api.NotifierFactory;
import org.gaoler.core.jail.Parts;

/** Installed parts that the test brings and takes away. */
public final class ManualParts implements Parts {

  private final Map<String, LogBackend> backends = new ConcurrentSkipListMap<>();
  private final Map<String, EnforcerFactory> actions = new ConcurrentSkipListMap<>();
  private final Map<String, NotifierFactory> notifiers = new ConcurrentSkipListMap<>();
  private final Map<String, BanArchive> archives = new ConcurrentSkipListMap<>();
  private final List<IgnoreRule> rules = new CopyOnWriteArrayList<>();
  private volatile Optional<FilterSource> filters = Optional.empty();

  /** What was put in quarantine, with the reasons. */
  public final Map<Object, String> condemned = new ConcurrentHashMap<>();

  /** Installs a backend. */
  public void bring(String name, LogBackend backend) {
    backends.put(name, backend);
  }

  /** Installs an action. */
  public void bring(String name, EnforcerFactory factory) {
    actions.put(name, factory);
  }

  /** Installs an action that tells. */
  public void bring(String name, NotifierFactory factory) {
    notifiers.put(name, factory);
  }

  /** Installs a reader of another program's bans. */
  public void bring(String format, BanArchive archive) {
    archives.put(format, archive);
  }

  @Override
  public void put(Object part, String reason) {
    condemned.put(part, reason);
    rules.removeIf(part::equals);
    backends.values().removeIf(part::equals);
    actions.values().removeIf(part::equals);
    notifiers.values().removeIf(part::equals);
  }

  @Override
  public Optional<BanArchive> archive(String format) {
    return Optional.ofNullable(archives.get(format));
  }

  /** Installs filters. */
  public void bring(FilterSource source) {
    filters = Optional.of(source);
  }

  /** Installs an ignore rule. */
  public void bring(IgnoreRule rule) {
    rules.add(rule);
  }

  /** Uninstalls the filter bundle. */
  public void takeFilters() {
    filters = Optional.empty();
  }

  /** Uninstalls a backend or action. */
  public void take(String name) {
    backends.remove(name);
    actions.remove(name);
    notifiers.remove(name);
  }

  @Override
  public Optional<LogBackend> backend(String name) {
    return Optional.ofNullable(backends.get(name));
  }

  @Override
  public Optional<EnforcerFactory> action(String name) {
    return Optional.ofNullable(actions.get(name));
  }

  @Override
  public Optional<NotifierFactory> notifier(String name) {
    return Optional.ofNullable(notifiers.get(name));
  }

  @Override
  public Optional<FilterSource> filters() {
    return filters;
  }

  @Override
  public List<IgnoreRule> ignoreRules() {
    return List.copyOf(rules);
  }

  @Override
  public Map<String, LogBackend> backends() {
    return Map.copyOf(backends);
  }

  @Override
  public Map<String, EnforcerFactory> actions() {
    return Map.copyOf(actions);
  }

  @Override
  public Map<String, NotifierFactory> notifiers() {
    return Map.copyOf(notifiers);
  }
}
