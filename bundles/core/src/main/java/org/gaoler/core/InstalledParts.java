package org.gaoler.core;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.gaoler.api.BanArchive;
import org.gaoler.api.EnforcerFactory;
import org.gaoler.api.Fault;
import org.gaoler.api.FilterSource;
import org.gaoler.api.IgnoreRule;
import org.gaoler.api.LogBackend;
import org.gaoler.api.NotifierFactory;
import org.gaoler.core.jail.Parts;
import org.gaoler.core.plugin.Supervision;
import org.osgi.framework.Bundle;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Follows which parts the installed bundles offer; of two with one name the higher ranked wins. */
@Component(service = InstalledParts.class)
public final class InstalledParts implements Parts {

  private static final Logger LOG = LoggerFactory.getLogger("gaoler.plugins");

  private record Offer<T>(ServiceReference<T> reference, T service) {}

  /** A bundle in quarantine, which is remembered even when it is stopped. */
  private record Condemned(Bundle bundle, Set<String> names, String reason) {}

  private final List<Offer<LogBackend>> backends = new CopyOnWriteArrayList<>();
  private final List<Offer<EnforcerFactory>> factories = new CopyOnWriteArrayList<>();
  private final List<Offer<NotifierFactory>> notifiers = new CopyOnWriteArrayList<>();
  private final List<Offer<IgnoreRule>> rules = new CopyOnWriteArrayList<>();
  private final List<Offer<BanArchive>> archives = new CopyOnWriteArrayList<>();
  private final List<Offer<FilterSource>> sources = new CopyOnWriteArrayList<>();
  private final Map<ServiceReference<?>, String> quarantined = new ConcurrentHashMap<>();
  private final List<Condemned> condemned = new CopyOnWriteArrayList<>();
  private final Deployed deployed;
  private final Supervision supervision = new Supervision(this);
  private volatile Runnable changed = () -> {};

  /**
   * Begins without any.
   *
   * @param deployed stops bundles that are put in quarantine
   */
  @Activate
  public InstalledParts(@Reference Deployed deployed) {
    this.deployed = deployed;
  }

  /** Calls back after every change; there is one listener. */
  void onChange(Runnable listener) {
    changed = listener;
  }

  @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
  void addBackend(ServiceReference<LogBackend> reference, LogBackend service) {
    Shadows.tell(LogBackend.BACKEND, reference, backends.stream().map(Offer::reference));
    add(backends, reference, service);
  }

  void removeBackend(ServiceReference<LogBackend> reference) {
    remove(backends, reference);
  }

  @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
  void addFactory(ServiceReference<EnforcerFactory> reference, EnforcerFactory service) {
    Shadows.tell(EnforcerFactory.ACTION, reference, makers().map(Offer::reference));
    add(factories, reference, service);
  }

  void removeFactory(ServiceReference<EnforcerFactory> reference) {
    remove(factories, reference);
  }

  @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
  void addNotifier(ServiceReference<NotifierFactory> reference, NotifierFactory service) {
    Shadows.tell(EnforcerFactory.ACTION, reference, makers().map(Offer::reference));
    add(notifiers, reference, service);
  }

  void removeNotifier(ServiceReference<NotifierFactory> reference) {
    remove(notifiers, reference);
  }

  @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
  void addRule(ServiceReference<IgnoreRule> reference, IgnoreRule service) {
    add(rules, reference, service);
  }

  void removeRule(ServiceReference<IgnoreRule> reference) {
    remove(rules, reference);
  }

  @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
  void addFilters(ServiceReference<FilterSource> reference, FilterSource service) {
    add(sources, reference, service);
  }

  void removeFilters(ServiceReference<FilterSource> reference) {
    remove(sources, reference);
  }

  @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
  void addArchive(ServiceReference<BanArchive> reference, BanArchive service) {
    archives.add(new Offer<>(reference, service));
  }

  void removeArchive(ServiceReference<BanArchive> reference) {
    archives.removeIf(offer -> offer.reference().equals(reference));
  }

  private <T> void add(List<Offer<T>> offers, ServiceReference<T> reference, T service) {
    offers.add(new Offer<>(reference, service));
    if (!condemned.isEmpty()) {
      condemned.removeIf(each -> each.bundle().equals(reference.getBundle()));
    }
    changed.run();
  }

  private <T> void remove(List<Offer<T>> offers, ServiceReference<T> reference) {
    offers.removeIf(offer -> offer.reference().equals(reference));
    quarantined.remove(reference);
    changed.run();
  }

  @Override
  public void put(Object part, String reason) {
    Bundle bundle = FrameworkUtil.getBundle(part.getClass());
    if (bundle == null) {
      LOG.error("{} is left alone: {}", part, reason);
      return;
    }
    List<ServiceReference<?>> offered = new ArrayList<>();
    for (List<? extends Offer<?>> offers : List.of(backends, factories, notifiers, rules)) {
      offers.stream()
          .map(Offer::reference)
          .filter(reference -> bundle.equals(reference.getBundle()))
          .forEach(offered::add);
    }
    if (quarantined.keySet().containsAll(offered)) {
      return;
    }
    offered.forEach(reference -> quarantined.put(reference, reason));
    condemned.add(new Condemned(bundle, names(offered), reason));
    LOG.error("bundle {} is left alone until it changes: {}", bundle.getSymbolicName(), reason);
    deployed.now().ifPresent(watcher -> watcher.quarantine(bundle.getBundleId(), reason));
    changed.run();
  }

  private static Set<String> names(List<ServiceReference<?>> offered) {
    Set<String> names = new TreeSet<>();
    for (ServiceReference<?> reference : offered) {
      names.addAll(names(reference.getProperty(LogBackend.BACKEND)));
      names.addAll(names(reference.getProperty(EnforcerFactory.ACTION)));
    }
    return names;
  }

  @Override
  public Optional<String> quarantined(String name) {
    return condemned.stream()
        .filter(each -> each.names().contains(name))
        .filter(each -> each.bundle().getState() != Bundle.UNINSTALLED)
        .map(
            each ->
                "bundle "
                    + each.bundle().getSymbolicName()
                    + " offers it and is left alone until it changes: "
                    + each.reason())
        .findFirst();
  }

  private <T> Stream<Offer<T>> usable(List<Offer<T>> offers) {
    return offers.stream().filter(this::usable);
  }

  private boolean usable(Offer<?> offer) {
    return !quarantined.containsKey(offer.reference());
  }

  /** Whoever makes what an action's name can stand for. */
  private Stream<Offer<?>> makers() {
    return Stream.concat(factories.stream(), notifiers.stream());
  }

  /** Of one that enforces and one that tells the higher ranked has the name, too. */
  private <T> Map<String, T> actions(Class<T> kind) {
    Map<String, T> actions = new TreeMap<>();
    byName(makers(), EnforcerFactory.ACTION)
        .forEach(
            (name, maker) -> {
              if (kind.isInstance(maker)) {
                actions.put(name, kind.cast(maker));
              }
            });
    return actions;
  }

  private <T> Map<String, T> byName(Stream<? extends Offer<? extends T>> offers, String property) {
    List<? extends Offer<? extends T>> ranked =
        offers
            .filter(this::usable)
            .sorted((one, other) -> one.reference().compareTo(other.reference()))
            .toList();
    Map<String, T> named = new TreeMap<>();
    for (Offer<? extends T> offer : ranked) {
      names(offer.reference().getProperty(property))
          .forEach(name -> named.put(name, offer.service()));
    }
    return named;
  }

  private static List<String> names(Object property) {
    if (property instanceof String[] several) {
      return Arrays.asList(several);
    }
    return property == null ? List.of() : List.of(property.toString());
  }

  @Override
  public Optional<LogBackend> backend(String name) {
    return Optional.ofNullable(backends().get(name));
  }

  @Override
  public Optional<EnforcerFactory> action(String name) {
    return Optional.ofNullable(actions().get(name)).or(() -> offering(name));
  }

  /** What goes by that name without anybody looking wins over what has to be looked for. */
  private Optional<EnforcerFactory> offering(String name) {
    return notifiers().containsKey(name) ? Optional.empty() : finder(name).map(Offer::service);
  }

  private Optional<Offer<EnforcerFactory>> finder(String name) {
    return usable(factories)
        .filter(offer -> offers(offer.service(), name))
        .max((one, other) -> one.reference().compareTo(other.reference()));
  }

  private boolean offers(EnforcerFactory factory, String name) {
    String what = "asking " + factory.getClass().getName() + " for action " + name;
    return supervision.ask(factory, what, () -> factory.offers(name), InstalledParts::none);
  }

  private static boolean none(Fault broken) {
    LOG.error("{}", broken.getMessage());
    return false;
  }

  /** The number of the bundle that has found an action which nobody offers by its name. */
  Optional<Long> finding(String name) {
    return finder(name)
        .flatMap(offer -> Optional.ofNullable(offer.reference().getBundle()))
        .map(Bundle::getBundleId);
  }

  @Override
  public Optional<NotifierFactory> notifier(String name) {
    return Optional.ofNullable(notifiers().get(name));
  }

  @Override
  public Optional<FilterSource> filters() {
    return usable(sources)
        .max((one, other) -> one.reference().compareTo(other.reference()))
        .map(Offer::service);
  }

  @Override
  public Optional<BanArchive> archive(String format) {
    return Optional.ofNullable(byName(archives.stream(), BanArchive.FORMAT).get(format));
  }

  @Override
  public List<IgnoreRule> ignoreRules() {
    return rules.isEmpty() ? List.of() : usable(rules).map(Offer::service).toList();
  }

  @Override
  public Map<String, LogBackend> backends() {
    return byName(backends.stream(), LogBackend.BACKEND);
  }

  @Override
  public Map<String, EnforcerFactory> actions() {
    return actions(EnforcerFactory.class);
  }

  @Override
  public Map<String, NotifierFactory> notifiers() {
    return actions(NotifierFactory.class);
  }
}
