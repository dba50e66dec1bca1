package org.gaoler.action.command;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.gaoler.api.Ban;
import org.gaoler.api.IpBlock;
import org.gaoler.api.IpBlock.Family;
import org.gaoler.api.Offender;
import org.gaoler.api.Sentence;
import org.gaoler.api.TimeSpan;

/**
 * A ban as a command hears of it.
 *
 * @param ban whom and until when
 * @param sentence what is known besides, if anything is
 * @param restored whether it is from before the start
 * @param since when it began
 * @param totals how busy the action was
 * @param machine knows names
 */
record Ticket(
    Ban ban,
    Optional<Sentence> sentence,
    boolean restored,
    Instant since,
    Supplier<Totals> totals,
    Machine machine)
    implements Tags {

  /**
   * How busy an action was since it was begun.
   *
   * @param banned how many bans are in force
   * @param bannedTotal how many there were
   * @param found how many failures those in force stand for
   * @param foundTotal how many all stood for
   */
  record Totals(int banned, long bannedTotal, long found, long foundTotal) {
    static final Totals NONE = new Totals(0, 0, 0, 0);
  }

  Offender offender() {
    return ban.offender();
  }

  /** {@code inet4}, {@code inet6}, or empty for what is no address. */
  String family() {
    return family(ban.offender());
  }

  static String family(Offender offender) {
    if (offender instanceof IpBlock block) {
      return block.family() == Family.IPV4 ? "inet4" : "inet6";
    }
    return "";
  }

  @Override
  public Optional<String> value(String name) {
    String value =
        switch (name) {
          case "ip", "fid" -> offender().toString();
          case "family" -> family().isEmpty() ? "None" : family();
          case "ip-rev" -> reversed(offender());
          case "ip-host" -> host();
          case "time" -> seconds(since);
          case "bantime" -> length();
          case "restored" -> restored ? "1" : "0";
          case "bancount" -> "1";
          case "failures", "ipfailures", "ipjailfailures" -> "" + failures();
          case "matches", "ipmatches", "ipjailmatches" -> matches();
          case "raw-ticket" -> raw();
          default -> null;
        };
    return Optional.ofNullable(value)
        .or(() -> total(name, totals.get()))
        .or(() -> machine.value(name));
  }

  @Override
  public Optional<String> field(String name) {
    return switch (name) {
      case "fid", "ip" -> Optional.of(offender().toString());
      case "matches" -> Optional.of(matches());
      case "failures" -> Optional.of("" + failures());
      default -> sentence.map(known -> known.fields().get(name));
    };
  }

  static Optional<String> total(String name, Totals totals) {
    return switch (name) {
      case "jail.banned" -> Optional.of("" + totals.banned());
      case "jail.banned_total" -> Optional.of("" + totals.bannedTotal());
      case "jail.found" -> Optional.of("" + totals.found());
      case "jail.found_total" -> Optional.of("" + totals.foundTotal());
      default -> Optional.empty();
    };
  }

  int failures() {
    return sentence.map(Sentence::failures).orElse(0);
  }

  private String matches() {
    return sentence.map(known -> String.join("\n", known.lines())).orElse("");
  }

  private String raw() {
    return "ban of " + offender() + " since " + seconds(since) + " after " + failures();
  }

  /** Whole seconds; -1 for ever. */
  private String length() {
    boolean permanent = !ban.until().isBefore(TimeSpan.FOREVER);
    return permanent ? "-1" : "" + Duration.between(since, ban.until()).plusMillis(500).toSeconds();
  }

  private String host() {
    return offender() instanceof IpBlock block && block.single()
        ? machine.nameOf(block.address())
        : "";
  }

  /** As Python writes such a number. */
  static String seconds(Instant when) {
    BigDecimal seconds =
        BigDecimal.valueOf(when.getEpochSecond())
            .add(BigDecimal.valueOf(when.getNano(), 9).setScale(6, RoundingMode.DOWN))
            .stripTrailingZeros();
    return (seconds.scale() < 1 ? seconds.setScale(1) : seconds).toPlainString();
  }

  private static String reversed(Offender offender) {
    if (!(offender instanceof IpBlock block)) {
      return "";
    }
    List<String> parts = new ArrayList<>();
    if (block.family() == Family.IPV4) {
      Collections.addAll(parts, block.address().split("\\."));
    } else {
      String digits = "%016x%016x".formatted(block.high(), block.low());
      Collections.addAll(parts, digits.split(""));
    }
    Collections.reverse(parts);
    return String.join(".", parts) + ".";
  }
}
