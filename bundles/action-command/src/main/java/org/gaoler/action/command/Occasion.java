package org.gaoler.action.command;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What start, stop, flush and check hear of: no ban, only the family that they are for.
 *
 * @param family {@code inet4}, {@code inet6} or empty
 * @param now the present
 * @param banTime what {@code <bantime>} is
 * @param totals how busy the action was
 * @param machine knows names
 */
record Occasion(
    String family, Instant now, String banTime, Supplier<Ticket.Totals> totals, Machine machine)
    implements Tags {

  @Override
  public Optional<String> value(String name) {
    return switch (name) {
      case "family" -> Optional.of(family);
      case "time" -> Optional.of(Ticket.seconds(now));
      case "bantime" -> Optional.of(banTime);
      case "failures", "bancount", "restored", "ipfailures", "ipjailfailures" -> Optional.of("0");
      case "ip",
          "fid",
          "ip-rev",
          "ip-host",
          "matches",
          "ipmatches",
          "ipjailmatches",
          "raw-ticket" ->
          Optional.of("");
      default -> Ticket.total(name, totals.get()).or(() -> machine.value(name));
    };
  }

  @Override
  public Optional<String> field(String name) {
    return Optional.empty();
  }
}
