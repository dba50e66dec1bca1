package org.gaoler.action.blocklist;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.gaoler.api.EnforcerFactory.Order;
import org.gaoler.api.Fault;

/**
 * What a jail asks for, checked.
 *
 * @param path of the list
 * @param allow path of the allow list
 * @param form of the list
 * @param permanentOnly whether bans that end are left out
 * @param mode of a list that is made
 */
record Wanted(
    Path path, Path allow, Form form, boolean permanentOnly, Set<PosixFilePermission> mode) {

  /** fail2ban's name of the action for {@code /etc/hosts.deny}. */
  static final String HOSTS_DENY = "hostsdeny";

  private static final List<String> OPTIONS =
      List.of(
          "allow",
          "chain",
          "daemon_list",
          "file",
          "format",
          "mode",
          "name",
          "only",
          "path",
          "port",
          "protocol",
          "services");

  private static final Pattern MODE = Pattern.compile("0?[0-7]{3}");
  private static final Pattern SERVICES = Pattern.compile("[A-Za-z0-9_.@, -]{1,200}");
  private static final int LONGEST_SET = 30;

  static Wanted of(Order order, Map<String, String> defaults) throws Fault {
    order.check(OPTIONS);
    boolean deny = order.action().equals(HOSTS_DENY);
    Words words = new Words(order.options(), defaults);
    String name = order.name();
    String usual = deny ? "/etc/hosts.deny" : defaults.get("path");
    String path = words.of("path", "file", usual).replace("<name>", name);
    String allow = words.of("allow", "allow", defaults.get("allow"));
    String format = words.of("format", "format", deny ? "hosts.deny" : defaults.get("format"));
    Kind kind = Kind.of(format).orElseThrow(() -> wrong("format", format, Kind.words()));
    String services = words.of("services", "daemon_list", defaults.get("services"));
    if (!SERVICES.matcher(services).matches()) {
      throw wrong("services", services, "names of daemons such as ALL or sshd, with commas");
    }
    if (kind == Kind.IPSET && name.length() > LONGEST_SET) {
      throw wrong("name", name, "30 characters at most for a set of ipset");
    }
    String only = words.of("only", "only", defaults.get("only"));
    if (!only.equals("all") && !only.equals("permanent")) {
      throw wrong("only", only, "all, permanent");
    }
    return new Wanted(
        path("path", path),
        path("allow", allow.replace("<path>", path).replace("<name>", name)),
        new Form(kind, services, name, ZoneId.systemDefault()),
        only.equals("permanent"),
        mode(words.of("mode", "mode", defaults.get("mode"))));
  }

  /** The jail's words, else those of the configuration. */
  private record Words(Map<String, String> options, Map<String, String> defaults) {
    String of(String option, String alias, String otherwise) {
      return options.getOrDefault(option, options.getOrDefault(alias, otherwise)).strip();
    }
  }

  private static Path path(String option, String text) throws Fault {
    try {
      Path path = Path.of(text).normalize();
      if (path.isAbsolute() && path.getFileName() != null && !text.contains("\n")) {
        return path;
      }
    } catch (InvalidPathException invalid) {
      throw wrong(option, text, "an absolute path: " + invalid.getReason());
    }
    throw wrong(option, text, "an absolute path of a file");
  }

  private static Set<PosixFilePermission> mode(String text) throws Fault {
    if (!MODE.matcher(text).matches()) {
      throw wrong("mode", text, "three octal digits such as 0644");
    }
    int bits = Integer.parseInt(text, 8);
    Set<PosixFilePermission> mode = EnumSet.noneOf(PosixFilePermission.class);
    PosixFilePermission[] all = PosixFilePermission.values();
    for (int i = 0; i < all.length; i++) {
      if ((bits & 1 << (all.length - 1 - i)) != 0) {
        mode.add(all[i]);
      }
    }
    return mode;
  }

  private static Fault wrong(String option, String value, String accepted) {
    return new Fault("option " + option + " = " + value + ": accepted are " + accepted);
  }
}
