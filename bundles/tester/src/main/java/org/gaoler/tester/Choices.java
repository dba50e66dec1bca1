package org.gaoler.tester;

import java.util.List;
import org.gaoler.tester.words.Choice;

/** The options of {@code gaoler test}. */
final class Choices {

  static final Choice EXPLAIN =
      Choice.flag("show each line step by step (the first 10, or all with --all)", "--explain");
  static final Choice ALL =
      Choice.flag("no limits: all lines, all expressions, all addresses", "--all");
  static final Choice EVERY =
      Choice.flag(
          "try every failregex on a line, not only up to the first that matches", "--every");
  static final Choice MATCHED = Choice.flag("print the lines that matched", "--print-matched");
  static final Choice MISSED = Choice.flag("print the lines that did not", "--print-missed");
  static final Choice IGNORED = Choice.flag("print the lines let pass", "--print-ignored");
  static final Choice JSON =
      Choice.flag("answer in JSON, with the keys the manual lists", "--json");
  static final Choice ETC =
      Choice.of("DIR", "where jails and filter.d are (default /etc/gaoler)", "--etc");
  static final Choice JOURNALMATCH =
      Choice.of("MATCH", "which journal entries, instead of the filter's", "-m", "--journalmatch");
  static final Choice DATEPATTERN =
      Choice.of("PATTERN", "form of the dates, instead of the filter's", "-d", "--datepattern");
  static final Choice MAXLINES =
      Choice.of("N", "how many lines an expression may span", "-L", "--maxlines");
  static final Choice USEDNS =
      Choice.of("WORD", "yes, no, warn or raw, instead of the filter's", "--usedns");
  static final Choice TIMEZONE =
      Choice.of("ZONE", "zone of dates that name none", "--TZ", "--timezone");
  static final Choice ENCODING =
      Choice.of("NAME", "how the text is encoded (default UTF-8)", "-e", "--encoding");
  static final Choice HELP = Choice.flag("this text", "-h", "--help");

  static final List<Choice> THEM =
      List.of(
          EXPLAIN,
          ALL,
          EVERY,
          MATCHED,
          MISSED,
          IGNORED,
          JSON,
          ETC,
          JOURNALMATCH,
          DATEPATTERN,
          MAXLINES,
          USEDNS,
          TIMEZONE,
          ENCODING,
          HELP);

  private Choices() {}
}
