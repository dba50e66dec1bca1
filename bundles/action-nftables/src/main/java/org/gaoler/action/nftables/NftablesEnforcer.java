package org.gaoler.action.nftables;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.gaoler.api.Ban;
import org.gaoler.api.Enforcer;
import org.gaoler.api.Fault;
import org.gaoler.api.IpBlock;
import org.gaoler.api.IpBlock.Family;
import org.gaoler.api.Offender;
import org.gaoler.api.Teardown;
import org.gaoler.api.TimeSpan;
import org.gaoler.api.Traffic;
import org.gaoler.netlink.Conntrack;
import org.gaoler.netlink.Errno;
import org.gaoler.netlink.GenerationEvents;
import org.gaoler.netlink.Listening;
import org.gaoler.netlink.Netlink;
import org.gaoler.netlink.Place;
import org.gaoler.netlink.Refused;
import org.gaoler.xtables.Child;
import org.gaoler.xtables.Tool;

/**
 * Keeps one jail's table: elements by netlink, everything else by {@code nft} when it is missing.
 */
final class NftablesEnforcer implements Enforcer {

  private static final Set<Pool> ALWAYS =
      Set.of(new Pool(Family.IPV4, 32), new Pool(Family.IPV6, 128));
  private static final List<Ban> REHEARSED =
      List.of(new Ban(new IpBlock(Family.IPV4, 0, 0xc000_0200L, 32), Instant.EPOCH));
  private static final long LIMIT_SECONDS = 5;

  private final Place place;
  private final GenerationEvents events;
  private final Tool nft;
  private final Layout layout;
  private final Optional<Conntrack> kill;
  private final Clock clock;
  private final Set<Pool> pools = new TreeSet<>();
  private Optional<Kernel> kernel = Optional.empty();
  private Runnable bell = () -> {};
  private Optional<Listening> listening = Optional.empty();

  /** What is open while the enforcer is. */
  private record Kernel(Netlink netlink, Elements elements, Table table) {}

  NftablesEnforcer(
      Place place,
      GenerationEvents events,
      Tool nft,
      Layout layout,
      Optional<Conntrack> kill,
      Clock clock) {
    this.place = place;
    this.events = events;
    this.nft = nft;
    this.layout = layout;
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
    Kernel opened = kernel();
    pools.clear();
    pools.addAll(opened.table().pools());
    pools.addAll(ALWAYS);
    if (!opened.table().sound(pools)) {
      opened.table().make(pools);
    }
    // once: the kernel takes 10 ms to give such a transaction up
    opened.elements().rehearse(Pool.of((IpBlock) REHEARSED.get(0).offender()), REHEARSED);
    return opened.table().teardown();
  }

  private Kernel kernel() throws Fault {
    if (kernel.isEmpty()) {
      Netlink netlink = Netlink.open(place, Netlink.NETFILTER);
      events.own(netlink);
      kernel =
          Optional.of(
              new Kernel(
                  netlink,
                  new Elements(netlink, layout.table(), clock),
                  new Table(netlink, events, nft, layout)));
    }
    if (listening.isEmpty()) {
      listening = Optional.of(events.listen(bell));
    }
    return kernel.get();
  }

  @Override
  public void apply(List<Ban> bans, List<Offender> unbans) throws Fault, InterruptedException {
    Map<Pool, List<Ban>> put = pooled(bans);
    if (!pools.containsAll(put.keySet())) {
      pools.addAll(put.keySet());
      kernel().table().make(pools);
    }
    for (Map.Entry<Pool, List<Ban>> some : put.entrySet()) {
      mending(() -> kernel().elements().put(some.getKey(), some.getValue()));
    }
    if (kill.isPresent() && !bans.isEmpty()) {
      kill.get().kill(bans.stream().map(ban -> (IpBlock) ban.offender()).toList());
    }
    if (!unbans.isEmpty()) {
      take(unbans);
    }
  }

  private void take(List<Offender> unbans) throws Fault, InterruptedException {
    List<Ban> gone = new ArrayList<>(unbans.size());
    for (Offender offender : unbans) {
      gone.add(new Ban(offender, Instant.EPOCH));
    }
    for (Map.Entry<Pool, List<Ban>> some : pooled(gone).entrySet()) {
      if (pools.contains(some.getKey())) {
        mending(() -> kernel().elements().take(some.getKey(), some.getValue()));
      }
    }
  }

  private static Map<Pool, List<Ban>> pooled(List<Ban> bans) {
    Map<Pool, List<Ban>> pooled = new TreeMap<>();
    for (Ban ban : bans) {
      Pool pool = Pool.of((IpBlock) ban.offender());
      List<Ban> some = pooled.get(pool);
      if (some == null) {
        some = new ArrayList<>();
        pooled.put(pool, some);
      }
      some.add(ban);
    }
    return pooled;
  }

  /** Something to be done by netlink. */
  private interface Change {
    void make() throws Fault, InterruptedException;
  }

  /** Does it again, once, if somebody has taken the table or a set away meanwhile. */
  private void mending(Change change) throws Fault, InterruptedException {
    try {
      change.make();
    } catch (Refused refused) {
      if (refused.errno() != Errno.ENOENT) {
        throw explained(refused);
      }
      kernel().table().make(pools);
      // what else was in the table is missing too
      bell.run();
      change.make();
    }
  }

  private Fault explained(Refused refused) {
    String remedy =
        refused.errno() == Errno.ENFILE
            ? "the set is full: see nft list table inet " + layout.table()
            : "see nft list table inet " + layout.table();
    return new Fault(
        "table inet " + layout.table() + ": " + refused.getMessage() + "; " + remedy, refused);
  }

  @Override
  public List<Ban> inForce() throws Fault, InterruptedException {
    Instant now = clock.instant();
    List<Ban> bans = new ArrayList<>();
    for (Element element : elements()) {
      boolean forever = element.remaining() <= 0;
      Instant until = forever ? TimeSpan.FOREVER : now.plusMillis(element.remaining());
      bans.add(new Ban(element.block(), until));
    }
    return bans;
  }

  /** All elements; none if no packet is looked at. */
  private List<Element> elements() throws Fault, InterruptedException {
    Kernel opened = kernel();
    Set<Pool> present = opened.table().pools();
    List<Element> elements = new ArrayList<>();
    if (opened.table().sound(present)) {
      for (Pool pool : present) {
        elements.addAll(opened.elements().read(pool));
      }
    }
    return elements;
  }

  @Override
  public OptionalInt count() throws Fault, InterruptedException {
    return listening.isPresent() ? OptionalInt.empty() : OptionalInt.of(elements().size());
  }

  @Override
  public Map<Offender, Traffic> traffic() throws Fault, InterruptedException {
    Map<Offender, Traffic> traffic = new HashMap<>();
    if (layout.gate().counter()) {
      elements().forEach(element -> traffic.put(element.block(), element.traffic()));
    }
    return traffic;
  }

  @Override
  public Optional<String> locate(Offender offender) throws Fault, InterruptedException {
    if (!(offender instanceof IpBlock block) || !pools.contains(Pool.of(block))) {
      return Optional.empty();
    }
    String set = Pool.of(block).set();
    String[] get = {
      "get", "element", Layout.FAMILY, layout.table(), set, "{ " + block.address() + " }"
    };
    Child child = Child.start(nft.command(get));
    String said = child.outputAtEnd(System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS));
    return said.lines()
        .filter(line -> child.status() == 0 && line.contains("elements = "))
        .map(line -> "table inet " + layout.table() + " set " + set + " " + line.strip())
        .findFirst();
  }

  @Override
  public void close() {
    listening.ifPresent(Listening::close);
    listening = Optional.empty();
    kill.ifPresent(Conntrack::close);
    kernel.ifPresent(
        open -> {
          events.disown(open.netlink());
          open.elements().close();
          open.table().close();
          open.netlink().close();
        });
    kernel = Optional.empty();
  }
}
