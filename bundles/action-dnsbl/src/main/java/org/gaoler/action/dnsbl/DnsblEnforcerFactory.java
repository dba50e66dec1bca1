package org.gaoler.action.dnsbl;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.gaoler.api.Enforcer;
import org.gaoler.api.EnforcerFactory;
import org.gaoler.api.Fault;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.Designate;

/** Makes enforcers that publish banned addresses as a DNS blacklist. */
@Component(
    configurationPid = DnsblEnforcerFactory.PID,
    property = {"action=dnsbl", "action=dnsbl-zonefile"})
@Designate(ocd = Defaults.class)
public final class DnsblEnforcerFactory implements EnforcerFactory {

  static final String PID = "org.gaoler.action.dnsbl";
  static final String UPDATES = "dnsbl";
  static final String FILE = "dnsbl-zonefile";

  private static final List<String> COMMON =
      List.of("answer", "chain", "name", "port", "protocol", "ttl", "txt", "zone");
  private static final List<String> OF_UPDATES = List.of("keyfile", "owner", "server");
  private static final List<String> OF_FILES = List.of("file", "format", "reload");
  private static final List<String> SYSTEM_FOLDERS =
      List.of("/usr/local/bin", "/usr/bin", "/bin", "/usr/local/sbin", "/usr/sbin", "/sbin");

  private final Map<String, String> defaults;
  private final Sweep sweep;
  private final Clock clock;

  /**
   * Takes the defaults; starts nothing.
   *
   * @param defaults as configured
   */
  @Activate
  public DnsblEnforcerFactory(Defaults defaults) {
    this(values(defaults), new Sweep(defaults.dig(), defaults.nsupdate()), Clock.systemUTC());
  }

  DnsblEnforcerFactory(Map<String, String> defaults, Sweep sweep, Clock clock) {
    this.defaults = Map.copyOf(defaults);
    this.sweep = sweep;
    this.clock = clock;
  }

  static Map<String, String> values(Defaults defaults) {
    Map<String, String> values = new HashMap<>();
    values.put("zone", defaults.zone());
    values.put("server", defaults.server());
    values.put("keyfile", defaults.keyfile());
    values.put("owner", defaults.owner());
    values.put("answer", defaults.answer());
    values.put("txt", defaults.txt());
    values.put("ttl", defaults.ttl());
    values.put("format", defaults.format());
    values.put("reload", defaults.reload());
    return values;
  }

  /** The options that an action accepts. */
  static List<String> options(String action) {
    List<String> accepted = new ArrayList<>(COMMON);
    accepted.addAll(action.equals(UPDATES) ? OF_UPDATES : OF_FILES);
    return accepted;
  }

  @Override
  public Enforcer enforcer(Order order) throws Fault {
    boolean updates = order.action().equals(UPDATES);
    try {
      Settings settings = new Settings(defaults, order, options(order.action()));
      return updates ? updates(settings) : file(settings);
    } catch (Fault fault) {
      throw new Fault("action " + order.action() + ": " + fault.getMessage(), fault);
    }
  }

  private Enforcer updates(Settings settings) throws Fault {
    Records records =
        new Records(
            new Listing(settings.zone()),
            settings.mark(),
            settings.answer(),
            settings.ttl(),
            settings.reason());
    return new UpdateEnforcer(settings.server(), records, sweep);
  }

  private Enforcer file(Settings settings) throws Fault {
    String zone = settings.zone().toString();
    String name = settings.name();
    Layout layout =
        switch (settings.text("format")) {
          case "bind" -> new BindLayout(zone, name, settings.ttl(), settings.answer(), clock);
          case "rbldnsd" -> new RbldnsdLayout(name, settings.ttl(), settings.answer());
          default -> throw settings.wrong("format", "bind, rbldnsd");
        };
    ZoneFile file = new ZoneFile(settings.path("file"), layout, settings.reason());
    return new ZoneFileEnforcer(file, layout, Reload.of(settings.text("reload")));
  }

  @Override
  public List<String> missing() {
    List<String> missing = new ArrayList<>();
    for (String command : List.of(sweep.dig(), sweep.nsupdate())) {
      String program = command.strip().replaceFirst(".*\\s", "");
      if (!isThere(program)) {
        missing.add(
            "program "
                + program
                + " is not on this machine: action dnsbl works without it, but its records could"
                + " not be removed once Gaoler is gone; install it with: apt-get install"
                + " bind9-dnsutils");
      }
    }
    return missing;
  }

  private static boolean isThere(String program) {
    String path = System.getenv().getOrDefault("PATH", "");
    return program.contains("/")
        ? Files.isExecutable(Path.of(program))
        : Stream.concat(Stream.of(path.split(":")), SYSTEM_FOLDERS.stream())
            .filter(folder -> folder.startsWith("/"))
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }
}
