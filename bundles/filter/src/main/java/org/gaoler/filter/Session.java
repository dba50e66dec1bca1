package org.gaoler.filter;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What is remembered of one connection whose lines carry the same session id. */
final class Session {

  /** Lines and users kept at most; a hostile session must not grow without end. */
  private static final int MOST = 50;

  final Fields fields = new Fields();
  final Set<String> users = new TreeSet<>();
  final List<String> lines = new ArrayList<>();
  final List<String> infoLines = new ArrayList<>();
  private final Map<String, Integer> kinds = new HashMap<>();
  private String countedFor = "";
  private int counted;
  private String written = "";
  final Instant since;
  boolean info;
  boolean pending;

  Session(Instant since) {
    this.since = since;
  }

  private void user(String name) {
    if (!name.isEmpty() && users.size() < MOST) {
      users.add(name);
    }
  }

  /**
   * Takes what a line gave. A connection has one address: of a line that can be read in two ways
   * the reading counts whose address the session has already.
   */
  void take(Fields match) {
    Fields claim = match.claim();
    if (!claim.host().isEmpty() && claim.host().equals(fields.host())) {
      match.takeAll(claim);
    }
    user(match.get("user"));
    fields.takeAll(match);
  }

  /** What {@link RecogniserMemory} last wrote of it; empty if it has changed since. */
  String written() {
    return written;
  }

  /** Keeps what was written of it: of many open sessions few change between two transactions. */
  void wrote(String text) {
    written = text;
  }

  static void remember(List<String> lines, List<String> more) {
    for (String line : more) {
      if (lines.size() < MOST) {
        lines.add(line);
      }
    }
  }

  /** Makes all lines one failure: what was mere information, what was pending, and new ones. */
  void join(List<String> more) {
    infoLines.addAll(lines);
    lines.clear();
    remember(lines, infoLines);
    infoLines.clear();
    remember(lines, more);
  }

  /**
   * Whether a line tells of an attempt that was not counted yet: the attempts of a session are as
   * many as it has lines of the kind that occurred most often.
   */
  boolean news(String kind) {
    String who = fields.get("ip4") + fields.get("ip6") + fields.get("fid");
    if (!who.equals(countedFor)) {
      kinds.clear();
      counted = 0;
      countedFor = who;
    }
    if (kind.isEmpty()) {
      return true;
    }
    String known = kinds.size() < MOST ? kind : "";
    int times = kinds.merge(known, 1, Integer::sum);
    if (times <= counted) {
      return false;
    }
    counted++;
    return true;
  }

  int counted() {
    return counted;
  }

  String countedFor() {
    return countedFor;
  }

  Map<String, Integer> kinds() {
    return kinds;
  }

  void restoreCounts(String who, int times) {
    countedFor = who;
    counted = times;
  }
}
