package org.gaoler.core.inventory;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.gaoler.api.operate.Plugin.State;
import org.osgi.framework.Bundle;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;
import org.osgi.service.component.runtime.dto.ReferenceDTO;
import org.osgi.service.component.runtime.dto.UnsatisfiedReferenceDTO;

/** Says which components of a running bundle do not work and why. */
final class Components {

  private final ServiceComponentRuntime runtime;

  Components(ServiceComponentRuntime runtime) {
    this.runtime = runtime;
  }

  /**
   * What is amiss with the components of a bundle.
   *
   * @param state {@code IDLE} if nothing is
   * @param reasons one line each
   */
  record Verdict(State state, List<String> reasons) {}

  /** Looks at a bundle that runs. */
  Verdict of(Bundle bundle) {
    List<String> failed = new ArrayList<>();
    List<String> waiting = new ArrayList<>();
    boolean able = false;
    for (ComponentDescriptionDTO component : runtime.getComponentDescriptionDTOs(bundle)) {
      for (ComponentConfigurationDTO each : runtime.getComponentConfigurationDTOs(component)) {
        Optional<String> failure = failure(each);
        failure.map(why -> component.name + " did not start: " + why).ifPresent(failed::add);
        able |= failure.isEmpty() && works(each);
        waits(component, each).forEach(waiting::add);
      }
    }
    if (!failed.isEmpty()) {
      return new Verdict(State.BROKEN, failed);
    }
    return new Verdict(able || waiting.isEmpty() ? State.IDLE : State.WAITING, waiting);
  }

  private static boolean works(ComponentConfigurationDTO each) {
    return each.state == ComponentConfigurationDTO.ACTIVE
        || each.state == ComponentConfigurationDTO.SATISFIED;
  }

  private static Optional<String> failure(ComponentConfigurationDTO each) {
    boolean failed =
        each.state == ComponentConfigurationDTO.FAILED_ACTIVATION
            || each.failure != null && !each.failure.isBlank();
    return failed
        ? Optional.of(cause(Optional.ofNullable(each.failure).orElse("it does not say why")))
        : Optional.empty();
  }

  /** Of a stack trace the line that tells what began it all. */
  static String cause(String trace) {
    List<String> lines =
        trace.lines().map(String::strip).filter(line -> !line.startsWith("at ")).toList();
    return lines.stream()
        .filter(line -> line.startsWith("Caused by: "))
        .map(line -> line.substring("Caused by: ".length()))
        .reduce((first, second) -> second)
        .or(() -> lines.stream().findFirst())
        .orElse("");
  }

  private static Stream<String> waits(
      ComponentDescriptionDTO component, ComponentConfigurationDTO each) {
    if (each.state == ComponentConfigurationDTO.UNSATISFIED_CONFIGURATION) {
      return Stream.of(
          component.name
              + " waits for its configuration "
              + String.join(" or ", component.configurationPid)
              + ".cfg");
    }
    return each.state == ComponentConfigurationDTO.UNSATISFIED_REFERENCE
        ? Stream.of(each.unsatisfiedReferences).map(missing -> service(component, missing))
        : Stream.empty();
  }

  private static String service(
      ComponentDescriptionDTO component, UnsatisfiedReferenceDTO missing) {
    String wanted =
        Stream.of(component.references)
            .filter(each -> each.name.equals(missing.name))
            .map(Components::wanted)
            .findFirst()
            .orElse(missing.name);
    return component.name + " waits for a service " + wanted;
  }

  private static String wanted(ReferenceDTO reference) {
    return reference.target == null
        ? reference.interfaceName
        : reference.interfaceName + " with " + reference.target;
  }
}
