package org.gaoler.action.dnsbl;

import java.time.Clock;
import java.util.List;
import org.gaoler.api.IpBlock;
import org.gaoler.api.Offender;

/** A zone file as RFC 1035 describes it, for BIND and others. */
final class BindLayout implements Layout {

  private final String zone;
  private final long ttl;
  private final String answer;
  private final Clock clock;
  private final Part part;

  /**
   * Takes what the records have in common.
   *
   * @param zone with a dot at its end
   * @param name of the jail's part of the file
   */
  BindLayout(String zone, String name, long ttl, String answer, Clock clock) {
    this.zone = zone;
    this.ttl = ttl;
    this.answer = answer;
    this.clock = clock;
    this.part = Part.of(comment(), name, List.of());
  }

  @Override
  public String comment() {
    return ";";
  }

  @Override
  public boolean takes(Offender offender) {
    return Listing.names(offender);
  }

  @Override
  public List<Part> parts() {
    return List.of(part);
  }

  @Override
  public Part part(IpBlock block) {
    return part;
  }

  @Override
  public List<String> header() {
    return List.of(
        "$TTL " + ttl,
        zone + " IN SOA localhost. hostmaster." + zone + " 1 1h 15m 1w " + ttl,
        zone + " IN NS localhost.",
        "2.0.0.127." + zone + " IN A 127.0.0.2",
        "2.0.0.127." + zone + " IN TXT \"test entry\"");
  }

  @Override
  public List<String> entry(IpBlock block, String reason) {
    String first = witness(block);
    return reason.isEmpty()
        ? List.of(first)
        : List.of(first, owner(block) + " TXT \"" + reason + '"');
  }

  @Override
  public String witness(IpBlock block) {
    return owner(block) + " A " + answer;
  }

  private String owner(IpBlock block) {
    return Listing.relative(block) + "." + zone + " " + ttl + " IN";
  }

  @Override
  public Renewal renewal() {
    return new Serial(clock);
  }
}
