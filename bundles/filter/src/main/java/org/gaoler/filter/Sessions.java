package org.gaoler.filter;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Joins the lines of a connection that carry the same session id, so that a later line can say what
 * an earlier one meant. The order of decisions is fail2ban's. Used by one thread at a time.
 */
final class Sessions {

  static final String FORGET = "mlfforget";
  static final String GAINED = "mlfgained";
  static final String NOFAIL = "nofail";

  /** The mark of a line that begins no session. */
  static final String KNOWN = "mlfknown";

  /** fail2ban keeps 100; a burst of connections needs more. */
  private static final int MOST = 1_000;

  private static final Duration LONGEST = Duration.ofMinutes(5);

  private final LinkedHashMap<String, Session> sessions = new LinkedHashMap<>();
  private final OpenIds ids = new OpenIds();
  private final boolean told;
  private boolean changed;

  /**
   * Begins without any.
   *
   * @param told whether somebody wants to hear what lines amount to that tell nothing
   */
  Sessions(boolean told) {
    this.told = told;
  }

  /**
   * What a line amounts to together with the earlier ones of its session.
   *
   * @param fields all that is known
   * @param users all accounts tried
   * @param lines the lines of the failure, whole
   * @param information whether the line is no failure
   * @param news whether it tells of an attempt that was not counted yet
   */
  record Evidence(
      Fields fields, List<String> users, List<String> lines, boolean information, boolean news) {

    static final Evidence NOTHING = new Evidence(new Fields(), List.of(), List.of(), true, false);

    /** Whether the line tells of no attempt, or of one that was counted already. */
    boolean tellsNothing() {
      return information || !news;
    }

    /** Whether somebody failed who is known. */
    boolean failure() {
      return !tellsNothing() && fields.identified();
    }
  }

  /** What a line says of the session itself. */
  private static final class Marks {
    boolean gained;
    boolean information;
    final boolean forget;
    final boolean passing;
    final String kind;

    Marks(Fields match) {
      gained = match.mark(GAINED);
      information = match.mark(NOFAIL) || gained;
      forget = match.mark(FORGET);
      passing = match.mark(KNOWN) || forget;
      kind = match.get("mlfkind");
      match.mark("mlfkind");
    }
  }

  /**
   * Adds a matched line to its session.
   *
   * @param match what it gave; its marks are removed
   * @param lines what the match covers, usually one line
   * @param when the time of the line; while catching up with a log that is not the present
   * @param everyRule whether all expressions are tried on each line: then fail2ban also takes mere
   *     information about nobody for a failure to come
   * @return what the session makes of it
   */
  Evidence add(Fields match, List<String> lines, Instant when, boolean everyRule) {
    Marks marks = new Marks(match);
    String id = match.get("mlfid");
    // what ends with its first line has no users to tell of: fail2ban's data has none then
    boolean passing = marks.passing && !sessions.containsKey(id);
    if (passing && marks.information && !told) {
      return Evidence.NOTHING;
    }
    changed = true;
    Session session = open(id, marks, when);
    session.wrote("");
    session.take(match);
    if (session.pending || session.users.size() > 1) {
      // neither success nor mere information hides failures of several users
      session.pending = false;
      marks.information = false;
      marks.gained = false;
    }
    session.info = marks.information;
    if (marks.information) {
      if (!marks.forget) {
        Session.remember(session.infoLines, lines);
      }
    } else {
      session.join(marks.gained ? List.of() : lines);
    }
    boolean nobody = !session.fields.identified();
    if (nobody && (everyRule || !marks.information)) {
      session.pending = true;
    }
    boolean news = marks.information || nobody || session.news(marks.kind);
    if (!told && (marks.information || !news)) {
      return Evidence.NOTHING;
    }
    List<String> told = marks.information ? lines : List.copyOf(session.lines);
    Fields known = session.fields.copy();
    List<String> users = passing ? List.of() : List.copyOf(session.users);
    return new Evidence(known, users, told, marks.information, news);
  }

  private Session open(String id, Marks marks, Instant when) {
    Session known = sessions.get(id);
    if (known != null && known.since.plus(LONGEST).isBefore(when)) {
      remove(id);
      known = null;
    }
    if (known == null) {
      Session session = new Session(when);
      if (!marks.passing) {
        makeRoom();
        put(id, session);
      }
      return session;
    }
    if (marks.gained) {
      known.pending = false;
    }
    if (!known.info && !known.pending) {
      known.lines.clear();
    }
    if (marks.forget) {
      remove(id);
    }
    return known;
  }

  /** Begins a session, or takes one back that was begun before a restart. */
  void put(String id, Session session) {
    if (sessions.put(id, session) == null) {
      ids.add(id);
    }
  }

  private void remove(String id) {
    sessions.remove(id);
    ids.remove(id);
  }

  private void makeRoom() {
    if (sessions.size() >= MOST) {
      remove(sessions.keySet().iterator().next());
    }
  }

  /** Whether anything changed since the last call. */
  boolean changed() {
    boolean is = changed;
    changed = false;
    return is;
  }

  /** Whether a raw line may have the id of an open session in it. */
  boolean mayConcern(byte[] bytes, int start, int end) {
    return ids.in(bytes, start, end);
  }

  /** All open sessions by id, the one that was begun first in front. */
  Map<String, Session> all() {
    return Collections.unmodifiableMap(sessions);
  }
}
