package org.gaoler.action.ipset;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.gaoler.api.Ban;
import org.gaoler.api.Enforcer;
import org.gaoler.api.Fault;
import org.gaoler.api.IpBlock;
import org.gaoler.api.Offender;
import org.gaoler.api.Teardown;
import org.gaoler.api.Traffic;
import org.gaoler.netlink.Conntrack;

/** Keeps one jail's bans in sets of its own, or in sets that it shares with other jails. */
final class IpsetEnforcer implements Enforcer {

  private static final Traffic NOTHING = new Traffic(0, 0);

  /** Some milliseconds: what runs so often is compiled soon. */
  private static final int REHEARSALS = 20;

  /** Whose unban changes nothing. */
  private static final List<Offender> NOBODY =
      List.of(Offender.parse("0.0.0.0"), Offender.parse("::"));

  private final Wiring wiring;
  private final Choice choice;
  private final Optional<Share> share;
  private final Optional<Conntrack> kill;
  private final Clock clock;

  /** What the long bans had stopped that were read last: renewing them shall not forget it. */
  private final Map<IpBlock, Traffic> counted = new HashMap<>();

  private Runnable bell = () -> {};
  private Optional<Wiring.Line> line = Optional.empty();

  IpsetEnforcer(
      Wiring wiring, Choice choice, Optional<Share> share, Optional<Conntrack> kill, Clock clock) {
    this.wiring = wiring;
    this.choice = choice;
    this.share = share;
    this.kill = kill;
    this.clock = clock;
  }

  @Override
  public boolean takes(Offender offender) {
    return offender instanceof IpBlock block && block.prefix() > 0;
  }

  @Override
  public void watch(Runnable rung) {
    this.bell = rung;
  }

  @Override
  public Teardown open() throws Fault, InterruptedException {
    List<Teardown.Step> steps = new ArrayList<>();
    exclusively(() -> steps.addAll(blockades().open(wiring.ipset())));
    rehearse();
    return new Teardown(steps);
  }

  /** Goes the way of a ban without effect: Java loads on first use what that needs. */
  private void rehearse() throws Fault, InterruptedException {
    Instant now = clock.instant();
    long seconds = Lifetime.seconds(now, now);
    for (int i = 0; i < REHEARSALS; i++) {
      blockades().rehearse(new Element((IpBlock) NOBODY.get(0), seconds, NOTHING));
    }
    apply(List.of(), NOBODY);
  }

  private Blockades blockades() throws Fault {
    if (line.isEmpty()) {
      line = Optional.of(wiring.connect(choice, bell));
      share.ifPresent(Share::enter);
    }
    return line.get().blockades();
  }

  /** Something to be done in the kernel. */
  private interface Change {
    void make() throws Fault, InterruptedException;
  }

  private void exclusively(Change change) throws Fault, InterruptedException {
    if (share.isEmpty()) {
      change.make();
      return;
    }
    share.get().lock().lockInterruptibly();
    try {
      change.make();
    } finally {
      share.get().lock().unlock();
    }
  }

  @Override
  public void apply(List<Ban> bans, List<Offender> unbans) throws Fault, InterruptedException {
    if (share.isEmpty()) {
      put(bans);
      take(unbans);
      blockades().verify();
    } else {
      exclusively(() -> applyShared(share.get(), bans, unbans));
    }
    if (kill.isPresent() && !bans.isEmpty()) {
      kill.get().kill(bans.stream().map(ban -> (IpBlock) ban.offender()).toList());
    }
  }

  private void applyShared(Share own, List<Ban> bans, List<Offender> unbans)
      throws Fault, InterruptedException {
    Blockades shared = blockades();
    put(own.claim(bans));
    List<Ban> still = new ArrayList<>();
    List<Offender> gone = own.release(unbans, still);
    put(still);
    take(gone);
    shared.verify();
  }

  private void put(List<Ban> bans) throws Fault, InterruptedException {
    Instant now = clock.instant();
    List<Element> elements = new ArrayList<>(bans.size());
    for (Ban ban : bans) {
      IpBlock block = (IpBlock) ban.offender();
      long seconds = Lifetime.seconds(now, ban.until());
      elements.add(new Element(block, seconds, counted.getOrDefault(block, NOTHING)));
    }
    blockades().put(elements);
  }

  private void take(List<Offender> unbans) throws Fault, InterruptedException {
    List<Element> elements = new ArrayList<>(unbans.size());
    for (Offender offender : unbans) {
      elements.add(new Element((IpBlock) offender, 0, NOTHING));
    }
    blockades().take(elements);
  }

  @Override
  public List<Ban> inForce() throws Fault, InterruptedException {
    List<Ban> told = new ArrayList<>();
    exclusively(
        () -> {
          List<Ban> present = present(blockades().elements());
          told.addAll(share.isPresent() ? share.get().told(present) : present);
        });
    return told;
  }

  private List<Ban> present(List<Element> elements) {
    Instant now = clock.instant();
    counted.clear();
    List<Ban> present = new ArrayList<>(elements.size());
    for (Element element : elements) {
      if (Lifetime.renewable(element.remaining())) {
        counted.put(element.block(), element.traffic());
      }
      present.add(new Ban(element.block(), Lifetime.end(now, element.remaining())));
    }
    return present;
  }

  @Override
  public OptionalInt count() throws Fault, InterruptedException {
    counted.clear();
    int[] count = new int[1];
    exclusively(
        () -> {
          int elements = blockades().count();
          count[0] = share.isPresent() ? share.get().counted(elements) : elements;
        });
    return OptionalInt.of(count[0]);
  }

  @Override
  public Map<Offender, Traffic> traffic() throws Fault, InterruptedException {
    Map<Offender, Traffic> traffic = new HashMap<>();
    exclusively(
        () -> {
          for (Element element : blockades().elements()) {
            if (share.isEmpty() || share.get().claims(element.block())) {
              traffic.put(element.block(), element.traffic());
            }
          }
        });
    return traffic;
  }

  @Override
  public Optional<String> locate(Offender offender) throws Fault, InterruptedException {
    for (Element element : blockades().elements()) {
      if (element.block().equals(offender)) {
        return Optional.of(written(element));
      }
    }
    return Optional.empty();
  }

  private String written(Element element) {
    return "add "
        + choice.name().set(element.block().family())
        + (" " + element.block() + " timeout " + element.remaining())
        + (" packets " + element.traffic().packets() + " bytes " + element.traffic().bytes());
  }

  @Override
  public void close() {
    if (line.isPresent()) {
      share.ifPresent(Share::leave);
      line.get().close();
      line = Optional.empty();
    }
    kill.ifPresent(Conntrack::close);
  }
}
