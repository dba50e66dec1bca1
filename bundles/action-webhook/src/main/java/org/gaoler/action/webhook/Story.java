package org.gaoler.action.webhook;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.gaoler.api.IpBlock;
import org.gaoler.api.Notice;
import org.gaoler.api.Sentence;

/**
 * What a notice says, as tags of templates and as JSON.
 *
 * @param notice told of
 * @param host what this machine is called
 * @param name option name, else the jail's
 * @param most how many lines are told at most, the latest
 */
record Story(Notice notice, String host, String name, int most) {

  private static final int LONGEST = 1000;

  /** What stands for tags, each a text that is still to be escaped. */
  Map<String, String> tags() {
    Map<String, String> tags = new LinkedHashMap<>();
    tags.put("event", notice.id());
    tags.put("kind", kind());
    tags.put("time", seconds(notice.when()));
    tags.put("jail", notice.jail());
    tags.put("name", name);
    tags.put("host", host);
    tags.put("text", text());
    for (String ofSentence :
        List.of("ip", "family", "since", "until", "bantime", "origin", "reason", "failures")) {
      tags.put(ofSentence, "");
    }
    notice.sentence().ifPresent(sentence -> tags.putAll(tags(sentence)));
    return tags;
  }

  private Map<String, String> tags(Sentence sentence) {
    Map<String, String> tags = new LinkedHashMap<>();
    tags.put("ip", cut(sentence.offender().toString()));
    tags.put("family", family(sentence));
    tags.put("since", seconds(sentence.from()));
    tags.put("until", sentence.permanent() ? "" : seconds(sentence.until()));
    tags.put("bantime", Long.toString(seconds(sentence)));
    tags.put("origin", lower(sentence.origin()));
    tags.put("reason", cut(sentence.reason()));
    tags.put("failures", Integer.toString(sentence.failures()));
    tags.put("lines", String.join("\n", lines(sentence)));
    sentence.fields().forEach((field, value) -> tags.put("F-" + upper(field), cut(value)));
    Optional.ofNullable(sentence.fields().get("user")).ifPresent(u -> tags.put("user", cut(u)));
    return tags;
  }

  private String kind() {
    return lower(notice.kind());
  }

  private static String seconds(Instant moment) {
    return moment.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  private static String lower(Enum<?> word) {
    return word.name().toLowerCase(Locale.ROOT);
  }

  private static String upper(String field) {
    return field.toUpperCase(Locale.ROOT);
  }

  /** The length of a ban, -1 for ever. */
  private static long seconds(Sentence sentence) {
    return sentence.permanent()
        ? -1
        : Duration.between(sentence.from(), sentence.until()).getSeconds();
  }

  private static String family(Sentence sentence) {
    if (sentence.offender() instanceof IpBlock block) {
      return block.family() == IpBlock.Family.IPV4 ? "4" : "6";
    }
    return "";
  }

  private List<String> lines(Sentence sentence) {
    List<String> lines = sentence.lines();
    return lines.subList(Math.max(0, lines.size() - most), lines.size()).stream()
        .map(Story::cut)
        .toList();
  }

  /** Never between the halves of a character. */
  private static String cut(String text) {
    if (text.length() <= LONGEST) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST;
    return text.substring(0, end) + "...";
  }

  /** One line for people. */
  String text() {
    String who = notice.sentence().map(s -> cut(s.offender().toString())).orElse("");
    String told =
        switch (notice.kind()) {
          case START -> "guards";
          case STOP -> "guards no more";
          case BAN -> "banned " + who + end();
          case UNBAN -> "unbanned " + who;
        };
    return (name + " on " + host + " " + told).replaceAll("[\\p{Cc}\\s]+", " ");
  }

  private String end() {
    return notice
        .sentence()
        .map(
            each ->
                (each.permanent() ? " for ever" : " until " + seconds(each.until()))
                    + (each.reason().isBlank() ? "" : ": " + cut(each.reason())))
        .orElse("");
  }

  /** All of it as one JSON object. */
  String json() {
    List<String> members = new ArrayList<>();
    members.add(member("event", notice.id()));
    members.add(member("kind", kind()));
    members.add(member("time", seconds(notice.when())));
    members.add(member("host", host));
    members.add(member("jail", notice.jail()));
    notice.sentence().ifPresent(sentence -> members.addAll(members(sentence)));
    return "{" + String.join(", ", members) + "}";
  }

  private List<String> members(Sentence sentence) {
    List<String> members = new ArrayList<>();
    members.add(member("ip", cut(sentence.offender().toString())));
    String family = family(sentence);
    members.add("\"family\": " + (family.isEmpty() ? "null" : family));
    members.add(member("since", seconds(sentence.from())));
    members.add(sentence.permanent() ? "\"until\": null" : until(sentence.until()));
    members.add(member("origin", lower(sentence.origin())));
    members.add(member("reason", cut(sentence.reason())));
    members.add("\"failures\": " + sentence.failures());
    List<String> fields = new ArrayList<>();
    new TreeMap<>(sentence.fields()).forEach((f, value) -> fields.add(member(f, cut(value))));
    members.add("\"fields\": {" + String.join(", ", fields) + "}");
    List<String> lines = lines(sentence).stream().map(Story::quoted).toList();
    members.add("\"lines\": [" + String.join(", ", lines) + "]");
    return members;
  }

  private static String until(Instant until) {
    return member("until", seconds(until));
  }

  static String member(String key, String value) {
    return quoted(key) + ": " + quoted(value);
  }

  private static String quoted(String text) {
    return '"' + Escape.JSON.of(text) + '"';
  }
}
