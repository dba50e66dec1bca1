package org.gaoler.action.blocklist;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gaoler.api.IpBlock;
import org.gaoler.api.IpBlock.Family;
import org.gaoler.api.TimeSpan;

/**
 * How the lines of a list are written and read.
 *
 * @param kind which program reads the list
 * @param services of {@code hosts.deny}: the daemons that are closed
 * @param set of {@code ipset}: the name of the set; that for IPv6 has a {@code 6} behind it
 * @param zone of the times in comments
 */
record Form(Kind kind, String services, String set, ZoneId zone) {

  private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
  private static final String MARK = "gaoler revision ";
  private static final Pattern MARKED = Pattern.compile("^# gaoler revision (\\d{1,15})\\b");
  private static final Pattern JSON_HEAD = Pattern.compile("^\\{\"revision\": (\\d{1,15}), ");
  private static final String CSV_HEAD = "address,since,until,jail,reason";
  private static final Pattern PLAIN_SLOT = Pattern.compile("^([^#;]*)(?:[#;].*)?$");
  private static final Pattern CSV_SLOT = Pattern.compile("^\"?([^\",]*)\"?(?:,.*)?$");
  private static final Pattern JSON_SLOT =
      Pattern.compile("^\\{\\s*\"address\"\\s*:\\s*\"([^\"]*)\".*\\},?$");
  private static final Pattern NGINX_SLOT = Pattern.compile("^(\\S+)\\s+1;\\s*(?:#.*)?$");
  private static final Pattern APACHE_SLOT =
      Pattern.compile("^require\\s+not\\s+ip\\s+(.+)$", Pattern.CASE_INSENSITIVE);
  private static final Pattern TRIED = Pattern.compile("[0-9A-Fa-f:.\\[\\]/]*[0-9A-Fa-f:\\]]");

  /** The form of a list with nothing but addresses. */
  Form plain() {
    return new Form(Kind.PLAIN, services, set, zone);
  }

  /** Whether a list of this form says when bans end. */
  boolean tellsEnd() {
    return kind == Kind.CSV || kind == Kind.JSON;
  }

  /** What stands in a line before whatever is said of the ban. */
  String stem(IpBlock address) {
    return switch (kind) {
      case PLAIN -> address.toString();
      case HOSTS_DENY -> services + ": " + client(address);
      case NGINX -> address + " 1;";
      case APACHE -> "Require not ip " + address;
      case IPSET -> "add " + set + (address.family() == Family.IPV6 ? "6 " : " ") + address;
      case CSV -> quoted(address.toString());
      case JSON -> "  {\"address\": \"" + address + "\"";
    };
  }

  /** Behind this, if it comes, the stem is over. */
  String cut() {
    return tellsEnd() ? "," : " # ";
  }

  /** As hosts_access(5) wants it: IPv6 in brackets, networks of IPv4 with their mask. */
  private static String client(IpBlock address) {
    if (address.family() == Family.IPV6) {
      return "[" + address.address() + "]" + (address.single() ? "" : "/" + address.prefix());
    }
    IpBlock mask = new IpBlock(Family.IPV4, 0, -1L << (32 - address.prefix()), 32);
    return address.address() + (address.single() ? "" : "/" + mask);
  }

  /** The whole line; JSON's comma is the sheet's affair. */
  String line(Entry entry) {
    String stem = stem(entry.address());
    return switch (kind) {
      case PLAIN, NGINX -> stem + " # fail2ban/" + stamp(entry.since()) + ": " + entry.reason();
      case HOSTS_DENY, APACHE, IPSET -> stem;
      case CSV ->
          "%s,%s,%s,%s,%s"
              .formatted(
                  stem, entry.since(), end(entry), quoted(entry.jail()), quoted(entry.reason()));
      case JSON ->
          "%s, \"since\": \"%s\", \"until\": %s, \"jail\": \"%s\", \"reason\": \"%s\"}"
              .formatted(
                  stem,
                  entry.since(),
                  end(entry).isEmpty() ? "null" : "\"" + end(entry) + "\"",
                  entry.jail(),
                  entry.reason().replace("\\", "\\\\").replace("\"", "\\\""));
    };
  }

  private String stamp(Instant instant) {
    return STAMP.format(instant.atZone(zone));
  }

  private static String end(Entry entry) {
    return entry.until().isBefore(TimeSpan.FOREVER) ? entry.until().toString() : "";
  }

  private static String quoted(String text) {
    return "\"" + text.replace("\"", "\"\"") + "\"";
  }

  /**
   * The line by which an older copy of the list is recognised; empty if there is no room for it.
   */
  Optional<String> mark(long revision) {
    return switch (kind) {
      case CSV -> Optional.empty();
      case JSON -> Optional.of("{\"revision\": " + revision + ", \"banned\": [");
      default -> Optional.of("# " + MARK + revision + "; add a line to ban, delete one to unban");
    };
  }

  OptionalLong revision(String line) {
    Matcher found = (kind == Kind.JSON ? JSON_HEAD : MARKED).matcher(line);
    return found.find() ? OptionalLong.of(Long.parseLong(found.group(1))) : OptionalLong.empty();
  }

  /** What a new list has besides. */
  List<String> blank() {
    return switch (kind) {
      case IPSET ->
          List.of(
              "create " + set + " hash:net family inet",
              "create " + set + "6 hash:net family inet6");
      case CSV -> List.of(CSV_HEAD);
      case JSON -> List.of("]}");
      default -> List.of();
    };
  }

  /** Whether this line must stay the last one. */
  boolean tail(String line) {
    return kind == Kind.JSON && line.equals("]}");
  }

  /** What stands in a line where an address may stand; empty if the line is none of ours. */
  private Optional<String> slot(String line) {
    Pattern pattern =
        switch (kind) {
          case PLAIN -> PLAIN_SLOT;
          case HOSTS_DENY ->
              Pattern.compile(
                  "^" + Pattern.quote(services) + "\\s*:\\s*(\\[[^\\]]*\\][/\\d]*|[^\\s:]+)$");
          case NGINX -> NGINX_SLOT;
          case APACHE -> APACHE_SLOT;
          case IPSET ->
              Pattern.compile("^add\\s+" + Pattern.quote(set) + "6?\\s+(\\S+)(?:\\s.*)?$");
          case CSV -> CSV_SLOT;
          case JSON -> JSON_SLOT;
        };
    Matcher found = pattern.matcher(line);
    return found.matches() ? Optional.of(found.group(1).strip()) : Optional.empty();
  }

  /** Reads a line. */
  Row row(int number, String text) {
    String line = text.replaceFirst("^\u00ef\u00bb\u00bf", "").strip();
    boolean own = line.isEmpty() || line.equals(CSV_HEAD) || revision(line).isPresent();
    if (own || tail(line) || line.startsWith("#")) {
      return new Row(number, text, Optional.empty(), Optional.empty());
    }
    Optional<String> slot = slot(line);
    Optional<IpBlock> address = slot.flatMap(IpBlock::parse);
    boolean wrong = address.isEmpty() && meant(slot);
    return new Row(number, text, address, wrong ? Optional.of(flaw(line)) : Optional.empty());
  }

  /** Other programs' files hold much that is no address and is right all the same. */
  private boolean meant(Optional<String> slot) {
    return switch (kind) {
      case PLAIN -> !slot.equals(Optional.of(""));
      case CSV, JSON -> true;
      case APACHE -> slot.isPresent();
      case HOSTS_DENY, NGINX, IPSET ->
          slot.filter(text -> TRIED.matcher(text).matches() && text.matches(".*\\d.*[.:].*"))
              .isPresent();
    };
  }

  private static String flaw(String line) {
    String shown = line.length() > 100 ? line.substring(0, 100) + "..." : line;
    return "'"
        + shown.replaceAll("\\p{Cntrl}", "?")
        + "' is no address and no network; write one such as 192.0.2.1 or 2001:db8::/64 in a line of"
        + " its own; it is left as it is";
  }
}
