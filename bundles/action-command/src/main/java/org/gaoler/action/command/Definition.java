package org.gaoler.action.command;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.gaoler.api.Fault;
import org.gaoler.api.TimeSpan;

/**
 * An action as its file or its jail defines it.
 *
 * @param name unique within the jail, for messages and for what is kept on disk
 * @param origin the file, or how the jail wrote it; actions of one origin never run at once
 * @param stamps the files it was read from
 * @param tags its options
 * @param timeout how long a command may run
 */
record Definition(String name, String origin, Stamps stamps, StaticTags tags, Duration timeout) {

  /** Options that are no tags, and when they are on. */
  private static final Set<String> TRUE = Set.of("1", "yes", "true", "on");

  private static final Duration USUAL = Duration.ofSeconds(60);

  /**
   * Checks that all commands can be filled in.
   *
   * @param options commands and all that they refer to
   * @throws Fault if one cannot be, or there is none
   */
  static Definition of(
      String name, String origin, Stamps stamps, Map<String, String> options, Machine machine)
      throws Fault {
    Definition definition =
        new Definition(name, origin, stamps, new StaticTags(options, machine), timeout(options));
    boolean any = false;
    for (Operation operation : Operation.values()) {
      for (String family : List.of("", "inet4", "inet6")) {
        any |= definition.defines(operation, family);
      }
    }
    if (!any) {
      throw new Fault(
          origin + " defines no command: at least one of " + Operation.options() + " is needed");
    }
    return definition;
  }

  private static Duration timeout(Map<String, String> options) throws Fault {
    String text = options.get("timeout");
    if (text == null) {
      return USUAL;
    }
    TimeSpan span = TimeSpan.parse(text).orElse(TimeSpan.PERMANENT);
    if (span.permanent() || span.seconds() == 0) {
      throw new Fault("option timeout = " + text + ": accepted are " + TimeSpan.ACCEPTED);
    }
    return span.duration();
  }

  /** Whether another reading came to the same; from any thread. */
  boolean same(Definition other) {
    return name.equals(other.name) && tags.options().equals(other.tags.options());
  }

  /** Whether there is such a command at all. */
  boolean defines(Operation operation, String family) throws Fault {
    return tags.says(operation.option(), family);
  }

  String text(Operation operation, String family) throws Fault {
    return tags.text(operation.option(), family);
  }

  /** Whether nothing is to be run for a ban from before the start. */
  boolean notRestored() {
    return on("norestored");
  }

  /** Whether it is started by the first ban of a family. */
  boolean startedOnDemand() {
    return tags.option("actionstart_on_demand").isPresent()
        ? on("actionstart_on_demand")
        : tags.conditional();
  }

  /** Whether a failed unban is worth mending the outside thing for. */
  boolean repairedForUnban() {
    return on("actionrepair_on_unban");
  }

  /** Whether what is run depends on whether a ban is from before the start. */
  boolean asksForRestored(String family) throws Fault {
    return text(Operation.BAN, family).contains("<restored>");
  }

  private boolean on(String option) {
    return tags.option(option)
        .filter(text -> TRUE.contains(text.strip().toLowerCase(Locale.ROOT)))
        .isPresent();
  }

  /** The families that are started one by one; one without name if all are the same. */
  List<String> families(Machine machine) {
    if (tags.option("families").isPresent()) {
      return List.of(tags.option("families").get().strip().split("[ ,\n]+"));
    }
    if (!tags.conditional()) {
      return List.of("");
    }
    return machine.ipv6() ? List.of("inet4", "inet6") : List.of("inet4");
  }
}
