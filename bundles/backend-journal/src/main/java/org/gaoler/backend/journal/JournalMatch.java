package org.gaoler.backend.journal;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gaoler.api.Fault;

/**
 * Splits a match as configured into arguments for {@code journalctl}: terms {@code FIELD=value},
 * {@code +} between alternatives, quotes around values with blanks.
 */
final class JournalMatch {

  private static final Pattern TERM = Pattern.compile("\\+|[A-Z0-9_]{1,64}=.*|/.*");
  private static final Pattern WORD =
      Pattern.compile("(?:[^\\s\"']|\"[^\"]*\"|'[^']*')+|\\S+", Pattern.DOTALL);
  private static final Pattern QUOTED = Pattern.compile("\"([^\"]*)\"|'([^']*)'");

  private JournalMatch() {}

  /**
   * Splits.
   *
   * @return one argument each; empty for all entries
   * @throws Fault if a term is none
   */
  static List<String> arguments(String match) throws Fault {
    List<String> arguments = new ArrayList<>();
    Matcher word = WORD.matcher(match);
    while (word.find()) {
      String term =
          QUOTED.matcher(word.group()).replaceAll(quoted -> Matcher.quoteReplacement(bare(quoted)));
      if (!TERM.matcher(term).matches() || term.indexOf('\0') >= 0) {
        throw new Fault(
            "journalmatch = %s: %s is no match; accepted are FIELD=value (field in capitals), the"
                    .formatted(match, term)
                + " path of a program, and + between alternatives");
      }
      arguments.add(term);
    }
    return arguments;
  }

  private static String bare(java.util.regex.MatchResult quoted) {
    return quoted.group(1) == null ? quoted.group(2) : quoted.group(1);
  }
}
