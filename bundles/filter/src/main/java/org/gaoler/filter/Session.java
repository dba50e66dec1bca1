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
  final Instant since;
  boolean info;
  boolean pending;

  Session(Instant since) {
    this.since = since;
  }

  /** Takes the user that a line names; tells whether it names one of several. */
  boolean user(String name) {
    if (name.isEmpty()) {
      return false;
    }
    if (users.size() < MOST) {
      users.add(name);
    }
    return users.size() > 1;
  }

  static void remember(List<String> lines, String line) {
    if (lines.size() < MOST) {
      lines.add(line);
    }
  }

  /**
   * Whether a line tells of an attempt that was not counted yet: the attempts of a session are as
   * many as it has lines of the kind that occurred most often.
   */
  boolean news(String kind, String who) {
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
