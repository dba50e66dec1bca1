package org.gaoler.core.lane;

import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.gaoler.api.BanStore;
import org.gaoler.api.BanStore.Entry;
import org.gaoler.api.Failure;
import org.gaoler.api.Filter;
import org.gaoler.api.Line;
import org.gaoler.api.Position;
import org.gaoler.api.Recogniser;

/**
 * One jail's place on a lane: its filter's recognisers and how far it has read each source.
 *
 * <p>Used in the lane's turn alone.
 */
public final class Seat {

  private final Occupant occupant;
  private final Filter filter;
  private final Clock clock;
  private final Map<String, Recogniser> recognisers = new HashMap<>();

  /**
   * Takes a seat.
   *
   * @param occupant the jail
   * @param filter its filter
   * @param clock the present
   */
  public Seat(Occupant occupant, Filter filter, Clock clock) {
    this.occupant = occupant;
    this.filter = filter;
    this.clock = clock;
  }

  /**
   * The same jail with another filter; its recognisers take up what the old ones remembered when
   * they meet their first line.
   *
   * @param successor the new filter
   * @return a seat to replace this one
   */
  Seat refiltered(Filter successor) {
    return new Seat(occupant, successor, clock);
  }

  Occupant occupant() {
    return occupant;
  }

  Filter filter() {
    return filter;
  }

  Optional<Position> committed(String source) {
    return occupant.position(source);
  }

  boolean dismisses(String source, byte[] bytes, int start, int end) {
    return recogniser(source).dismisses(bytes, start, end);
  }

  void recognise(String source, Line line, Consumer<Failure> failures) {
    recogniser(source).recognise(line, failures);
  }

  void remember(String source, List<Entry> effects) {
    Recogniser recogniser = recognisers.get(source);
    if (recogniser != null) {
      recogniser.changedMemory().ifPresent(memory -> remember(source, memory, effects));
    }
  }

  private void remember(String source, String memory, List<Entry> effects) {
    occupant.remember(source, memory);
    effects.add(new BanStore.Memory(occupant.name(), source, memory));
  }

  private Recogniser recogniser(String source) {
    Recogniser present = recognisers.get(source);
    if (present != null) {
      return present;
    }
    String whose = occupant.name() + " (" + source + ")";
    Recogniser fresh = filter.recogniser(whose, occupant.findTime(), clock);
    occupant.memory(source).ifPresent(fresh::restore);
    recognisers.put(source, fresh);
    return fresh;
  }

  /** The jail, as its seats see it; safe for use by several lanes. */
  public interface Occupant {

    /**
     * The jail's name.
     *
     * @return its name
     */
    String name();

    /**
     * How long a failure counts.
     *
     * @return more than zero
     */
    java.time.Duration findTime();

    /**
     * How far the jail has read a source.
     *
     * @param source the file or journal
     * @return empty if it never did
     */
    Optional<Position> position(String source);

    /**
     * Keeps how far the jail has read a source.
     *
     * @param source the file or journal
     * @param position where to go on
     */
    void reached(String source, Position position);

    /**
     * What a recogniser of the jail must remember.
     *
     * @param source the file or journal
     * @return empty if nothing
     */
    Optional<String> memory(String source);

    /**
     * Keeps what a recogniser must remember.
     *
     * @param source the file or journal
     * @param memory opaque
     */
    void remember(String source, String memory);

    /**
     * Counts a failure, or keeps it until its offender's name has been looked up.
     *
     * @param failure what was recognised
     * @param source the file or journal
     * @param live whether its line is new, or one of a log being caught up with
     * @param effects takes what is to be stored together with the position
     */
    void failed(Failure failure, String source, boolean live, List<Entry> effects);

    /** A block of lines has passed, and what it led to is on its way to the store. */
    void passed();

    /** A source's condition changed. */
    void sourceChanged();
  }
}
