package org.gaoler.core.lane;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.gaoler.api.BanStore;
import org.gaoler.api.BanStore.Entry;
import org.gaoler.api.Position;

/** The files or the journal that one lane reads; added to in the lane's turn, read by anybody. */
final class LaneSources {

  private final Map<String, LaneSource> sources = new ConcurrentHashMap<>();

  Collection<LaneSource> all() {
    return sources.values();
  }

  /** The one of a name, known from now on. */
  LaneSource of(String name) {
    LaneSource present = sources.get(name);
    if (present != null) {
      return present;
    }
    LaneSource fresh = new LaneSource(name);
    sources.put(name, fresh);
    return fresh;
  }

  /** How far the one of a name was read since the start. */
  Optional<Position> position(String name) {
    return Optional.ofNullable(sources.get(name)).flatMap(LaneSource::position);
  }

  /** Those that something was found in since they were settled. */
  List<LaneSource> touched() {
    return sources.values().stream().filter(LaneSource::touched).toList();
  }

  /** Wants every position committed that was not yet. */
  void due() {
    sources.values().stream().filter(source -> source.uncommitted() > 0).forEach(LaneSource::due);
  }

  /** Whether each that is there has been caught up with. */
  boolean atRest() {
    return sources.values().stream().allMatch(source -> source.live() || !source.followed());
  }

  /** Whether the places are the same, though the proofs of them may differ. */
  static boolean same(
      Map<String, Optional<Position>> places, Map<String, Optional<Position>> others) {
    return places.keySet().equals(others.keySet())
        && places.keySet().stream().allMatch(name -> same(places.get(name), others.get(name)));
  }

  private static boolean same(Optional<Position> one, Optional<Position> other) {
    return one.isPresent() && other.isPresent()
        ? one.get().reaches(other.get()) && other.get().reaches(one.get())
        : one.equals(other);
  }

  /**
   * The places that those have reached that are there.
   *
   * @param reached the place of one by its name
   */
  Map<String, Optional<Position>> places(Function<String, Optional<Position>> reached) {
    Map<String, Optional<Position>> places = new HashMap<>();
    for (LaneSource source : sources.values()) {
      if (source.followed()) {
        places.put(source.name(), reached.apply(source.name()));
      }
    }
    return places;
  }

  /**
   * Adds what recognisers remember, and how far was read where that led to anything or is due.
   *
   * @param seating the jails that have read
   * @param effects takes it, behind those of the failures
   */
  void settle(Seating seating, List<Entry> effects) {
    List<LaneSource> touched = touched();
    for (LaneSource source : touched) {
      seating.seats().forEach(seat -> seat.remember(source.name(), effects));
    }
    for (LaneSource source : touched) {
      if (!effects.isEmpty() || source.isDue()) {
        source.position().ifPresent(position -> commit(seating, source, position, effects));
        source.committed();
      }
      source.settled();
    }
  }

  private static void commit(
      Seating seating, LaneSource source, Position position, List<Entry> effects) {
    for (Seat seat : seating.seats()) {
      seat.occupant().reached(source.name(), position);
      effects.add(new BanStore.Read(seat.occupant().name(), source.name(), position));
    }
  }
}
