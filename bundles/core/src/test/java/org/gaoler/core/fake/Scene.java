package org.gaoler.core.fake;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.gaoler.api.Offender;
import org.gaoler.api.operate.JailStatus;
import org.gaoler.core.jail.Gaol;
import org.gaoler.core.operate.Examination;
import org.gaoler.core.operate.Limits;
import org.gaoler.core.operate.OperatorDesk;
import org.gaoler.core.settings.SettingsReader;
import org.gaoler.testkit.Eventually;
import org.gaoler.testkit.FakeEnforcerFactory;
import org.gaoler.testkit.FakeFirewall;
import org.gaoler.testkit.RememberingStore;

/** A whole gaol among fakes, with one log, one filter and one action at hand. */
public final class Scene implements AutoCloseable {

  /** The log that jails follow. */
  public static final String LOG = "/var/log/example.log";

  /** Long enough on a busy machine; nothing waits it out. */
  public static final Duration SOON = Duration.ofSeconds(8);

  public final MovableClock clock = new MovableClock(Instant.parse("2026-01-02T03:04:05Z"));
  public final RememberingStore store = new RememberingStore();
  public final FakeBackend backend = new FakeBackend();
  public final FakeFilters filters = new FakeFilters();
  public final FakeEnforcerFactory factory = new FakeEnforcerFactory();
  public final FakeNames names = new FakeNames();
  public final ManualParts parts = new ManualParts();

  /** How often the process was to be ended. */
  public final AtomicInteger exits = new AtomicInteger();

  public final FakeFilter filter = filters.offer("sshd", "Failed");
  private final List<Gaol> gaols = new ArrayList<>();
  private CutStore process = new CutStore(store);
  private Gaol gaol;
  private boolean rehearsal;

  /** Sets the scene; nothing runs before {@link #start}. */
  public Scene() {
    parts.bring("fake", backend);
    parts.bring("fake", factory);
    parts.bring(filters);
  }

  /** Applies nothing outside. */
  public Scene rehearse() {
    rehearsal = true;
    return this;
  }

  /** Starts a gaol with what the store remembers. */
  public Scene start() {
    process = new CutStore(store);
    gaol = new Gaol(process, parts, clock, rehearsal, names, Gaol.GRACE, () -> {});
    gaols.add(gaol);
    return this;
  }

  /** Ends the process without any good-bye, once everything so far is on the disk. */
  public void kill() {
    process.cut();
    gaol.warden().jails().keySet().forEach(gaol::delete);
    gaol.warden().settled().join();
  }

  public Gaol gaol() {
    return gaol;
  }

  public OperatorDesk desk() {
    return new OperatorDesk(
        gaol,
        new Examination(parts, Optional::empty),
        all -> List.of(),
        List::of,
        new Limits(8, 16),
        exits::incrementAndGet,
        clock,
        "0.1.0");
  }

  /** Configures a jail over sensible defaults: pairs of key and value. */
  public void configure(String jail, String... pairs) {
    Map<String, String> properties = new HashMap<>();
    properties.put("filter", "sshd");
    properties.put("backend", "fake");
    properties.put("logpath", LOG);
    properties.put("maxretry", "3");
    properties.put("action", "fake");
    properties.put("ignoreself", "false");
    for (int i = 0; i < pairs.length; i += 2) {
      properties.put(pairs[i], pairs[i + 1]);
    }
    gaol.configure(jail, SettingsReader.read(jail, properties));
    gaol.warden().settled().join();
  }

  /** Parts came or went. */
  public void partsChanged() {
    gaol.partsChanged();
    gaol.warden().settled().join();
  }

  /** Starts with one jail that watches an empty log. */
  public Scene watching(String... pairs) {
    start();
    backend.raw(LOG, "");
    configure("sshd", pairs);
    await("sshd", JailStatus.State.WATCHING);
    return this;
  }

  /** A line with a failure of the present moment. */
  public String failed(String address) {
    return clock.instant().getEpochSecond() + " Failed for root from " + address;
  }

  /** Writes failures of the present moment, each as a block of its own. */
  public void fail(String address, int times) {
    for (int i = 0; i < times; i++) {
      backend.write(LOG, failed(address));
    }
  }

  public FakeFirewall firewall() {
    return factory.firewall("sshd", "fake");
  }

  public JailStatus status(String jail) {
    return desk().jails(false).stream().filter(each -> each.name().equals(jail)).findFirst().get();
  }

  /** Waits for a state, and until everything in the logs has been dealt with. */
  public void await(String jail, JailStatus.State state) {
    Eventually.await(
        () -> state + ", but it is " + status(jail).state() + " " + status(jail).reasons(),
        SOON,
        () -> status(jail).state() == state);
    backend.idle();
    // or firewalls would be compared once more at any later moment, since logs are caught up with
    gaol.warden().settled().join();
  }

  public void awaitBan(String address) {
    firewall().awaitBan(Offender.parse(address), SOON);
  }

  /** Waits until everything that was gathered is on the disk. */
  public void stored() {
    gaol.orders().liftByHand(gaol.warden().jails().values().iterator().next(), List.of());
  }

  @Override
  public void close() {
    gaols.forEach(Gaol::close);
    names.releaseAll();
    backend.close();
  }
}
