package org.gaoler.tester.subject;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gaoler.tester.words.Mistake;

/** Splits a journal match into what {@code journalctl} takes. */
public final class JournalTerms {

  private static final Pattern TERM = Pattern.compile("\\+|[A-Z0-9_]{1,64}=[^\\x00]*|/[^\\x00]*");
  private static final Pattern WORD =
      Pattern.compile("(?:[^\\s\"']|\"[^\"]*\"|'[^']*')+|\\S+", Pattern.DOTALL);
  private static final Pattern QUOTED = Pattern.compile("\"([^\"]*)\"|'([^']*)'");

  private JournalTerms() {}

  /**
   * Splits.
   *
   * @param match {@code FIELD=value} and {@code +}, quotes around values with blanks
   * @return one term each
   * @throws Mistake if a term is none
   */
  public static List<String> of(String match) throws Mistake {
    List<String> terms = new ArrayList<>();
    Matcher word = WORD.matcher(match);
    while (word.find()) {
      String term =
          QUOTED.matcher(word.group()).replaceAll(quoted -> Matcher.quoteReplacement(bare(quoted)));
      if (!TERM.matcher(term).matches()) {
        throw new Mistake(
            "journalmatch "
                + match
                + ": "
                + term
                + " is no match; accepted are FIELD=value (field in capitals), the path of a"
                + " program, and + between alternatives");
      }
      terms.add(term);
    }
    return terms;
  }

  private static String bare(MatchResult quoted) {
    return quoted.group(1) == null ? quoted.group(2) : quoted.group(1);
  }
}
