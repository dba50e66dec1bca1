package org.gaoler.filter;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.gaoler.api.Failure;
import org.gaoler.api.IpBlock;
import org.gaoler.api.Offender;
import org.gaoler.api.Token;

/** Makes failures of what expressions took. */
final class FailureWriter {

  private static final Set<String> INTERNAL =
      Set.of("user", "mlfid", "mlfkind", "cidr", "claimed", Sessions.NOFAIL, Sessions.GAINED);

  /** The most that one line may count for, whatever number stands in it. */
  private static final int HEAVIEST = 100;

  private final UseDns useDns;

  FailureWriter(UseDns useDns) {
    this.useDns = useDns;
  }

  /** Who is counted, and whether that is a name to be looked up. */
  private record Named(Offender offender, Failure.Lookup lookup) {}

  /**
   * Writes a failure.
   *
   * @param fields what was taken
   * @param users all accounts tried, if there were several
   * @param lines the lines of it, whole
   * @param when the time of the last
   * @return empty if what was taken is nobody: no address, and no name that could have one
   */
  Optional<Failure> write(Fields fields, List<String> users, List<String> lines, Instant when) {
    Optional<Named> named = named(fields);
    return named.isEmpty()
        ? Optional.empty()
        : Optional.of(failure(named.get(), fields, users, lines, when));
  }

  private static Failure failure(
      Named named, Fields fields, List<String> users, List<String> lines, Instant when) {
    Map<String, String> others = new HashMap<>();
    for (int i = 0; i < fields.size(); i++) {
      String name = fields.name(i);
      if (!INTERNAL.contains(name) && !name.startsWith("skiplines")) {
        others.put(name, fields.value(i));
      }
    }
    if (users.size() > 1) {
      others.put("users", String.join(",", users));
    }
    if (!fields.get("fid").isEmpty() && !fields.host().isEmpty()) {
      others.put("ip", fields.host());
    }
    Optional<String> user = fields.has("user") ? Optional.of(fields.get("user")) : Optional.empty();
    return new Failure(named.offender(), when, user, others, weight(fields), lines, named.lookup());
  }

  /** An address counts as itself unless an id is given beside it; a name is nobody's id. */
  private Optional<Named> named(Fields fields) {
    boolean numbered = fields.has("ip4") || fields.has("ip6");
    String host = fields.host();
    String id = fields.get("fid");
    boolean raw = useDns == UseDns.RAW;
    if (!id.isEmpty() && !id.equals(host) && (numbered || raw || host.isEmpty())) {
      return identity(id);
    }
    if (numbered) {
      Optional<Named> address = address(host, fields.get("cidr"));
      return address.isEmpty() && raw ? token(host, Failure.Lookup.NONE) : address;
    }
    if (raw) {
      return token(host, Failure.Lookup.NONE);
    }
    Optional<IpBlock> block = IpBlock.parse(host);
    if (block.isPresent()) {
      return block.map(known -> new Named(known, Failure.Lookup.NONE));
    }
    return useDns.names() ? token(host, useDns.lookup()) : Optional.empty();
  }

  private static Optional<Named> address(String host, String prefix) {
    Optional<IpBlock> block = IpBlock.parse(prefix.isEmpty() ? host : host + "/" + prefix);
    return block.map(known -> new Named(known, Failure.Lookup.NONE));
  }

  private Optional<Named> identity(String id) {
    Optional<IpBlock> block = useDns == UseDns.RAW ? Optional.empty() : IpBlock.parse(id);
    return block
        .map(known -> new Named(known, Failure.Lookup.NONE))
        .or(() -> token(id, Failure.Lookup.NONE));
  }

  private static Optional<Named> token(String text, Failure.Lookup lookup) {
    return text.isBlank() ? Optional.empty() : Optional.of(new Named(new Token(text), lookup));
  }

  private static int weight(Fields fields) {
    String count = fields.get("count");
    if (count.isEmpty()
        || count.length() > 9
        || !count.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return 1;
    }
    return Math.min(HEAVIEST, Math.max(1, Integer.parseInt(count)));
  }
}
