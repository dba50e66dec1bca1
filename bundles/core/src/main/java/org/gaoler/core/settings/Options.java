package org.gaoler.core.settings;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The words of a jail's configuration. */
final class Options {

  static final Map<String, String> DEFAULTS =
      Map.ofEntries(
          Map.entry("enabled", "true"),
          Map.entry("backend", JailSettings.AUTO),
          Map.entry("maxretry", "5"),
          Map.entry("findtime", "10m"),
          Map.entry("bantime", "10m"),
          Map.entry("counting", "exact"),
          Map.entry("retention", "1y"),
          Map.entry("ignoreself", "true"),
          Map.entry("logencoding", LogEncoding.AUTO),
          Map.entry("prefix4", "32"),
          Map.entry("prefix6", "128"));

  static final Set<String> KNOWN =
      new TreeSet<>(
          Set.of(
              "enabled",
              "filter",
              "mode",
              "backend",
              "logpath",
              "logencoding",
              "logtimezone",
              "journalmatch",
              "usedns",
              "datepattern",
              "maxlines",
              "prefregex",
              "failregex",
              "ignoreregex",
              "port",
              "protocol",
              "chain",
              "maxretry",
              "findtime",
              "bantime",
              "counting",
              "retention",
              "action",
              "ignoreip",
              "ignoreself",
              "prefix4",
              "prefix6",
              "unbanquiet"));

  static final Set<String> PASSED_ON = Set.of("port", "protocol", "chain");

  /** What a jail may say in place of its filter. */
  static final Set<String> FOR_FILTER =
      new TreeSet<>(
          Set.of(
              "usedns",
              "logtimezone",
              "datepattern",
              "maxlines",
              "prefregex",
              "failregex",
              "ignoreregex"));

  static final Set<String> FOREIGN_PREFIXES =
      Set.of("service.", "component.", "felix.", "org.apache.", "osgi.", ".", "objectclass");

  private Options() {}
}
