package org.gaoler.action.route;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.gaoler.api.Ban;
import org.gaoler.api.Enforcer;
import org.gaoler.api.Fault;
import org.gaoler.api.IpBlock;
import org.gaoler.api.Offender;
import org.gaoler.api.Teardown;
import org.gaoler.api.TimeSpan;
import org.gaoler.netlink.Conntrack;
import org.gaoler.netlink.Listening;
import org.gaoler.netlink.Netlink;
import org.gaoler.netlink.Place;
import org.gaoler.netlink.RouteEvents;
import org.gaoler.xtables.Tool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the routes of one jail, which lead to nowhere. */
final class RouteEnforcer implements Enforcer {

  private static final Logger LOG = LoggerFactory.getLogger(RouteEnforcer.class);

  private final Place place;
  private final Tool ip;
  private final Mark mark;
  private final Optional<Conntrack> kill;
  private Optional<Kernel> kernel = Optional.empty();
  private Runnable bell = () -> {};

  /** What is open while the enforcer is. */
  private record Kernel(Netlink netlink, Routes routes, Optional<Listening> listening) {}

  RouteEnforcer(Place place, Tool ip, Mark mark, Optional<Conntrack> kill) {
    this.place = place;
    this.ip = ip;
    this.mark = mark;
    this.kill = kill;
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
    kernel().routes().remove(List.of(IpBlock.parse("192.0.2.0").orElseThrow()));
    List<Teardown.Step> steps = new ArrayList<>();
    for (String family : List.of("-4", "-6")) {
      steps.add(
          new Teardown.Step(
              ip.command(
                  family,
                  "route",
                  "flush",
                  "table",
                  Integer.toUnsignedString(mark.table()),
                  "proto",
                  Integer.toString(mark.protocol()),
                  "metric",
                  Integer.toUnsignedString(mark.metric())),
              ""));
    }
    return new Teardown(steps);
  }

  private Kernel kernel() throws Fault {
    if (kernel.isEmpty()) {
      Netlink netlink = Netlink.open(place, Netlink.ROUTE);
      kernel = Optional.of(new Kernel(netlink, new Routes(netlink, mark), listening(netlink)));
    }
    return kernel.get();
  }

  private Optional<Listening> listening(Netlink own) {
    try {
      return Optional.of(RouteEvents.listen(place, mark.protocol(), own, bell));
    } catch (Fault silent) {
      LOG.info("changes of routes are found by counting alone: {}", silent.getMessage());
      return Optional.empty();
    }
  }

  @Override
  public void apply(List<Ban> bans, List<Offender> unbans) throws Fault, InterruptedException {
    List<IpBlock> blocks = new ArrayList<>(bans.size());
    for (Ban ban : bans) {
      blocks.add((IpBlock) ban.offender());
    }
    kernel().routes().add(blocks);
    if (kill.isPresent() && !blocks.isEmpty()) {
      kill.get().kill(blocks);
    }
    List<IpBlock> gone = new ArrayList<>(unbans.size());
    for (Offender offender : unbans) {
      gone.add((IpBlock) offender);
    }
    kernel().routes().remove(gone);
  }

  @Override
  public List<Ban> inForce() throws Fault, InterruptedException {
    return kernel().routes().read().stream()
        .map(block -> new Ban(block, TimeSpan.FOREVER))
        .toList();
  }

  @Override
  public OptionalInt count() throws Fault, InterruptedException {
    Kernel open = kernel();
    return open.listening().isPresent()
        ? OptionalInt.empty()
        : OptionalInt.of(open.routes().read().size());
  }

  @Override
  public Optional<String> locate(Offender offender) throws Fault, InterruptedException {
    return kernel().routes().read().stream()
        .filter(offender::equals)
        .map(
            block ->
                "%s %s proto %d metric %s table %s"
                    .formatted(
                        Types.name(mark.type()),
                        block,
                        mark.protocol(),
                        Integer.toUnsignedString(mark.metric()),
                        Integer.toUnsignedString(mark.table())))
        .findFirst();
  }

  @Override
  public void close() {
    kill.ifPresent(Conntrack::close);
    kernel.ifPresent(
        open -> {
          open.listening().ifPresent(Listening::close);
          open.routes().close();
          open.netlink().close();
        });
    kernel = Optional.empty();
  }
}
