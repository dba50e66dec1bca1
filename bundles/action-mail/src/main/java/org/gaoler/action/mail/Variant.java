package org.gaoler.action.mail;

import java.util.List;

/**
 * What an action's name asks for.
 *
 * @param whois whether whois is asked
 * @param lines whether matched lines are shown
 * @param buffered whether notices are gathered even if nobody says for how long
 */
record Variant(boolean whois, boolean lines, boolean buffered) {

  static Variant of(String action) {
    boolean located = action.contains("geoip");
    boolean matches = action.endsWith("lines") || action.endsWith("matches");
    return new Variant(action.contains("whois") || located, matches, action.endsWith("buffered"));
  }

  /** Options of fail2ban's own actions, which mean nothing here. */
  static List<String> meaningless() {
    return List.of("actname", "grepopts", "greplimit", "logpath", "tmpfile");
  }
}
