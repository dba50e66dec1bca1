package org.gaoler.action.mail.text;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.gaoler.api.IpBlock;
import org.gaoler.api.Notice;
import org.gaoler.api.Offender;
import org.gaoler.api.Sentence;

/** The values of tags, in fail2ban's names and ours; all of them are plain text. */
final class Tags {

  private static final int LONGEST = 500;
  private static final String FIELD = "F-";

  private final Map<String, String> values = new HashMap<>();
  private final Map<String, String> fields = new HashMap<>();
  private final Letterhead letterhead;
  private final Times times;

  Tags(Letterhead letterhead) {
    this.letterhead = letterhead;
    this.times = new Times(letterhead.zone());
    put("jail", letterhead.jail());
    put("name", letterhead.name());
    put("host", letterhead.host().get());
    put("fq-hostname", letterhead.host().get());
    put("sh-hostname", letterhead.host().get().replaceFirst("\\..*", ""));
    put("dest", letterhead.dest());
    put("sender", letterhead.sender());
    put("sendername", letterhead.sendername());
    put("ip", "");
  }

  /** Takes over what one notice says. */
  Tags of(Notice notice) {
    put("event", notice.id());
    put("time", times.of(notice.when()));
    notice.sentence().ifPresent(this::of);
    return this;
  }

  private void of(Sentence sentence) {
    String offender = sentence.offender().toString();
    put("ip", offender);
    put("fid", offender);
    put("family", family(sentence.offender()));
    put("failures", Integer.toString(sentence.failures()));
    put("attempts", count(sentence.failures(), "failure"));
    put("until", times.end(sentence));
    put("bantime", bantime(sentence));
    put("reason", sentence.reason());
    put("origin", sentence.origin().name().toLowerCase(Locale.ROOT));
    put("user", sentence.fields().getOrDefault("user", ""));
    sentence.fields().forEach((field, value) -> fields.put(field, Clean.line(value, LONGEST)));
    block("facts", facts(sentence));
  }

  private String facts(Sentence sentence) {
    List<String> facts = new ArrayList<>();
    facts.add("banned    " + times.of(sentence.from()) + ", " + times.end(sentence));
    if (sentence.failures() > 0) {
      facts.add("failures  " + sentence.failures());
    }
    facts.add("reason    " + sentence.reason());
    String user = sentence.fields().getOrDefault("user", "");
    if (!user.isEmpty()) {
      facts.add("user      " + user);
    }
    return Clean.block(facts, LONGEST, Integer.MAX_VALUE);
  }

  private static String family(Offender offender) {
    if (offender instanceof IpBlock block) {
      return block.family() == IpBlock.Family.IPV4 ? "inet4" : "inet6";
    }
    return "";
  }

  private static String bantime(Sentence sentence) {
    return sentence.permanent()
        ? "-1"
        : Long.toString(sentence.until().getEpochSecond() - sentence.from().getEpochSecond());
  }

  static String count(int number, String what) {
    return number + " " + what + (number == 1 ? "" : "s");
  }

  private void put(String tag, String hostile) {
    values.put(tag, Clean.line(hostile, LONGEST));
  }

  /** Sets a value of several lines, which is clean already. */
  Tags block(String tag, String clean) {
    values.put(tag, clean);
    return this;
  }

  /** The value of a tag; of a field that the line did not have it is empty, as in fail2ban. */
  Optional<String> value(String tag) {
    if (tag.startsWith(FIELD)) {
      String field = tag.substring(FIELD.length()).toLowerCase(Locale.ROOT);
      return Optional.of(fields.getOrDefault(field, ""));
    }
    if (tag.equals("emailheader")) {
      return Optional.of(Template.expand(letterhead.emailheader(), this::inHeader));
    }
    return Optional.ofNullable(values.get(tag));
  }

  private Optional<String> inHeader(String tag) {
    return tag.equals("emailheader") ? Optional.of("") : value(tag);
  }
}
