package org.gaoler.deploy;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;

/** Knows what became of the declared components of a bundle that was started. */
final class Components {

  private final ServiceComponentRuntime runtime;

  Components(ServiceComponentRuntime runtime) {
    this.runtime = runtime;
  }

  /** Which component could not be activated, and why. */
  Optional<String> broken(Bundle bundle) {
    return configurations(bundle)
        .filter(each -> each.state == ComponentConfigurationDTO.FAILED_ACTIVATION)
        .map(each -> "component " + each.description.name + " broke: " + cause(each.failure))
        .findFirst();
  }

  /** Which component waits, and for what. */
  Optional<String> waiting(Bundle bundle) {
    if (bundle.getState() != Bundle.ACTIVE) {
      return Optional.empty();
    }
    return descriptions(bundle).stream().flatMap(this::waiting).findFirst();
  }

  private Stream<String> waiting(ComponentDescriptionDTO component) {
    Collection<ComponentConfigurationDTO> all = runtime.getComponentConfigurationDTOs(component);
    if (all.isEmpty() && "require".equals(component.configurationPolicy)) {
      return Stream.of(
          "component "
              + component.name
              + " waits for its configuration: put a file "
              + component.configurationPid[0]
              + ".cfg into the configuration folder");
    }
    return all.stream()
        .filter(each -> each.state == ComponentConfigurationDTO.UNSATISFIED_REFERENCE)
        .map(each -> "component " + component.name + " waits for a service: " + references(each));
  }

  private static String references(ComponentConfigurationDTO unsatisfied) {
    return String.join(
        ", ",
        Arrays.stream(unsatisfied.unsatisfiedReferences)
            .flatMap(
                each ->
                    Arrays.stream(unsatisfied.description.references)
                        .filter(reference -> reference.name.equals(each.name))
                        .map(reference -> reference.interfaceName))
            .toList());
  }

  /** Whose code is at work on a stack, the innermost if there are several. */
  Optional<ComponentDescriptionDTO> atWork(List<StackTraceElement> stack) {
    Collection<ComponentDescriptionDTO> all = runtime.getComponentDescriptionDTOs();
    return stack.stream()
        .flatMap(
            frame ->
                all.stream().filter(each -> frame.getClassName().equals(each.implementationClass)))
        .findFirst();
  }

  private Stream<ComponentConfigurationDTO> configurations(Bundle bundle) {
    return descriptions(bundle).stream()
        .flatMap(each -> runtime.getComponentConfigurationDTOs(each).stream());
  }

  private Collection<ComponentDescriptionDTO> descriptions(Bundle bundle) {
    return runtime.getComponentDescriptionDTOs(bundle);
  }

  /** Of a stack trace the innermost cause. */
  private static String cause(String failure) {
    return failure == null
        ? "no reason given"
        : failure
            .lines()
            .filter(line -> !line.startsWith("\t") && !line.isBlank())
            .reduce((first, last) -> last)
            .map(line -> line.replaceFirst("^Caused by: ", ""))
            .orElse("no reason given");
  }
}
