package org.gaoler.tester;

import java.util.List;
import org.gaoler.tester.words.Choice;

/** What {@code --help} says. */
final class Help {

  private static final String HEAD =
      """
      gaoler test SOURCE FILTER [IGNOREREGEX] [OPTION]…
        try a filter on log lines, and see why each line counts or does not;
        needs no daemon and changes nothing

        SOURCE         a log file (also .gz), - for standard input, journal for the
                       systemd journal, or one log line in quotes
        FILTER         a jail's name, a filter's name with options, a filter file,
                       or an expression; jail:NAME and filter:NAME say which
        IGNOREREGEX    lines to let pass, instead of the filter's

      """;

  private static final String TAIL =
      """

      examples:
        gaoler test /var/log/auth.log sshd
        gaoler test /var/log/auth.log.2.gz 'sshd[mode=aggressive]' --print-missed
        gaoler test journal sshd
        gaoler test --explain 'Nov 21 02:03:04 host sshd[1]: Failed password for root
                    from 192.0.2.1 port 22 ssh2' sshd
        zcat -f /var/log/door.log* | gaoler test - '^wrong code from <HOST>$'

      exit status: 0 something matched, 1 nothing did, 2 a mistake
      """;

  private static final int COLUMN = 25;

  private Help() {}

  static String text() {
    return HEAD + options(Choices.THEM) + TAIL;
  }

  private static String options(List<Choice> choices) {
    StringBuilder text = new StringBuilder();
    for (Choice choice : choices) {
      String names = "  " + choice;
      text.append(names)
          .append(" ".repeat(Math.max(2, COLUMN - names.length())))
          .append(choice.purpose())
          .append('\n');
    }
    return text.toString();
  }
}
