package org.gaoler.filter;

import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Joins the lines of a connection that carry the same session id, so that a later line can say what
 * an earlier one meant. Used by one thread at a time.
 */
final class Sessions {

  /** fail2ban keeps 100; a burst of connections needs more. */
  private static final int MOST = 1_000;

  private static final Duration LONGEST = Duration.ofMinutes(5);

  private final LinkedHashMap<String, Session> sessions = new LinkedHashMap<>();

  /** What a line amounts to together with the earlier ones of its session. */
  record Evidence(Fields fields, List<String> lines) {}

  /**
   * Adds a matched line to its session.
   *
   * @param match what it gave; its marks are removed
   * @param line the whole line
   * @param when the time of the line; while catching up with a log that is not the present
   * @return the failure that it is or completes, or empty if it is none (yet)
   */
  Optional<Evidence> add(Fields match, String line, Instant when) {
    String id = match.get("mlfid");
    boolean gained = match.mark("mlfgained");
    boolean info = match.mark("nofail") || gained;
    boolean forget = match.mark("mlfforget");
    String kind = match.get("mlfkind");
    match.mark("mlfkind");

    Session session = open(id, gained, forget, when);
    boolean severalUsers = session.user(match.get("user"));
    session.fields.takeAll(match);
    session.info = info;
    if (session.pending || severalUsers) {
      // neither success nor mere information hides failures of several users
      session.pending = false;
      session.info = false;
      info = false;
      gained = false;
    }
    if (info) {
      if (!forget) {
        Session.remember(session.infoLines, line);
      }
      return Optional.empty();
    }
    return failure(session, kind, line, gained);
  }

  private Session open(String id, boolean gained, boolean forget, Instant when) {
    Session known = sessions.get(id);
    if (known != null && known.since.plus(LONGEST).isBefore(when)) {
      sessions.remove(id);
      known = null;
    }
    if (known == null) {
      Session session = new Session(when);
      if (!forget) {
        makeRoom();
        sessions.put(id, session);
      }
      return session;
    }
    if (gained) {
      known.pending = false;
    }
    if (!known.info && !known.pending) {
      known.lines.clear();
    }
    if (forget) {
      sessions.remove(id);
    }
    return known;
  }

  private void makeRoom() {
    if (sessions.size() >= MOST) {
      Iterator<String> oldest = sessions.keySet().iterator();
      oldest.next();
      oldest.remove();
    }
  }

  private static Optional<Evidence> failure(
      Session session, String kind, String line, boolean gained) {
    // what was merely information comes first, then what was pending
    session.infoLines.addAll(session.lines);
    session.lines.clear();
    session.lines.addAll(session.infoLines);
    session.infoLines.clear();
    if (!gained) {
      Session.remember(session.lines, line);
    }
    if (!session.fields.identified()) {
      session.pending = true;
      return Optional.empty();
    }
    String who = session.fields.get("ip4") + session.fields.get("ip6") + session.fields.get("fid");
    if (!session.news(kind, who)) {
      return Optional.empty();
    }
    Fields merged = new Fields();
    merged.takeAll(session.fields);
    if (session.users.size() > 1) {
      merged.put("users", String.join(",", session.users));
    }
    return Optional.of(new Evidence(merged, List.copyOf(session.lines)));
  }

  Map<String, Session> all() {
    return sessions;
  }
}
