package org.gaoler.tester.fail2ban;

import java.util.List;
import org.gaoler.tester.words.Choice;

/** The options of fail2ban-regex. */
final class RegexChoices {

  static final Choice VERSION = Choice.flag("tell the version", "--version");
  static final Choice HELP = Choice.flag("this text", "-h", "--help");
  static final Choice CONFIG =
      Choice.of(
          "DIR",
          "configuration folder (default /etc/fail2ban, else /etc/gaoler)",
          "-c",
          "--config");
  static final Choice DATEPATTERN =
      Choice.of("PATTERN", "form of the dates, instead of the filter's", "-d", "--datepattern");
  static final Choice TIMEZONE =
      Choice.of("ZONE", "zone of dates that name none", "--TZ", "--timezone");
  static final Choice ENCODING =
      Choice.of("NAME", "how the log is encoded (default UTF-8)", "-e", "--encoding");
  static final Choice RAW = Choice.flag("look no host names up", "-r", "--raw");
  static final Choice USEDNS =
      Choice.of("WORD", "yes, warn, no or raw, instead of the filter's", "--usedns");
  static final Choice MAXLINES =
      Choice.of("N", "lines that an expression may span", "-L", "--maxlines");
  static final Choice JOURNALMATCH =
      Choice.of("MATCH", "which journal entries, instead of the filter's", "-m", "--journalmatch");
  static final Choice LOG_LEVEL =
      Choice.of("LEVEL", "understood; nothing but errors is logged", "-l", "--log-level");
  static final Choice SHORT_VERSION = Choice.flag("the version's number alone", "-V");
  static final Choice VERBOSE =
      Choice.flag("all expressions, with each hit; twice: options too", "-v", "--verbose");
  static final Choice VERBOSITY = Choice.of("N", "the same as N times -v (0 to 4)", "--verbosity");
  static final Choice VERBOSE_DATE =
      Choice.flag("understood; date templates go by their names", "--VD", "--verbose-date");
  static final Choice DEBUGGEX =
      Choice.flag("understood; no address of that site is made", "-D", "--debuggex");
  static final Choice NO_CHECK_ALL =
      Choice.flag("stop at the first failregex that matches", "--no-check-all");
  static final Choice OUT =
      Choice.of(
          "TOKEN",
          "print that of each failure alone: row, id, ip, msg, user, '<ip> <msg>', …",
          "-o",
          "--out");
  static final Choice INVERT =
      Choice.flag("with -o: the lines that did not match", "-i", "--invert");
  static final Choice NO_MISSED = Choice.flag("list no missed lines", "--print-no-missed");
  static final Choice NO_IGNORED = Choice.flag("list no ignored lines", "--print-no-ignored");
  static final Choice ALL_MATCHED = Choice.flag("list the matched lines", "--print-all-matched");
  static final Choice ALL_MISSED =
      Choice.flag("list the missed lines, however many", "--print-all-missed");
  static final Choice ALL_IGNORED =
      Choice.flag("list the ignored lines, however many", "--print-all-ignored");
  static final Choice TRACEBACK = Choice.flag("understood", "-t", "--log-traceback");
  static final Choice FULL_TRACEBACK = Choice.flag("understood", "--full-traceback");

  static final List<Choice> THEM =
      List.of(
          VERSION,
          HELP,
          CONFIG,
          DATEPATTERN,
          TIMEZONE,
          ENCODING,
          RAW,
          USEDNS,
          MAXLINES,
          JOURNALMATCH,
          LOG_LEVEL,
          SHORT_VERSION,
          VERBOSE,
          VERBOSITY,
          VERBOSE_DATE,
          DEBUGGEX,
          NO_CHECK_ALL,
          OUT,
          INVERT,
          NO_MISSED,
          NO_IGNORED,
          ALL_MATCHED,
          ALL_MISSED,
          ALL_IGNORED,
          TRACEBACK,
          FULL_TRACEBACK);

  private static final int COLUMN = 26;

  private RegexChoices() {}

  static String help() {
    StringBuilder text =
        new StringBuilder(
            """
            Usage: fail2ban-regex [OPTIONS] <LOG> <REGEX> [IGNOREREGEX]

            Tries the expressions of a filter on log lines, with the options and the layout of
            fail2ban-regex. "gaoler test" tells more.

            LOG:          a log file, a log line, or systemd-journal
            REGEX:        an expression, a filter's name with options, or a filter file
            IGNOREREGEX:  an expression for lines to be let pass

            Options:
            """);
    for (Choice choice : THEM) {
      String names = "  " + choice;
      text.append(names)
          .append(" ".repeat(Math.max(2, COLUMN - names.length())))
          .append(choice.purpose())
          .append('\n');
    }
    return text.toString();
  }
}
