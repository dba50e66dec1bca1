package org.gaoler.core.operate;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.gaoler.api.BanArchive;
import org.gaoler.api.Fault;
import org.gaoler.api.IpBlock;
import org.gaoler.api.Offender;
import org.gaoler.api.Sentence;
import org.gaoler.api.TimeSpan;
import org.gaoler.api.operate.Account;
import org.gaoler.api.operate.BanCounter;
import org.gaoler.api.operate.BanOrder;
import org.gaoler.api.operate.Finding;
import org.gaoler.api.operate.Imported;
import org.gaoler.api.operate.JailStatus;
import org.gaoler.api.operate.Operator;
import org.gaoler.api.operate.Plugin;
import org.gaoler.api.operate.Verification;
import org.gaoler.core.jail.Gaol;
import org.gaoler.core.jail.Jail;
import org.gaoler.core.settings.JailSettings;

/** Answers operators' questions and carries out their orders. */
public final class OperatorDesk implements Operator {

  private static final long PATIENCE_SECONDS = 4;

  private final Gaol gaol;
  private final StatusReport report;
  private final Examination examination;
  private final Function<Boolean, List<Plugin>> inventory;
  private final Supplier<List<String>> rereading;
  private final Comparison comparison;
  private final Limits limits;
  private final Runnable exit;
  private final Clock clock;
  private final String version;

  /**
   * Opens the desk.
   *
   * @param gaol the running system
   * @param examination checks the machine
   * @param inventory draws up what is installed; all of it, or what needs looking after
   * @param rereading hands the files of the configuration folder to Config Admin at once, and tells
   *     what is wrong with them
   * @param limits how wide a network may be banned
   * @param exit ends the program in good order, soon
   * @param clock the present
   * @param version what runs
   */
  public OperatorDesk(
      Gaol gaol,
      Examination examination,
      Function<Boolean, List<Plugin>> inventory,
      Supplier<List<String>> rereading,
      Limits limits,
      Runnable exit,
      Clock clock,
      String version) {
    this.gaol = gaol;
    this.report = new StatusReport(gaol);
    this.examination = examination;
    this.inventory = inventory;
    this.rereading = rereading;
    this.comparison = new Comparison(gaol);
    this.limits = limits;
    this.exit = exit;
    this.clock = clock;
    this.version = version;
  }

  @Override
  public List<JailStatus> jails(boolean firewall) {
    return report.jails(firewall);
  }

  private Jail jail(String name) throws Fault {
    Jail jail = gaol.warden().jails().get(name);
    if (jail == null) {
      throw new Fault(
          "there is no jail '"
              + name
              + "'; there are "
              + gaol.warden().jails().keySet().stream().sorted().collect(Collectors.joining(", ")));
    }
    return jail;
  }

  @Override
  public Sentence ban(String name, Offender offender, BanOrder order) throws Fault {
    Jail jail = jail(name);
    Optional<JailSettings> settings = jail.settings();
    if (settings.isEmpty()) {
      throw new Fault("jail " + name + " has no valid configuration: " + jail.faults());
    }
    Offender unit =
        offender instanceof IpBlock block && !block.single() ? offender : jail.unit(offender);
    limits.check(unit, order, gaol::ownAddress);
    TimeSpan span = order.length().orElse(settings.get().banTime());
    if (span.seconds() == 0) {
      throw new Fault("a ban of 0 s is none; accepted: " + TimeSpan.ACCEPTED + ", more than 0");
    }
    Instant now = clock.instant();
    Sentence sentence =
        new Sentence(
            name,
            unit,
            now,
            span.after(now),
            Sentence.Origin.MANUAL,
            order.reason().isEmpty() ? "by hand" : order.reason(),
            List.of());
    gaol.orders().imposeByHand(jail, sentence);
    awaitEnforced(jail);
    return sentence;
  }

  /** A question waits its turn behind the changes: once it is answered they have been applied. */
  private static void awaitEnforced(Jail jail) {
    StatusReport.askAll(jail.enforcements(), enforcer -> Optional.empty());
  }

  @Override
  public List<Sentence> unban(Optional<Offender> offender, Optional<String> name) throws Fault {
    List<Jail> jails = name.isPresent() ? List.of(jail(name.get())) : gaol.remembered();
    List<Sentence> lifted = new ArrayList<>();
    for (Jail jail : jails) {
      List<Offender> whom =
          offender.isPresent()
              ? whom(jail, offender.get())
              : gaol.docket().sentences(jail.name()).stream().map(Sentence::offender).toList();
      lifted.addAll(gaol.orders().liftByHand(jail, whom));
    }
    jails.forEach(OperatorDesk::awaitEnforced);
    return lifted;
  }

  /** The one that is meant, and for a network everybody in it. */
  private List<Offender> whom(Jail jail, Offender offender) {
    Set<Offender> whom = new LinkedHashSet<>();
    whom.add(unit(jail, offender));
    if (offender instanceof IpBlock network && !network.single()) {
      for (Sentence sentence : gaol.docket().sentences(jail.name())) {
        if (sentence.offender() instanceof IpBlock block && network.contains(block)) {
          whom.add(block);
        }
      }
    }
    return List.copyOf(whom);
  }

  private Offender unit(Jail jail, Offender offender) {
    boolean exact =
        gaol.docket().sentences(jail.name()).stream().anyMatch(s -> s.offender().equals(offender));
    return exact ? offender : jail.unit(offender);
  }

  @Override
  public List<Sentence> banned() {
    return gaol.docket().all();
  }

  @Override
  public List<BanCounter> counters(Optional<String> name) throws Fault {
    return gaol.counters().look(jails(name)).stream()
        .sorted(
            Comparator.comparing((BanCounter each) -> each.sentence().jail())
                .thenComparing(each -> each.sentence().from()))
        .toList();
  }

  @Override
  public List<Sentence> unbanQuiet(TimeSpan older, Optional<String> name) throws Fault {
    Instant before = clock.instant().minusSeconds(older.seconds());
    List<Sentence> lifted = new ArrayList<>();
    for (Jail jail : jails(name)) {
      List<Offender> quiet =
          gaol.counters().look(List.of(jail)).stream()
              .filter(each -> each.quiet(before))
              .map(each -> each.sentence().offender())
              .toList();
      lifted.addAll(gaol.orders().liftByHand(jail, quiet));
      awaitEnforced(jail);
    }
    return lifted;
  }

  @Override
  public int clearCounters(Optional<Offender> offender, Optional<String> name) throws Fault {
    return gaol.counters().clear(jails(name), offender);
  }

  private List<Jail> jails(Optional<String> name) throws Fault {
    return name.isPresent()
        ? List.of(jail(name.get()))
        : gaol.warden().jails().values().stream().sorted(Comparator.comparing(Jail::name)).toList();
  }

  @Override
  public List<Verification> verify(Optional<String> name) throws Fault {
    return comparison.of(jails(name));
  }

  @Override
  public Imported takeOver(Path file, boolean rehearsal) throws Fault {
    BanArchive archive =
        gaol.parts()
            .archive("fail2ban")
            .orElseThrow(
                () ->
                    new Fault(
                        "cannot read "
                            + file
                            + ": no bundle reads databases of fail2ban; install"
                            + " org.gaoler.store.sqlite"));
    Imported imported = new Takeover(gaol, clock).of(archive.read(file), rehearsal);
    gaol.warden().jails().values().forEach(OperatorDesk::awaitEnforced);
    return imported;
  }

  @Override
  public List<String> stop(boolean flush) {
    List<String> left = flush ? gaol.flush() : List.of();
    exit.run();
    return left;
  }

  @Override
  public List<Account> why(Offender offender) {
    return gaol.warden().jails().values().stream()
        .sorted(Comparator.comparing(Jail::name))
        .map(jail -> account(jail, offender))
        .toList();
  }

  private Account account(Jail jail, Offender offender) {
    Offender unit = jail.unit(offender);
    List<Sentence> sentences = gaol.docket().covering(jail.name(), unit);
    Set<Offender> held = sentences.stream().map(Sentence::offender).collect(Collectors.toSet());
    List<String> rules =
        held.stream()
            .flatMap(
                each ->
                    StatusReport.askAll(jail.enforcements(), enforcer -> enforcer.locate(each))
                        .stream())
            .toList();
    return new Account(
        jail.name(),
        sentences,
        jail.marks(unit),
        jail.settings().map(JailSettings::maxRetry).orElse(0),
        jail.leniency(offender),
        rules);
  }

  @Override
  public List<String> reload() {
    List<String> wrong = rereading.get();
    gaol.warden().refreshAll().completeOnTimeout(null, PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    Stream<String> jails =
        report.jails(false).stream()
            .filter(jail -> jail.state() != JailStatus.State.WATCHING)
            .flatMap(jail -> jail.reasons().stream().map(why -> jail.name() + ": " + why))
            .filter(line -> !line.endsWith(": enabled = false"));
    return Stream.concat(wrong.stream(), jails).distinct().toList();
  }

  @Override
  public List<Finding> doctor() {
    List<Finding> findings =
        new ArrayList<>(examination.findings(report.jails(true), gaol.storeTrouble()));
    long dropped = gaol.namesDropped();
    if (dropped > 0) {
      findings.add(
          new Finding(
              false,
              dropped + " failures were not counted since too many host names waited for an answer",
              "usedns = no, or a name server that answers faster"));
    }
    return findings;
  }

  @Override
  public List<Plugin> plugins(boolean all) {
    return inventory.apply(all);
  }

  @Override
  public String version() {
    return version;
  }

  @Override
  public AutoCloseable listen(Listener listener) {
    return gaol.listen(listener);
  }
}
