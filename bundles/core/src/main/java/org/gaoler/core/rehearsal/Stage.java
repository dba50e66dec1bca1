package org.gaoler.core.rehearsal;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gaoler.api.BanArchive;
import org.gaoler.api.EnforcerFactory;
import org.gaoler.api.Filter;
import org.gaoler.api.FilterSource;
import org.gaoler.api.IgnoreRule;
import org.gaoler.api.LogBackend;
import org.gaoler.api.NotifierFactory;
import org.gaoler.api.Screen;
import org.gaoler.core.jail.Parts;

/**
 * What there is at a rehearsal: one real filter, a made-up log, and an action that does nothing.
 */
final class Stage implements Parts, FilterSource {

  static final String NAME = "rehearsal";

  private final Filter filter;
  private final FilterSource filters;
  private final Script script;

  Stage(Filter filter, FilterSource filters, Script script) {
    this.filter = filter;
    this.filters = filters;
    this.script = script;
  }

  @Override
  public Optional<Filter> find(String name, Map<String, String> parameters) {
    return Optional.of(filter);
  }

  @Override
  public List<String> names() {
    return List.of(NAME);
  }

  @Override
  public Screen screen(List<Filter> joined) {
    return filters.screen(joined);
  }

  @Override
  public Optional<LogBackend> backend(String name) {
    return Optional.of(script);
  }

  @Override
  public Optional<EnforcerFactory> action(String name) {
    return Optional.of(order -> new Dummy());
  }

  @Override
  public Optional<NotifierFactory> notifier(String name) {
    return Optional.empty();
  }

  @Override
  public Optional<FilterSource> filters() {
    return Optional.of(this);
  }

  @Override
  public Optional<BanArchive> archive(String format) {
    return Optional.empty();
  }

  @Override
  public List<IgnoreRule> ignoreRules() {
    return List.of();
  }

  @Override
  public Map<String, LogBackend> backends() {
    return Map.of(NAME, script);
  }

  @Override
  public Map<String, EnforcerFactory> actions() {
    return Map.of(NAME, order -> new Dummy());
  }

  @Override
  public Map<String, NotifierFactory> notifiers() {
    return Map.of();
  }
}
