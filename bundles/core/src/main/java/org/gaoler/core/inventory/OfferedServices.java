package org.gaoler.core.inventory;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.gaoler.api.BanArchive;
import org.gaoler.api.BanStore;
import org.gaoler.api.EnforcerFactory;
import org.gaoler.api.IgnoreRule;
import org.gaoler.api.LogBackend;
import org.gaoler.api.NotifierFactory;
import org.gaoler.api.operate.Plugin.Kind;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;

/** Reads from the framework which names bundles offer as services. */
public final class OfferedServices {

  private static final String COMPONENT = "component.name";

  private record Sort(Kind kind, Class<?> type, String property) {}

  private static final List<Sort> SORTS =
      List.of(
          new Sort(Kind.ACTION, EnforcerFactory.class, EnforcerFactory.ACTION),
          new Sort(Kind.ACTION, NotifierFactory.class, EnforcerFactory.ACTION),
          new Sort(Kind.BACKEND, LogBackend.class, LogBackend.BACKEND),
          new Sort(Kind.IGNORE_RULE, IgnoreRule.class, COMPONENT),
          new Sort(Kind.STORE, BanStore.class, COMPONENT),
          new Sort(Kind.ARCHIVE, BanArchive.class, BanArchive.FORMAT));

  private final BundleContext context;

  /**
   * Prepares to read.
   *
   * @param context of the core bundle
   */
  public OfferedServices(BundleContext context) {
    this.context = context;
  }

  /** All of them, in no order. */
  List<Offering> offerings() {
    List<Offering> offerings = new ArrayList<>();
    for (Sort sort : SORTS) {
      references(sort.type()).forEach(each -> offerings.addAll(offered(sort, each)));
    }
    return offerings;
  }

  private List<ServiceReference<?>> references(Class<?> type) {
    try {
      ServiceReference<?>[] all = context.getServiceReferences(type.getName(), null);
      return all == null ? List.of() : List.of(all);
    } catch (org.osgi.framework.InvalidSyntaxException never) {
      throw new IllegalStateException("there is no filter that could be wrong", never);
    }
  }

  private static List<Offering> offered(Sort sort, ServiceReference<?> reference) {
    return Optional.ofNullable(reference.getBundle())
        .map(
            bundle ->
                names(reference.getProperty(sort.property())).stream()
                    .map(
                        name ->
                            new Offering(
                                sort.kind(),
                                sort.property().equals(COMPONENT) ? brief(name) : name,
                                bundle.getBundleId(),
                                ranking(reference),
                                (Long) reference.getProperty(Constants.SERVICE_ID),
                                Optional.empty()))
                    .toList())
        .orElse(List.of());
  }

  private static int ranking(ServiceReference<?> reference) {
    return reference.getProperty(Constants.SERVICE_RANKING) instanceof Integer ranking
        ? ranking
        : 0;
  }

  /** Of the name of a component, which usually is that of a class, its last part. */
  private static String brief(String name) {
    return name.substring(name.lastIndexOf('.') + 1);
  }

  private static List<String> names(Object property) {
    if (property instanceof String[] several) {
      return Arrays.asList(several);
    }
    return property == null ? List.of("without a name") : List.of(property.toString());
  }
}
