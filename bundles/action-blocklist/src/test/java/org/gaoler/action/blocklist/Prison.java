package org.gaoler.action.blocklist;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.gaoler.api.Ban;
import org.gaoler.api.Enforcer;
import org.gaoler.api.EnforcerFactory.Order;
import org.gaoler.api.Fault;
import org.gaoler.api.Offender;
import org.gaoler.api.Sentence;
import org.gaoler.api.TimeSpan;
import org.gaoler.api.operate.Event;
import org.gaoler.api.operate.JailStatus;
import org.gaoler.testkit.Eventually;
import org.gaoler.testkit.FakeOperator;

/** Jails with lists, a desk whose orders reach the lists, and hands that edit them. */
final class Prison implements AutoCloseable {

  static final Instant BEGAN = Instant.parse("2026-11-21T08:00:00Z");
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  final FakeOperator desk = new FakeOperator(Clock.systemUTC());
  private final Path folder;
  private final Map<String, Enforcer> enforcers = new HashMap<>();
  private final Set<String> rung = ConcurrentHashMap.newKeySet();
  private final AutoCloseable listening;
  private BlocklistEnforcerFactory factory;
  private volatile String broken = "";

  Prison(Path folder) {
    this.folder = folder;
    this.listening = desk.listen(this::happened);
    start();
  }

  private void start() {
    factory = BlocklistContract.factory(folder + "/ip.blocklist.<name>");
    factory.bind(desk);
  }

  BlocklistEnforcerFactory factory() {
    return factory;
  }

  /** Opens a jail and brings its list to what is in force, as core does. */
  Enforcer jail(String name, Map<String, String> options) throws Exception {
    desk.with(
        new JailStatus(
            name,
            JailStatus.State.WATCHING,
            List.of(),
            "",
            "",
            List.of(),
            List.of(),
            List.of(),
            0,
            0,
            0,
            0));
    Enforcer enforcer =
        factory.enforcer(new Order(name, "blocklist", options, who -> sentence(name, who)));
    enforcer.watch(() -> rung.add(name));
    bring(name, enforcer);
    enforcers.put(name, enforcer);
    return enforcer;
  }

  private void bring(String name, Enforcer enforcer) throws Exception {
    enforcer.open();
    List<Offender> held = enforcer.inForce().stream().map(Ban::offender).toList();
    for (Sentence each : sentences(name)) {
      if (!held.contains(each.offender())) {
        enforcer.apply(List.of(new Ban(each.offender(), each.until())), List.of());
      }
    }
  }

  /** Compares again what has rung its bell, as core does. */
  private synchronized boolean compared(Eventually.Condition condition) throws Exception {
    for (Map.Entry<String, Enforcer> each : enforcers.entrySet()) {
      if (rung.remove(each.getKey())) {
        bring(each.getKey(), each.getValue());
      }
    }
    return condition.holds();
  }

  private List<Sentence> sentences(String jail) {
    return desk.banned().stream().filter(each -> each.jail().equals(jail)).toList();
  }

  private Optional<Sentence> sentence(String jail, Offender offender) {
    return sentences(jail).stream().filter(s -> s.offender().equals(offender)).findFirst();
  }

  /** What is in force now, whatever has happened since: core hears of changes in their order. */
  private synchronized void happened(Event event) {
    Enforcer enforcer = enforcers.get(event.jail());
    Offender offender = Offender.parse(event.text());
    try {
      if (enforcer == null || !enforcer.takes(offender)) {
        return;
      }
      List<Ban> bans =
          sentence(event.jail(), offender).stream()
              .map(each -> new Ban(offender, each.until()))
              .toList();
      enforcer.apply(bans, bans.isEmpty() ? List.of(offender) : List.of());
    } catch (Fault | InterruptedException failed) {
      broken = String.valueOf(failed.getMessage());
    }
  }

  /** Passes a sentence for log lines. */
  void sentenced(String jail, String who, Instant until, String reason) throws Exception {
    Offender offender = Offender.parse(who);
    desk.with(
        new Sentence(jail, offender, BEGAN, until, Sentence.Origin.LOG, reason, List.of("line")));
    happened(new Event(BEGAN, jail, Event.Kind.BAN, offender.toString()));
  }

  void sentenced(String jail, String... whom) throws Exception {
    for (String who : whom) {
      sentenced(jail, who, TimeSpan.FOREVER, "5 failures within 10m");
    }
  }

  void unbanned(String jail, String who) throws Exception {
    desk.unban(Optional.of(Offender.parse(who)), Optional.of(jail));
  }

  /** Lets Gaoler go, and come back with what was in force. */
  void restart(Runnable meanwhile, String... jails) throws Exception {
    stop();
    meanwhile.run();
    start();
    for (String jail : jails) {
      jail(jail, Map.of());
    }
  }

  private void stop() {
    enforcers.values().forEach(Enforcer::close);
    enforcers.clear();
    factory.close();
  }

  Path list(String name) {
    return folder.resolve("ip.blocklist." + name);
  }

  String text(String name) {
    try {
      return Files.readString(list(name));
    } catch (IOException failed) {
      throw new AssertionError(failed);
    }
  }

  List<String> lines(String name) {
    return text(name).lines().filter(line -> !line.startsWith("#")).toList();
  }

  /** Saves as careful editors do. */
  void save(String name, String text) {
    try {
      Path fresh = folder.resolve("4913~");
      Files.writeString(fresh, text);
      Files.move(fresh, list(name), StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException failed) {
      throw new AssertionError(failed);
    }
  }

  /** Saves as careless editors do. */
  void overwrite(Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException failed) {
      throw new AssertionError(failed);
    }
  }

  void delete(String name, Predicate<String> doomed) {
    String kept =
        text(name).lines().filter(doomed.negate()).reduce("", (text, line) -> text + line + "\n");
    save(name, kept);
  }

  List<String> banned(String jail) {
    return sentences(jail).stream().map(each -> each.offender().toString()).toList();
  }

  void awaitBanned(String jail, String... whom) {
    Eventually.await(
        () -> jail + " bans " + List.of(whom) + ", not " + banned(jail) + broken,
        PATIENCE,
        () ->
            List.copyOf(new TreeSet<>(banned(jail)))
                .equals(List.copyOf(new TreeSet<>(List.of(whom)))));
  }

  void awaitComplaint(String... parts) {
    Eventually.await(
        () -> "complaints with " + List.of(parts) + ", not " + factory.missing(),
        PATIENCE,
        () ->
            factory.missing().stream()
                .anyMatch(each -> List.of(parts).stream().allMatch(each::contains)));
  }

  void await(String what, Eventually.Condition condition) {
    Eventually.await(what, PATIENCE, condition);
  }

  void await(Supplier<String> what, Eventually.Condition condition) {
    Eventually.await(() -> what.get() + broken, PATIENCE, () -> compared(condition));
  }

  @Override
  public void close() throws Exception {
    stop();
    listening.close();
    if (!broken.isEmpty()) {
      throw new AssertionError(broken);
    }
  }
}
