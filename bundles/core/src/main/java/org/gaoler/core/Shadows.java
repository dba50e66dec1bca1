package org.gaoler.core;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells in the log when a part comes whose name another bundle offers too. */
final class Shadows {

  private static final Logger LOG = LoggerFactory.getLogger("gaoler.plugins");

  private Shadows() {}

  /**
   * Looks at a part that comes; the higher ranked of two wins, then the older one.
   *
   * @param property service property with the names
   * @param comes the part
   * @param others that could have the same names
   */
  static void tell(
      String property, ServiceReference<?> comes, Stream<? extends ServiceReference<?>> others) {
    List<String> names = names(comes, property);
    others.forEach(
        other -> {
          List<String> both = names(other, property).stream().filter(names::contains).toList();
          if (!both.isEmpty()) {
            boolean wins = comes.compareTo(other) > 0;
            LOG.warn(
                "{} {} of {} is not used: it is shadowed by {}, which offers it too and has the"
                    + " higher service.ranking or was there first",
                property,
                String.join(", ", both),
                title(wins ? other : comes),
                title(wins ? comes : other));
          }
        });
  }

  /** The plain names of a part. */
  static List<String> names(ServiceReference<?> reference, String property) {
    Object value = reference.getProperty(property);
    if (value instanceof String[] several) {
      return Arrays.asList(several);
    }
    return value == null ? List.of() : List.of(value.toString());
  }

  private static String title(ServiceReference<?> reference) {
    return Optional.ofNullable(reference.getBundle())
        .map(Shadows::title)
        .orElse("a bundle that has gone");
  }

  private static String title(Bundle bundle) {
    return bundle.getSymbolicName() + " " + bundle.getVersion();
  }
}
