package org.gaoler.core.operate;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.gaoler.api.EnforcerFactory;
import org.gaoler.api.LogBackend;
import org.gaoler.api.NotifierFactory;
import org.gaoler.api.operate.Deployments;
import org.gaoler.api.operate.Finding;
import org.gaoler.api.operate.Installed;
import org.gaoler.api.operate.JailStatus;
import org.gaoler.core.jail.Parts;
import org.gaoler.core.plugin.Supervision;

/** Checks what this machine lacks, for {@code gaoler doctor}. */
public final class Examination {

  /** Some run commands for 5 s. */
  private static final Duration LONGEST = Duration.ofSeconds(10);

  private final Parts parts;
  private final Supervision supervision;
  private final Supplier<Optional<Deployments>> deployments;

  /**
   * Prepares the examination.
   *
   * @param parts what the installed bundles offer
   * @param deployments who watches the folders of configurations and bundles, if anybody does
   */
  public Examination(Parts parts, Supplier<Optional<Deployments>> deployments) {
    this.parts = parts;
    this.supervision = new Supervision(parts, LONGEST);
    this.deployments = deployments;
  }

  /**
   * Examines.
   *
   * @param jails the status of all jails
   * @param store what is wrong with the store
   * @return the findings, the grave ones first, each once
   */
  List<Finding> findings(List<JailStatus> jails, Optional<String> store) {
    Set<Finding> findings = new LinkedHashSet<>();
    store.ifPresent(
        trouble ->
            findings.add(
                new Finding(true, "bans are not stored: " + trouble, "see the message; df -h")));
    jails.forEach(jail -> jail(jail, findings));
    deployments.get().ifPresent(watched -> dropped(watched, findings));
    backends(jails, findings);
    actions(jails, findings);
    if (jails.isEmpty()) {
      findings.add(
          new Finding(
              true,
              "no jail is configured, so nothing is guarded",
              "put a file org.gaoler.jail-NAME.cfg into the configuration folder"));
    }
    List<Finding> sorted = new ArrayList<>(findings);
    sorted.sort(Comparator.comparing(finding -> !finding.grave()));
    return sorted;
  }

  private static void dropped(Deployments watched, Set<Finding> findings) {
    watched.troubles().forEach(line -> findings.add(told(false, "", line)));
    watched.installed().stream()
        .map(Installed::reason)
        .filter(reason -> !reason.isEmpty())
        .forEach(reason -> findings.add(told(false, "", reason)));
  }

  private static void jail(JailStatus jail, Set<Finding> findings) {
    boolean grave =
        jail.state() == JailStatus.State.WAITING || jail.state() == JailStatus.State.DEGRADED;
    boolean broken = jail.state() == JailStatus.State.STOPPED && !jail.reasons().isEmpty();
    if (grave || broken) {
      for (String reason : jail.reasons()) {
        boolean off = reason.equals("enabled = false");
        if (!off) {
          findings.add(
              new Finding(
                  true,
                  "jail " + jail.name() + " is " + jail.state() + ": " + reason,
                  "gaoler status " + jail.name() + " -v"));
        }
      }
    }
  }

  private void backends(List<JailStatus> jails, Set<Finding> findings) {
    for (Map.Entry<String, LogBackend> backend : parts.backends().entrySet()) {
      boolean used =
          jails.stream().anyMatch(jail -> jail.backend().split(" ")[0].equals(backend.getKey()));
      supervision
          .ask(
              backend.getValue(),
              "asking backend " + backend.getKey() + " whether it is usable",
              backend.getValue()::unusable,
              hangs -> Optional.of(hangs.getMessage()))
          .ifPresent(why -> findings.add(told(used, "backend " + backend.getKey(), why)));
    }
  }

  private void actions(List<JailStatus> jails, Set<Finding> findings) {
    actions(jails, parts.actions(), EnforcerFactory::missing, findings);
    actions(jails, parts.notifiers(), NotifierFactory::missing, findings);
  }

  /** Some have several names and are asked once. */
  private <T> void actions(
      List<JailStatus> jails,
      Map<String, T> offered,
      Function<T, List<String>> missing,
      Set<Finding> findings) {
    Set<T> seen = new LinkedHashSet<>();
    for (Map.Entry<String, T> action : offered.entrySet()) {
      if (seen.add(action.getValue())) {
        boolean used =
            jails.stream()
                .flatMap(jail -> jail.actions().stream())
                .anyMatch(row -> offered.get(row.name()) == action.getValue());
        supervision
            .ask(
                action.getValue(),
                "asking action " + action.getKey() + " what is missing",
                () -> missing.apply(action.getValue()),
                hangs -> List.of(hangs.getMessage()))
            .forEach(line -> findings.add(told(used, "action " + action.getKey(), line)));
      }
    }
  }

  /** Parts tell what is missing and, behind a semicolon, what mends it. */
  private static Finding told(boolean grave, String part, String line) {
    int cut = line.indexOf("; ");
    String before = part.isEmpty() ? "" : part + ": ";
    return cut < 0
        ? new Finding(grave, part.isEmpty() ? line : part, part.isEmpty() ? "see the log" : line)
        : new Finding(grave, before + line.substring(0, cut), line.substring(cut + 2));
  }
}
