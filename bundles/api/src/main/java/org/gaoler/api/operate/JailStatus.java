package org.gaoler.api.operate;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One jail at one moment.
 *
 * @param name its name
 * @param state what it is doing
 * @param reasons why it is not simply watching: one line each
 * @param filter its filter as configured
 * @param backend the backend in use and why, such as {@code inotify (auto: the log file exists)}
 * @param sources the logs it follows
 * @param actions its actions
 * @param settings the values in force with their origin
 * @param tracked offenders with failures that still count
 * @param failures failures found since start
 * @param banned sentences in force
 * @param bannedTotal sentences passed since start
 * @param namesWaiting failures that will count once their offender's name has been looked up
 * @param remarks what is to be known of its filter's use, such as expressions that were given up on
 *     lines that cost too much: one line each
 * @param evicted offenders whose failures were forgotten for want of memory since start
 */
public record JailStatus(
    String name,
    State state,
    List<String> reasons,
    String filter,
    String backend,
    List<Source> sources,
    List<Action> actions,
    List<Setting> settings,
    int tracked,
    long failures,
    int banned,
    long bannedTotal,
    int namesWaiting,
    List<String> remarks,
    long evicted) {

  /**
   * A jail that had memory enough.
   *
   * @param name its name
   * @param state what it is doing
   * @param reasons why it is not simply watching: one line each
   * @param filter its filter as configured
   * @param backend the backend in use and why
   * @param sources the logs it follows
   * @param actions its actions
   * @param settings the values in force with their origin
   * @param tracked offenders with failures that still count
   * @param failures failures found since start
   * @param banned sentences in force
   * @param bannedTotal sentences passed since start
   * @param namesWaiting failures that wait for their offender's name to be looked up
   * @param remarks what is to be known of its filter's use: one line each
   */
  public JailStatus(
      String name,
      State state,
      List<String> reasons,
      String filter,
      String backend,
      List<Source> sources,
      List<Action> actions,
      List<Setting> settings,
      int tracked,
      long failures,
      int banned,
      long bannedTotal,
      int namesWaiting,
      List<String> remarks) {
    this(
        name,
        state,
        reasons,
        filter,
        backend,
        sources,
        actions,
        settings,
        tracked,
        failures,
        banned,
        bannedTotal,
        namesWaiting,
        remarks,
        0);
  }

  /**
   * A jail in which no name waits and nothing is to be remarked.
   *
   * @param name its name
   * @param state what it is doing
   * @param reasons why it is not simply watching: one line each
   * @param filter its filter as configured
   * @param backend the backend in use and why
   * @param sources the logs it follows
   * @param actions its actions
   * @param settings the values in force with their origin
   * @param tracked offenders with failures that still count
   * @param failures failures found since start
   * @param banned sentences in force
   * @param bannedTotal sentences passed since start
   */
  public JailStatus(
      String name,
      State state,
      List<String> reasons,
      String filter,
      String backend,
      List<Source> sources,
      List<Action> actions,
      List<Setting> settings,
      int tracked,
      long failures,
      int banned,
      long bannedTotal) {
    this(
        name,
        state,
        reasons,
        filter,
        backend,
        sources,
        actions,
        settings,
        tracked,
        failures,
        banned,
        bannedTotal,
        0,
        List.of());
  }

  /**
   * Keeps copies of the lists.
   *
   * @param name its name
   * @param state what it is doing
   * @param reasons why it is not simply watching: one line each
   * @param filter its filter as configured
   * @param backend the backend in use and why, such as {@code inotify (auto: the log file exists)}
   * @param sources the logs it follows
   * @param actions its actions
   * @param settings the values in force with their origin
   * @param tracked offenders with failures that still count
   * @param failures failures found since start
   * @param banned sentences in force
   * @param bannedTotal sentences passed since start
   * @param namesWaiting failures that will count once their offender's name has been looked up
   * @param remarks what is to be known of its filter's use, such as expressions that were given up
   *     on lines that cost too much: one line each
   * @param evicted offenders whose failures were forgotten for want of memory since start
   */
  public JailStatus {
    reasons = List.copyOf(reasons);
    sources = List.copyOf(sources);
    actions = List.copyOf(actions);
    settings = List.copyOf(settings);
    remarks = List.copyOf(remarks);
  }

  /** What a jail is doing. */
  public enum State {
    /** A bundle, log or filter is missing; keeps its position and catches up. */
    WAITING,
    /** Guarding with everything it has. */
    WATCHING,
    /** Guarding with the rest while a part fails. */
    DEGRADED,
    /** Switched off, or its configuration is wrong. */
    STOPPED
  }

  /**
   * A log that the jail follows.
   *
   * @param name path or journal
   * @param condition in a few words, such as {@code following}
   * @param lines lines read since start
   * @param lastLine when the last line came
   */
  public record Source(String name, String condition, long lines, Optional<Instant> lastLine) {}

  /**
   * An action of the jail.
   *
   * @param name as configured, with its options
   * @param working whether all is as it should be
   * @param condition in a few words, or what failed and what to do
   * @param held bans that the firewall really holds, if it was asked and answered
   * @param repairs how often since start something that somebody else had changed was put right
   * @param repaired how many bans those repairs put in force again or removed, in all
   * @param lastRepair when the latest of them was
   * @param waiting notices that it has still to tell; empty if it keeps offenders out or is missing
   * @param dropped notices that it was not told since start, since too many waited
   */
  public record Action(
      String name,
      boolean working,
      String condition,
      OptionalInt held,
      long repairs,
      long repaired,
      Optional<Instant> lastRepair,
      OptionalInt waiting,
      long dropped) {

    /**
     * An action that keeps offenders out.
     *
     * @param name as configured, with its options
     * @param working whether all is as it should be
     * @param condition in a few words, or what failed and what to do
     * @param held bans that the firewall really holds, if it was asked and answered
     * @param repairs how often since start something that somebody else had changed was put right
     * @param repaired how many bans those repairs put in force again or removed, in all
     * @param lastRepair when the latest of them was
     */
    public Action(
        String name,
        boolean working,
        String condition,
        OptionalInt held,
        long repairs,
        long repaired,
        Optional<Instant> lastRepair) {
      this(name, working, condition, held, repairs, repaired, lastRepair, OptionalInt.empty(), 0);
    }

    /**
     * An action that nobody else interfered with.
     *
     * @param name as configured, with its options
     * @param working whether all is as it should be
     * @param condition in a few words, or what failed and what to do
     * @param held bans that the firewall really holds, if it was asked and answered
     */
    public Action(String name, boolean working, String condition, OptionalInt held) {
      this(name, working, condition, held, 0, 0, Optional.empty());
    }
  }

  /**
   * A value in force.
   *
   * @param key fail2ban's word
   * @param value as configured
   * @param origin the file it stands in, or {@code default}
   */
  public record Setting(String key, String value, String origin) {}
}
