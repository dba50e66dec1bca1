package org.gaoler.core.jail;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.gaoler.api.Fault;
import org.gaoler.core.settings.PluginCall;

/** Actions of jails that nobody offers now, and whether what they left behind stays meanwhile. */
final class Vacancies {

  /** Option of every action: whether its rules stay when its bundle goes. */
  private static final String KEEP = "keeprules";

  private final Parts parts;
  private final Map<Place, PluginCall> vacant = new ConcurrentHashMap<>();

  private record Place(String jail, String action) {}

  /**
   * Begins without any.
   *
   * @param parts knows which actions are in quarantine
   */
  Vacancies(Parts parts) {
    this.parts = parts;
  }

  /** All actions of a jail are offered, or are not wanted any more. */
  void forget(String jail) {
    vacant.keySet().removeIf(each -> each.jail().equals(jail));
  }

  /** Nobody offers an action of a jail. */
  void note(String jail, PluginCall call) {
    vacant.put(new Place(jail, call.toString()), call);
  }

  /** Whether rules stay whose maker is gone: it was asked for, or the maker is in quarantine. */
  boolean last(String jail, String action) {
    Optional<PluginCall> call = Optional.ofNullable(vacant.get(new Place(jail, action)));
    return call.filter(each -> "true".equals(each.options().get(KEEP))).isPresent()
        || call.flatMap(each -> parts.quarantined(each.name())).isPresent();
  }

  /** The options that are the action's own business. */
  static Map<String, String> others(PluginCall call) throws Fault {
    Map<String, String> options = new HashMap<>(call.options());
    String keep = options.getOrDefault(KEEP, "false");
    if (!keep.equals("true") && !keep.equals("false")) {
      throw new Fault("option " + KEEP + " = " + keep + ": accepted are true and false");
    }
    options.remove(KEEP);
    return options;
  }
}
