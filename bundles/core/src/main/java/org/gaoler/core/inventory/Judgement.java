package org.gaoler.core.inventory;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.gaoler.api.operate.Plugin;
import org.gaoler.api.operate.Plugin.Kind;
import org.gaoler.api.operate.Plugin.Offer;
import org.gaoler.api.operate.Plugin.State;

/**
 * Says of each bundle what becomes of it: what it offers, who uses that, and else why nobody does.
 */
final class Judgement {

  private final Map<Long, Piece> pieces;
  private final List<Offering> offerings;
  private final Usage usage;
  private final Function<String, Optional<String>> faults;

  /**
   * Prepares to judge.
   *
   * @param pieces by the bundle's number
   * @param offerings of all of them
   * @param usage by the jails
   * @param faults what is wrong with a filter of a pack, by its name
   */
  Judgement(
      Map<Long, Piece> pieces,
      List<Offering> offerings,
      Usage usage,
      Function<String, Optional<String>> faults) {
    this.pieces = pieces;
    this.offerings = offerings;
    this.usage = usage;
    this.faults = faults;
  }

  /** Judges one of the pieces. */
  Plugin of(Piece piece) {
    List<Offer> offers =
        offerings.stream()
            .filter(each -> each.bundle() == piece.bundle())
            .map(each -> offer(piece, each))
            .sorted(Comparator.comparing(Offer::kind).thenComparing(Offer::name))
            .toList();
    List<String> reasons = new ArrayList<>(piece.reasons());
    offers.stream()
        .filter(each -> each.state() != State.IN_USE && each.state() != State.IDLE)
        .filter(each -> able(piece))
        .map(each -> word(each.kind()) + " " + each.name() + ": " + each.reason())
        .forEach(reasons::add);
    return new Plugin(
        piece.name(),
        piece.version(),
        piece.file(),
        piece.shipped(),
        state(piece, offers),
        offers,
        reasons);
  }

  private static State state(Piece piece, List<Offer> offers) {
    if (!able(piece) || offers.isEmpty()) {
      return piece.state();
    }
    for (State state : List.of(State.QUARANTINED, State.IN_USE, State.IDLE, State.BROKEN)) {
      if (offers.stream().anyMatch(each -> each.state() == state)) {
        return state;
      }
    }
    return State.SHADOWED;
  }

  private static boolean able(Piece piece) {
    return piece.state() == State.IDLE;
  }

  private Offer offer(Piece piece, Offering offering) {
    Kind kind = offering.kind();
    String name = offering.name();
    if (!able(piece)) {
      return new Offer(kind, name, piece.state(), List.of(), String.join("; ", piece.reasons()));
    }
    Optional<String> shadow = shadow(offering);
    if (shadow.isPresent()) {
      return new Offer(kind, name, State.SHADOWED, List.of(), shadow.get());
    }
    List<String> jails = usage.of(kind, name);
    Optional<String> hanging = usage.hanging(kind, name);
    if (hanging.isPresent()) {
      return new Offer(kind, name, State.QUARANTINED, jails, hanging.get());
    }
    Optional<String> fault = kind == Kind.FILTER ? faults.apply(name) : Optional.empty();
    if (fault.isPresent()) {
      return new Offer(kind, name, State.BROKEN, jails, fault.get());
    }
    boolean general = kind == Kind.STORE || kind == Kind.IGNORE_RULE;
    return jails.isEmpty() && !general
        ? new Offer(kind, name, State.IDLE, jails, "no jail names it")
        : new Offer(kind, name, State.IN_USE, jails, "");
  }

  private Optional<String> shadow(Offering offering) {
    if (offering.kind() == Kind.IGNORE_RULE) {
      return Optional.empty();
    }
    if (offering.instead().isPresent()) {
      return Optional.of("shadowed by " + offering.instead().get());
    }
    return offerings.stream()
        .filter(each -> each.rivals(offering) && each.beats(offering))
        .filter(each -> pieces.containsKey(each.bundle()) && able(pieces.get(each.bundle())))
        .max((one, other) -> one.beats(other) ? 1 : -1)
        .map(winner -> told(winner, offering));
  }

  private String told(Offering winner, Offering loser) {
    String why =
        winner.ranking() == loser.ranking()
            ? "which was there first"
            : "whose service.ranking is " + winner.ranking() + " and not " + loser.ranking();
    return "shadowed by " + pieces.get(winner.bundle()).title() + ", " + why;
  }

  private static String word(Kind kind) {
    return switch (kind) {
      case ACTION -> "action";
      case BACKEND -> "backend";
      case FILTER -> "filter";
      case IGNORE_RULE -> "ignore rule";
      case STORE -> "store";
      case ARCHIVE -> "archive";
    };
  }
}
