package org.gaoler.api.operate;

import java.util.List;

/**
 * One bundle that was installed, or one file that was to be, at one moment.
 *
 * @param name the bundle's symbolic name; of a file that is no bundle, the file's name
 * @param version the bundle's version; empty if it is not known
 * @param file where it came from: a path, or what the framework calls its location
 * @param shipped whether it came with Gaoler and was not added here
 * @param state what becomes of it
 * @param offers what it offers, sorted by kind and name; empty if that is not known
 * @param reasons why it is not simply in use, and what to do: one line each
 */
public record Plugin(
    String name,
    String version,
    String file,
    boolean shipped,
    State state,
    List<Offer> offers,
    List<String> reasons) {

  /**
   * Keeps copies of the lists.
   *
   * @param name the bundle's symbolic name; of a file that is no bundle, the file's name
   * @param version the bundle's version; empty if it is not known
   * @param file where it came from: a path, or what the framework calls its location
   * @param shipped whether it came with Gaoler and was not added here
   * @param state what becomes of it
   * @param offers what it offers, sorted by kind and name; empty if that is not known
   * @param reasons why it is not simply in use, and what to do: one line each
   */
  public Plugin {
    offers = List.copyOf(offers);
    reasons = List.copyOf(reasons);
  }

  /**
   * Whether somebody ought to look after it.
   *
   * @return true if it is broken, waits or was put into quarantine, or was added here and is
   *     shadowed
   */
  public boolean troubled() {
    return switch (state) {
      case BROKEN, QUARANTINED, WAITING -> true;
      case SHADOWED -> !shipped;
      case IN_USE, IDLE, STOPPED -> !shipped && !reasons.isEmpty();
    };
  }

  /** What becomes of a plugin, or of one thing that it offers. */
  public enum State {
    /** A jail uses it, or Gaoler itself does. */
    IN_USE,
    /** Ready, and no jail names it. */
    IDLE,
    /** Something else of the same name comes first. */
    SHADOWED,
    /** Something that it needs is missing; it begins by itself when that comes. */
    WAITING,
    /** Shut out for what it did, until it is replaced. */
    QUARANTINED,
    /** Cannot be used as it is. */
    BROKEN,
    /** Stopped by hand. */
    STOPPED
  }

  /** What can be offered. */
  public enum Kind {
    /** Keeps offenders out, or tells of them. */
    ACTION,
    /** Reads logs. */
    BACKEND,
    /** Recognises failures in lines. */
    FILTER,
    /** Lets offenders off. */
    IGNORE_RULE,
    /** Keeps everything. */
    STORE,
    /** Reads what another program has kept. */
    ARCHIVE
  }

  /**
   * One thing that a plugin offers.
   *
   * @param kind what it is
   * @param name what jails write
   * @param state in use, idle, shadowed, in quarantine or broken
   * @param jails the jails that use it, sorted
   * @param reason why it is not used; empty if it is
   */
  public record Offer(Kind kind, String name, State state, List<String> jails, String reason) {

    /**
     * Keeps a copy of the list.
     *
     * @param kind what it is
     * @param name what jails write
     * @param state in use, idle, shadowed, in quarantine or broken
     * @param jails the jails that use it, sorted
     * @param reason why it is not used; empty if it is
     */
    public Offer {
      jails = List.copyOf(jails);
    }
  }
}
