package org.gaoler.action.mail.text;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.gaoler.action.mail.whois.Whois;
import org.gaoler.api.IpBlock;
import org.gaoler.api.Notice;
import org.gaoler.api.Sentence;

/**
 * What a mail adds about whom was banned: matched lines and whois, within bounds.
 *
 * @param most how many matched lines of a ban are shown, the latest; 0 shows none
 * @param whois asks about addresses
 * @param asks whether it does
 */
public record Evidence(int most, Whois whois, boolean asks) {

  private static final int LONGEST_LINE = 2_000;
  private static final int LARGEST_BLOCK = 64_000;
  private static final int LARGEST_MAIL = 500_000;
  private static final int ADDRESSES_ASKED = 5;

  /** The matched lines of all bans. */
  String matches(List<Notice> notices) {
    StringBuilder text = new StringBuilder();
    int left = 0;
    for (Sentence sentence : bans(notices)) {
      if (sentence.lines().isEmpty() || most == 0) {
        continue;
      }
      if (text.length() > LARGEST_MAIL) {
        left++;
      } else {
        text.append(matches(sentence));
      }
    }
    if (left > 0) {
      text.append("The matched lines of ").append(left).append(" more bans are left out.\n\n");
    }
    return text.toString();
  }

  private String matches(Sentence sentence) {
    List<String> lines = sentence.lines();
    int shown = Math.min(most, lines.size());
    String heading =
        "Matched lines of "
            + offender(sentence)
            + " ("
            + (shown == lines.size() ? "" : "the latest " + shown + " of ")
            + lines.size()
            + "):\n\n";
    List<String> latest = lines.subList(lines.size() - shown, lines.size());
    return heading + Clean.block(latest, LONGEST_LINE, LARGEST_BLOCK) + "\n";
  }

  /** What whois says about the banned addresses. */
  String whois(List<Notice> notices) throws InterruptedException {
    if (!asks) {
      return "";
    }
    Set<IpBlock> blocks = new LinkedHashSet<>();
    for (Sentence sentence : bans(notices)) {
      if (sentence.offender() instanceof IpBlock block) {
        blocks.add(block);
      }
    }
    List<IpBlock> asked = blocks.stream().limit(ADDRESSES_ASKED).toList();
    StringBuilder text = new StringBuilder();
    whois
        .ask(asked)
        .forEach(
            (block, answer) ->
                text.append("Whois of ").append(block).append(":\n\n").append(answer).append('\n'));
    int rest = blocks.size() - asked.size();
    if (rest > 0) {
      text.append("whois: not asked about ").append(rest).append(" more\n\n");
    }
    return text.toString();
  }

  private static List<Sentence> bans(List<Notice> notices) {
    List<Sentence> bans = new ArrayList<>();
    for (Notice notice : notices) {
      if (notice.kind() == Notice.Kind.BAN) {
        notice.sentence().ifPresent(bans::add);
      }
    }
    return bans;
  }

  private static String offender(Sentence sentence) {
    return Clean.line(sentence.offender().toString(), 200);
  }
}
