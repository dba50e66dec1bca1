package org.gaoler.action.dnsbl;

import java.time.Clock;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Renews the serial in the SOA record of a zone file, on one line or several: the present in
 * seconds if that is later, else one more, so that dates written as numbers go on counting.
 */
final class Serial implements Layout.Renewal {

  private static final Pattern WORD = Pattern.compile("[^\\s();]+");
  private static final Pattern NUMBER = Pattern.compile("\\d{1,10}");
  private static final int PLACE = 3;
  private static final long ALL = 0xffff_ffffL;

  private final Clock clock;

  /** Words since SOA, which is the first; 0 before it, and again once the serial was found. */
  private int words;

  Serial(Clock clock) {
    this.clock = clock;
  }

  @Override
  public String line(String line) {
    int comment = line.indexOf(';');
    Matcher word = WORD.matcher(comment < 0 ? line : line.substring(0, comment));
    while (word.find()) {
      if (words == 0) {
        words = word.group().equalsIgnoreCase("SOA") ? 1 : 0;
      } else if (words++ == PLACE) {
        words = 0;
        return NUMBER.matcher(word.group()).matches()
            ? line.substring(0, word.start()) + next(word.group()) + line.substring(word.end())
            : line;
      }
    }
    return line;
  }

  private String next(String serial) {
    long old = Long.parseLong(serial) & ALL;
    long present = clock.instant().getEpochSecond() & ALL;
    long next = present > old ? present : old + 1 & ALL;
    return Long.toString(next == 0 ? 1 : next);
  }
}
