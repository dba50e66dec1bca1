package org.gaoler.tester.fail2ban;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gaoler.api.IpBlock;
import org.gaoler.filter.trial.Match;

/**
 * Prints one thing of each failure and nothing else: {@code -o}.
 *
 * @param token what to print
 * @param layout prints it
 * @param now the time of failures in lines without a date
 */
record Tokens(String token, Layout layout, Instant now) {

  private static final Pattern TAG = Pattern.compile("<([\\w_-]+|F-[A-Z0-9_-]+)>");
  private static final List<String> ADDRESSES = List.of("ip4", "ip6", "dns");

  void print(Hit hit) throws IOException {
    Match match = hit.match();
    switch (token) {
      case "id", "fid" -> layout.print(hit.shown());
      case "ip" -> layout.print(address(hit));
      case "msg" -> lines(match.lines(), line -> line);
      case "row" -> layout.print(row(hit));
      default -> {
        if (token.indexOf('<') < 0) {
          layout.print(value(hit));
        } else {
          template(hit);
        }
      }
    }
  }

  /** Prints a line in which nothing was found. */
  void printMissed(String line, Optional<Instant> date) throws IOException {
    switch (token) {
      case "id", "fid", "ip" -> layout.print("");
      case "msg" -> layout.print(line);
      case "row" ->
          layout.print(
              "['',\t" + date.map(PythonText::of).orElse(PythonText.NONE) + ",\t{'fid': ''}],");
      default -> {
        String time = PythonText.of(date.orElse(now));
        layout.print(
            token.indexOf('<') < 0
                ? PythonText.NONE
                : token
                    .replace("<time>", time)
                    .replace("<ip>", "")
                    .replace("<fid>", "")
                    .replace("<msg>", line)
                    .replace("<matches>", line)
                    .replaceAll("<F-[A-Z0-9_-]+>", ""));
      }
    }
  }

  private void lines(List<String> lines, Function<String, String> form) throws IOException {
    for (String line : lines) {
      layout.print(form.apply(line));
    }
  }

  /** The address if the identity is something else. */
  private static String address(Hit hit) {
    Map<String, String> fields = hit.match().fields();
    if (fields.containsKey("fid")) {
      for (String kind : ADDRESSES) {
        String value = fields.getOrDefault(kind, "");
        if (!value.isEmpty()) {
          return IpBlock.parse(value).map(IpBlock::toString).orElse(value);
        }
      }
    }
    return hit.shown();
  }

  private String value(Hit hit) {
    return token.equals("users")
        ? PythonText.set(hit.match().users())
        : hit.match().fields().getOrDefault(token, PythonText.NONE);
  }

  private static String row(Hit hit) {
    StringBuilder row = new StringBuilder("[").append(PythonText.of(hit.shown())).append(",\t");
    row.append(hit.match().when().map(hit::time).orElse(PythonText.NONE)).append(",\t");
    String data = PythonText.of(fields(hit));
    if (!hit.match().users().isEmpty()) {
      String users = "'users': " + PythonText.set(hit.match().users());
      data =
          data.equals("{}")
              ? "{" + users + "}"
              : data.replaceFirst("}$", Matcher.quoteReplacement(", " + users + "}"));
    }
    return row.append(data).append("],").toString();
  }

  private static Map<String, Optional<String>> fields(Hit hit) {
    Match match = hit.match();
    Map<String, Optional<String>> fields = new LinkedHashMap<>(hit.groups());
    fields.keySet().removeIf(Tokens::mark);
    match.fields().forEach((name, value) -> fields.put(name, Optional.of(value)));
    String address = address(hit);
    if (!address.equals(hit.shown())) {
      fields.put("ip", Optional.of(address));
    }
    return fields;
  }

  /** Whether a group only says something to the session, and is gone when it has. */
  private static boolean mark(String name) {
    return name.startsWith("mlf") && !name.equals("mlfid") || name.equals("nofail");
  }

  private void template(Hit hit) throws IOException {
    List<String> lines = hit.match().lines();
    boolean each = token.contains("<msg>") && lines.size() > 1;
    for (String line : each ? lines : List.of(String.join("\n", lines))) {
      Matcher tag = TAG.matcher(token);
      layout.print(tag.replaceAll(found -> Matcher.quoteReplacement(filled(found, hit, line))));
    }
  }

  private String filled(MatchResult tag, Hit hit, String line) {
    String name = tag.group(1);
    Match match = hit.match();
    String value =
        switch (name) {
          case "ip" -> address(hit);
          case "fid" -> hit.shown();
          case "time" -> hit.time(now);
          case "failures", "restored", "bancount" -> "0";
          case "msg" -> line;
          case "matches" -> String.join("\n", match.lines());
          case "family" -> family(address(hit));
          default -> name.startsWith("F-") ? field(name, match) : tag.group();
        };
    return name.equals("msg") ? value : value.replace("\0", "\\x00");
  }

  private static String field(String tag, Match match) {
    String name = tag.substring(2).toLowerCase(java.util.Locale.ROOT).replace('-', '_');
    String mapped = name.equals("id") ? "fid" : name.equals("port") ? "fport" : name;
    return match.fields().getOrDefault(mapped, "");
  }

  private static String family(String address) {
    return IpBlock.parse(address)
        .map(block -> block.family() == IpBlock.Family.IPV4 ? "inet4" : "inet6")
        .orElse("");
  }

  /** Those that have to be shown; a failure of nobody yet is none. */
  static List<Hit> told(List<Hit> hits) {
    List<Hit> told = new ArrayList<>(hits);
    told.removeIf(hit -> hit.match().information() || hit.id().isEmpty());
    return told;
  }
}
