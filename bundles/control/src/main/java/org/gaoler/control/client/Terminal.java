package org.gaoler.control.client;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.gaoler.control.wire.Request;

/** Finds out what the terminal can do, without starting another program. */
final class Terminal {

  private static final int COLUMNS = 80;
  private static final int ROWS = 24;

  private Terminal() {}

  /** The request for a command that needs no keyboard. */
  static Request describe(List<String> words) {
    boolean shown = isTerminal(1);
    int columns = shown ? size(1, "COLUMNS", COLUMNS) : 0;
    int rows = shown ? size(0, "LINES", ROWS) : 0;
    return new Request(columns, rows, shown && colour(), false, type(), words);
  }

  /** Whether a file descriptor is a terminal. */
  static boolean isTerminal(int descriptor) {
    try {
      String file = Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor)).toString();
      return file.startsWith("/dev/pts/")
          || file.startsWith("/dev/tty")
          || file.equals("/dev/console");
    } catch (IOException e) {
      return false; // closed, or no /proc: plain text is always right
    }
  }

  static String type() {
    String type = System.getenv("TERM");
    return type == null ? "dumb" : type;
  }

  private static boolean colour() {
    return System.getenv("NO_COLOR") == null && !type().equals("dumb");
  }

  /**
   * Columns or rows, from GAOLER_SIZE as {@code stty size} prints it ("24 80", set by the script
   * that starts this program, because a child of a Java program costs 20 ms), or from another
   * variable.
   */
  private static int size(int word, String variable, int otherwise) {
    String both = System.getenv("GAOLER_SIZE");
    int blank = both == null ? -1 : both.indexOf(' ');
    String text =
        blank < 0
            ? System.getenv(variable)
            : word == 0 ? both.substring(0, blank) : both.substring(blank + 1);
    return number(text, otherwise);
  }

  /** A number from 1 to 65535. */
  static int number(String text, int otherwise) {
    int number = 0;
    for (int i = 0; text != null && i < text.length(); i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9 || number > 6553) {
        return otherwise;
      }
      number = number * 10 + digit;
    }
    return number > 0 && number <= 65_535 ? number : otherwise;
  }
}
