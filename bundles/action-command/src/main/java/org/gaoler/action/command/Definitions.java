package org.gaoler.action.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.gaoler.api.EnforcerFactory.Order;
import org.gaoler.api.Fault;
import org.gaoler.ini.DirectoryFolder;
import org.gaoler.ini.IniReading;
import org.gaoler.ini.IniText;
import org.gaoler.ini.Setting;

/** Finds out what a jail means by an action: a file, or commands of its own. */
final class Definitions {

  /** The action whose commands stand in the jail or in a file that it names. */
  static final String PLAIN = "command";

  private static final String FILE = "file";
  private static final String NAME = "[\\w.-]+";
  private static final String EXTENSION = ".conf";

  /** Options of every action, and what else needs no tag to be of use. */
  private static final Set<String> ALWAYS =
      Set.of("actname", "chain", "name", "norestored", "port", "protocol", "timeout");

  /** What an action file may say of itself; everything else in it is a variable. */
  private static final List<String> OPTIONS = options();

  /** Known only when a command is run. */
  private static final Set<String> WAITING =
      Set.of("matches", "ipmatches", "ipjailmatches", "timeout", "bantime");

  private static final Map<String, String> WORDS = words();

  /** What mails begin their subjects with unless somebody says otherwise. */
  static final String HEADER = "[Fail2Ban]";

  private final Path folder;
  private final Machine machine;
  private final String header;

  /**
   * Takes the folder of files that jails name without a path.
   *
   * @param folder need not exist
   */
  Definitions(Path folder, Machine machine) {
    this(folder, machine, HEADER);
  }

  /**
   * Takes the folder of files that jails name without a path.
   *
   * @param folder need not exist
   * @param header what mails begin their subjects with, in the words of the mail action
   */
  Definitions(Path folder, Machine machine, String header) {
    this.folder = folder;
    this.machine = machine;
    this.header = header;
  }

  /** The words of the mail action for what has other tags in commands. */
  private static String tagged(String header) {
    return header.replace("<host>", "<fq-hostname>").replace("<jail>", "<name>");
  }

  private static List<String> options() {
    List<String> options = new ArrayList<>(Operation.options());
    options.addAll(List.of("actionstart_on_demand", "actionrepair_on_unban", "norestored"));
    return List.copyOf(options);
  }

  private static Map<String, String> words() {
    Map<String, String> words = new HashMap<>();
    for (Operation operation : Operation.values()) {
      if (operation != Operation.RELOAD) {
        words.put(operation.word(), operation.option());
      }
    }
    words.put("start_on_demand", "actionstart_on_demand");
    words.put("repair_on_unban", "actionrepair_on_unban");
    return words;
  }

  /** Whether there is a file of that name. */
  boolean exists(String name) {
    return name.matches(NAME)
        && (Files.isRegularFile(folder.resolve(name + EXTENSION))
            || Files.isRegularFile(folder.resolve(name + ".local")));
  }

  /**
   * Reads what a jail ordered.
   *
   * @throws Fault if there is no such file, or something in it or in the order is wrong
   */
  Definition of(Order order) throws Fault {
    Map<String, String> given = new HashMap<>(order.options());
    given.putIfAbsent("name", order.jail());
    given.put("emailheader", tagged(given.getOrDefault("emailheader", header)));
    String file = given.remove(FILE);
    if (!order.action().equals(PLAIN)) {
      return ofFile(folder, order.action(), order, given);
    }
    return file == null ? plain(order, given) : ofFile(Path.of(file), order, given);
  }

  private Definition ofFile(Path file, Order order, Map<String, String> given) throws Fault {
    if (!file.isAbsolute()) {
      throw new Fault("option file = " + file + ": an absolute path is needed");
    }
    String name = file.getFileName().toString();
    String plain = name.endsWith(EXTENSION) ? IniReading.withoutExtension(name) : name;
    return ofFile(file.getParent(), plain, order, given);
  }

  private Definition ofFile(Path where, String name, Order order, Map<String, String> given)
      throws Fault {
    if (!name.matches(NAME)) {
      throw new Fault("a file of actions is called by letters, digits, _, - and . only: " + name);
    }
    String unique = uniqueName(name, order, given);
    Path file = where.resolve(name + EXTENSION);
    DirectoryFolder files = new DirectoryFolder(where);
    IniReading reading = new IniReading(files);
    IniText text =
        reading
            .read(name)
            .orElseThrow(
                () -> new Fault("there is no file " + file + ": put it there or mend the name"));
    refuseForeign(where);
    refuseForeign(file);
    Map<String, Setting> values = text.values(name, given, OPTIONS, WAITING);
    Map<String, String> options = new HashMap<>();
    values.forEach((option, value) -> options.put(option, value.text()));
    options.keySet().removeIf(option -> option.startsWith("known/") || option.equals("bantime"));
    Stamps stamps = new Stamps(files, Map.copyOf(reading.consulted()));
    return finished(unique, file.toString(), stamps, options);
  }

  /** Whoever can write there has commands run with our rights. */
  private static void refuseForeign(Path place) throws Fault {
    try {
      if (!Files.exists(place)) {
        return;
      }
      Set<PosixFilePermission> allowed = Files.getPosixFilePermissions(place);
      if (allowed.contains(PosixFilePermission.OTHERS_WRITE)
          || allowed.contains(PosixFilePermission.GROUP_WRITE)) {
        throw new Fault(
            "others than its owner can write to "
                + place
                + ", and what stands there would be run; chmod go-w "
                + place);
      }
    } catch (IOException failed) {
      throw new Fault("cannot tell who may write to " + place + ": " + failed, failed);
    }
  }

  /** As fail2ban does it, so that {@code <actname>} is the same. */
  private static String uniqueName(String action, Order order, Map<String, String> given) {
    String name = given.get("name");
    String jail = order.jail();
    String suffix = name.startsWith(jail) ? name.substring(jail.length()) : "-" + name;
    return given.computeIfAbsent("actname", unset -> name.equals(jail) ? action : action + suffix);
  }

  private Definition plain(Order order, Map<String, String> given) throws Fault {
    String unique = uniqueName(PLAIN, order, given);
    Map<String, String> options = new HashMap<>();
    given.forEach(
        (option, value) -> {
          String[] parts = option.split("\\?", 2);
          String name = WORDS.getOrDefault(parts[0], parts[0]);
          options.put(parts.length > 1 ? name + "?" + parts[1] : name, value);
        });
    refuseUnused(order, options);
    options.remove("bantime");
    Stamps stamps = new Stamps(new DirectoryFolder(folder), Map.of());
    return finished(unique, order.action() + order.options(), stamps, options);
  }

  /** An option that no command speaks of is most likely a slip of the pen. */
  private static void refuseUnused(Order order, Map<String, String> options) throws Fault {
    Set<String> accepted = new HashSet<>(WORDS.keySet());
    accepted.addAll(ALWAYS);
    accepted.add(FILE);
    String all = String.join("\n", options.values());
    for (String option : order.options().keySet()) {
      String name = option.split("\\?", 2)[0];
      if (accepted.contains(name) || all.contains("<" + name + ">")) {
        accepted.add(option);
      }
    }
    order.check(accepted);
  }

  private Definition finished(
      String name, String origin, Stamps stamps, Map<String, String> options) throws Fault {
    Operation.options().forEach(option -> options.putIfAbsent(option, ""));
    Definition definition = Definition.of(name, origin, stamps, options, machine);
    options.put("timeout", Long.toString(definition.timeout().toSeconds()));
    return Definition.of(name, origin, stamps, options, machine);
  }
}
