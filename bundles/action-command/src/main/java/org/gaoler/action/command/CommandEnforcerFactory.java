package org.gaoler.action.command;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.gaoler.api.Enforcer;
import org.gaoler.api.EnforcerFactory;
import org.gaoler.api.Fault;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Makes enforcers that run commands, those of action files included. */
@Component(
    configurationPid = {CommandEnforcerFactory.MAIL, CommandEnforcerFactory.PID},
    property = "action=" + Definitions.PLAIN)
public final class CommandEnforcerFactory implements EnforcerFactory {

  static final String PID = "org.gaoler.action.command";

  /** Where the header of mails is set once for all actions that mail. */
  static final String MAIL = "org.gaoler.action.mail";

  private final Definitions definitions;
  private final Path data;
  private final Shell shell;
  private final Runner runner;
  private final Machine machine;
  private final Clock clock;
  private final Commands.Turns turns = new Commands.Turns();
  private final Bookkeeping.Desk desk = new Bookkeeping.Desk();

  /**
   * Takes the configuration; runs nothing.
   *
   * @param defaults as configured
   * @param context for the framework's properties {@code gaoler.etc} and {@code gaoler.data}
   */
  @Activate
  public CommandEnforcerFactory(Defaults defaults, BundleContext context) {
    this(
        folder(context, "gaoler.etc", "/etc/gaoler"),
        folder(context, "gaoler.data", "/var/lib/gaoler"),
        new Shell(defaults.path()),
        defaults.emailheader());
  }

  private CommandEnforcerFactory(Path etc, Path data, Shell shell, String header) {
    this(etc, data, shell, shell, Machine.HERE, Clock.systemUTC(), header);
  }

  CommandEnforcerFactory(Path etc, Path data, Shell shell, Machine machine, Clock clock) {
    this(etc, data, shell, shell, machine, clock);
  }

  CommandEnforcerFactory(
      Path etc, Path data, Shell shell, Runner runner, Machine machine, Clock clock) {
    this(etc, data, shell, runner, machine, clock, Definitions.HEADER);
  }

  private CommandEnforcerFactory(
      Path etc,
      Path data,
      Shell shell,
      Runner runner,
      Machine machine,
      Clock clock,
      String header) {
    this.definitions = new Definitions(etc.resolve("action.d"), machine, header);
    this.data = data.resolve("command");
    this.shell = shell;
    this.runner = runner;
    this.machine = machine;
    this.clock = clock;
  }

  private static Path folder(BundleContext context, String property, String otherwise) {
    return Path.of(Optional.ofNullable(context.getProperty(property)).orElse(otherwise));
  }

  @Override
  public Enforcer enforcer(Order order) throws Fault {
    try {
      return made(order);
    } catch (Fault fault) {
      throw new Fault("action " + order.action() + ": " + fault.getMessage(), fault);
    }
  }

  private Enforcer made(Order order) throws Fault {
    Definition definition = definitions.of(order);
    Path folder = data.resolve(order.jail()).resolve(plain(definition.name()));
    Remains remains = new Remains(folder.toAbsolutePath(), shell.path());
    return new CommandEnforcer(
        definition,
        () -> definitions.of(order),
        new Bookkeeping(definition, remains, clock.instant(), desk),
        new Commands(definition, runner, turns, shell.path()),
        order.sentences(),
        clock,
        machine,
        order.options().getOrDefault("bantime", "600"));
  }

  /** As a name of a file. */
  private static String plain(String name) {
    String plain = name.replaceAll("[^A-Za-z0-9._-]", "_");
    boolean same = plain.equals(name) && !plain.startsWith(".") && plain.length() < 200;
    return same ? plain : "other-" + Integer.toHexString(name.hashCode());
  }

  /** Every file in the folder of actions is one. */
  @Override
  public boolean offers(String action) {
    return definitions.exists(action);
  }

  @Override
  public List<String> missing() {
    return shell.missing();
  }
}
