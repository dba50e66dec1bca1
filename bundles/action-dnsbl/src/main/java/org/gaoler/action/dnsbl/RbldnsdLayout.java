package org.gaoler.action.dnsbl;

import java.util.List;
import org.gaoler.api.IpBlock;
import org.gaoler.api.IpBlock.Family;
import org.gaoler.api.Offender;

/** A file of type {@code combined} for rbldnsd, which knows networks of every length. */
final class RbldnsdLayout implements Layout {

  private final String answer;
  private final Part ipv4;
  private final Part ipv6;

  /**
   * Takes what the entries have in common.
   *
   * @param name of the jail's parts of the file
   */
  RbldnsdLayout(String name, long ttl, String answer) {
    this.answer = answer;
    this.ipv4 = part(name, "ip4", ttl);
    this.ipv6 = part(name, "ip6", ttl);
  }

  private Part part(String name, String kind, long ttl) {
    return Part.of(
        comment(),
        name + " " + kind,
        List.of("$DATASET " + kind + "trie:" + name + " @", "$TTL " + ttl));
  }

  @Override
  public String comment() {
    return "#";
  }

  @Override
  public boolean takes(Offender offender) {
    return offender instanceof IpBlock block && block.prefix() > 0;
  }

  @Override
  public List<Part> parts() {
    return List.of(ipv4, ipv6);
  }

  @Override
  public Part part(IpBlock block) {
    return block.family() == Family.IPV4 ? ipv4 : ipv6;
  }

  @Override
  public List<String> header() {
    return List.of("$DATASET ip4trie:test @", "127.0.0.2 :127.0.0.2:test entry");
  }

  @Override
  public List<String> entry(IpBlock block, String reason) {
    return List.of(witness(block) + reason.replace("$", "$$"));
  }

  @Override
  public String witness(IpBlock block) {
    return block.address() + "/" + block.prefix() + " :" + answer + ":";
  }

  /** The time of the file is all that rbldnsd looks at. */
  @Override
  public Renewal renewal() {
    return line -> line;
  }
}
