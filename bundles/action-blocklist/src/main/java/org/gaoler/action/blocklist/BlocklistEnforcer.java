package org.gaoler.action.blocklist;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.gaoler.api.Ban;
import org.gaoler.api.Enforcer;
import org.gaoler.api.EnforcerFactory.Order;
import org.gaoler.api.Fault;
import org.gaoler.api.IpBlock;
import org.gaoler.api.Offender;
import org.gaoler.api.Sentence;
import org.gaoler.api.Teardown;

/** Keeps the bans of one jail in a list. */
final class BlocklistEnforcer implements Enforcer {

  private final Lists lists;
  private final Wanted wanted;
  private final Order order;
  private final AllowList allow;
  private Runnable bell = () -> {};
  private Optional<Place> place = Optional.empty();

  /** The list, and ourselves among those who keep it. */
  private record Place(BlockList list, Party party) {}

  BlocklistEnforcer(Lists lists, Wanted wanted, Order order) {
    this.lists = lists;
    this.wanted = wanted;
    this.order = order;
    this.allow = new AllowList(wanted.allow(), wanted.form().plain());
  }

  /** A ban that ends is none of a list's that holds those alone that do not. */
  @Override
  public boolean takes(Offender offender) {
    return offender instanceof IpBlock
        && (!wanted.permanentOnly()
            || order.sentences().apply(offender).map(Sentence::permanent).orElse(true));
  }

  @Override
  public void watch(Runnable rung) {
    bell = rung;
  }

  @Override
  public Teardown open() throws Fault, InterruptedException {
    Party party = new Party(order.jail(), wanted.permanentOnly(), order.sentences(), allow, bell);
    BlockList list = lists.open(wanted, party);
    place = Optional.of(new Place(list, party));
    list.mend();
    lists.look(list);
    return Teardowns.of(order.jail(), list);
  }

  private Place place() throws Fault {
    return place.orElseThrow(
        () -> new Fault("block list " + wanted.path() + " is not open; open it first"));
  }

  @Override
  public void apply(List<Ban> bans, List<Offender> unbans) throws Fault, InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException("block list " + wanted.path() + ": given up");
    }
    Place here = place();
    here.list().apply(here.party(), bans, unbans);
  }

  @Override
  public List<Ban> inForce() throws Fault, InterruptedException {
    return place().list().inForce(order.jail());
  }

  @Override
  public OptionalInt count() throws Fault, InterruptedException {
    BlockList list = place().list();
    if (lists.hears(list)) {
      return OptionalInt.empty();
    }
    lists.look(list);
    return OptionalInt.of(inForce().size());
  }

  @Override
  public Optional<String> trouble() {
    List<String> all = place.map(here -> here.list().complaints().all()).orElse(List.of());
    return all.isEmpty()
        ? Optional.empty()
        : Optional.of(
            all.get(0)
                + (all.size() > 1
                    ? "; and " + (all.size() - 1) + " more lines: gaoler doctor names them"
                    : ""));
  }

  @Override
  public Optional<String> locate(Offender offender) throws Fault, InterruptedException {
    return offender instanceof IpBlock block ? place().list().locate(block) : Optional.empty();
  }

  @Override
  public void close() {
    place.ifPresent(here -> lists.close(here.list(), here.party()));
    place = Optional.empty();
  }
}
