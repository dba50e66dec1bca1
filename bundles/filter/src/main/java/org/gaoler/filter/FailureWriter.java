package org.gaoler.filter;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.gaoler.api.Failure;
import org.gaoler.api.IpBlock;
import org.gaoler.api.Offender;
import org.gaoler.api.Token;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes failures of what expressions took. */
final class FailureWriter {

  private static final Logger LOG = LoggerFactory.getLogger(FailureWriter.class);

  private static final Set<String> INTERNAL = Set.of("user", "content", "mlfid", "mlfkind", "cidr");

  /** The most that one line may count for, whatever number stands in it. */
  private static final int HEAVIEST = 100;

  private final CompiledFilter filter;
  private final String jail;
  private boolean toldOfNames;

  FailureWriter(CompiledFilter filter, String jail) {
    this.filter = filter;
    this.jail = jail;
  }

  void write(Fields fields, List<String> lines, Instant when, Consumer<Failure> failures) {
    Optional<Offender> offender = offender(fields);
    if (offender.isEmpty()) {
      return;
    }
    Map<String, String> others = new HashMap<>();
    fields
        .values()
        .forEach(
            (name, value) -> {
              if (!INTERNAL.contains(name)) {
                others.put(name, value);
              }
            });
    Optional<String> user = fields.has("user") ? Optional.of(fields.get("user")) : Optional.empty();
    failures.accept(new Failure(offender.get(), when, user, others, weight(fields), lines));
  }

  private Optional<Offender> offender(Fields fields) {
    String address = fields.get("ip4").isEmpty() ? fields.get("ip6") : fields.get("ip4");
    String id = fields.get("fid");
    String host = address.isEmpty() ? fields.get("dns") : address;
    String cidr = fields.get("cidr");
    Optional<IpBlock> block = IpBlock.parse(cidr.isEmpty() ? host : host + "/" + cidr);
    if (!id.isEmpty() && !id.equals(host)) {
      return IpBlock.parse(id).<Offender>map(b -> b).or(() -> token(id));
    }
    if (block.isPresent()) {
      return Optional.of(block.get());
    }
    return filter.raw() ? token(host) : unresolved(host);
  }

  private static Optional<Offender> token(String text) {
    return text.isBlank() ? Optional.empty() : Optional.of(new Token(text));
  }

  private Optional<Offender> unresolved(String host) {
    if (!toldOfNames) {
      toldOfNames = true;
      LOG.info(
          "jail {}: filter {} found the host name {} and passes it over, as all others; names are"
              + " not looked up",
          jail,
          filter.name(),
          host.replaceAll("[^\\w.:-]", "?"));
    }
    return Optional.empty();
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
