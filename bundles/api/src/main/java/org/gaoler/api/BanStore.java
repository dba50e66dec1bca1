package org.gaoler.api;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Keeps everything that decides, in one transaction after another: positions, counts, recognisers'
 * memories, sentences. Called by one thread of core; may block.
 */
@ConsumerType
public interface BanStore {

  /**
   * Everything as of the last commit, at once; for few entries.
   *
   * @return entries of which, apart from {@link Marked}, no two speak of the same thing; ended
   *     sentences only as {@link Ended} by an operator; {@link Owed} in the order in which they
   *     were committed; failures that count as {@link Window} or {@link Marked}, those that were
   *     committed last at the end
   * @throws Fault if it cannot be read: path, what came back, what to do
   */
  List<Entry> load() throws Fault;

  /**
   * Everything as of the last commit, one after the other. Called once, before the first commit.
   *
   * @param entries takes what {@link #load()} would give; marks may come with empty lines if {@link
   *     #marks} can tell them
   * @throws Fault if it cannot be read: path, what came back, what to do
   */
  default void load(Consumer<Entry> entries) throws Fault {
    load().forEach(entries);
  }

  /**
   * The failures of an offender that were committed as counting, with their lines.
   *
   * @param jail the jail
   * @param offender who
   * @return oldest first; empty if there are none, or if the store keeps no lines apart
   * @throws Fault if it cannot be read: path, what came back, what to do
   */
  default List<Mark> marks(String jail, Offender offender) throws Fault {
    return List.of();
  }

  /**
   * Commits entries, all or none; later ones replace earlier ones that speak of the same thing. On
   * return they survive a power failure.
   *
   * @param entries in order; not empty
   * @throws Fault if nothing was committed: path, what came back, what to do; the same entries come
   *     again later
   */
  void commit(List<Entry> entries) throws Fault;

  /** One thing to be kept. */
  sealed interface Entry
      permits Read, Memory, Window, Marked, Imposed, Ended, Lapsed, Opened, Counted, Owed, Told {}

  /**
   * How far a jail has read a source.
   *
   * @param jail the jail
   * @param source the file or journal
   * @param position where to go on
   */
  record Read(String jail, String source, Position position) implements Entry {}

  /**
   * What a recogniser must not forget.
   *
   * @param jail the jail
   * @param source the file or journal
   * @param memory opaque; empty to forget
   */
  record Memory(String jail, String source, String memory) implements Entry {}

  /**
   * The failures of an offender that still count, oldest first.
   *
   * @param jail the jail
   * @param offender who
   * @param marks the failures; empty to forget the offender
   */
  record Window(String jail, Offender offender, List<Mark> marks) implements Entry {
    /**
     * Keeps a copy of the list.
     *
     * @param jail the jail
     * @param offender who
     * @param marks the failures; empty to forget the offender
     */
    public Window {
      marks = List.copyOf(marks);
    }
  }

  /**
   * Further failures of an offender that count, beside those committed before.
   *
   * @param jail the jail
   * @param offender who
   * @param marks the failures to add, in order; may be empty
   * @param since those committed before and older than this count no more and are forgotten; {@link
   *     Instant#MIN} if all of them go on counting
   */
  record Marked(String jail, Offender offender, List<Mark> marks, Instant since) implements Entry {
    /**
     * Keeps a copy of the list.
     *
     * @param jail the jail
     * @param offender who
     * @param marks the failures to add, in order; may be empty
     * @param since those committed before and older than this count no more and are forgotten;
     *     {@link Instant#MIN} if all of them go on counting
     */
    public Marked {
      marks = List.copyOf(marks);
    }

    /**
     * What counts with these failures added.
     *
     * @param before what counted until now
     * @return those of before that still do, then the new ones
     */
    public List<Mark> after(List<Mark> before) {
      List<Mark> after = new ArrayList<>(before);
      after.removeIf(mark -> mark.when().isBefore(since));
      after.addAll(marks);
      return after;
    }
  }

  /**
   * One failure that counts.
   *
   * @param when its time
   * @param weight 1 or more; 0 keeps the beginning of a window whose failures are only estimated
   * @param line the line it was found in; hostile
   */
  record Mark(Instant when, int weight, String line) {}

  /**
   * A sentence was passed, or one of the same jail and offender changed.
   *
   * @param sentence the whole of it
   */
  record Imposed(Sentence sentence) implements Entry {}

  /**
   * A sentence has ended.
   *
   * @param jail the jail
   * @param offender who
   * @param at when
   * @param byOperator true if lifted by hand: failures up to then never count again
   */
  record Ended(String jail, Offender offender, Instant at, boolean byOperator) implements Entry {}

  /**
   * It is no longer remembered that an operator has lifted a sentence.
   *
   * @param jail the jail
   * @param offender who
   * @param before only if that was before this moment
   */
  record Lapsed(String jail, Offender offender, Instant before) implements Entry {}

  /**
   * An enforcer was opened and this removes what it made.
   *
   * @param jail the jail
   * @param action the action as the jail wrote it, with its options
   * @param teardown how to remove it; {@link Teardown#NOTHING} to forget
   */
  record Opened(String jail, String action, Teardown teardown) implements Entry {}

  /**
   * What a ban's counter said when it was looked at last. Forgotten with the sentence.
   *
   * @param jail the jail
   * @param offender who
   * @param packets the counter
   * @param moved when it was seen to have moved; whole seconds
   * @param cleared what it said when an operator reset it; nothing if nobody did
   */
  record Counted(String jail, Offender offender, long packets, Instant moved, Traffic cleared)
      implements Entry {}

  /**
   * An action of a jail has still to tell of something. Committed together with what it speaks of.
   *
   * @param action the action as the jail wrote it, with its options
   * @param notice the whole of it; its sentence may have ended meanwhile
   */
  record Owed(String action, Notice notice) implements Entry {}

  /**
   * An action of a jail has told a notice, or need not tell it any more: it is forgotten.
   *
   * @param jail the jail
   * @param action the action as in {@link Owed}
   * @param id of the notice
   */
  record Told(String jail, String action, String id) implements Entry {}
}
