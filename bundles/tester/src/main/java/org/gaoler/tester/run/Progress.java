package org.gaoler.tester.run;

import java.io.IOException;
import java.io.Writer;
import java.util.Locale;
import org.gaoler.tester.source.LineSource;

/** One line on a terminal that says how far a long run has come. */
public final class Progress {

  /** Shows nothing. */
  public static final Progress NONE = new Progress(Writer.nullWriter(), false);

  private static final long FIRST = 500_000_000;
  private static final long EVERY = 200_000_000;

  private final Writer terminal;
  private final boolean shown;
  private final long start = System.nanoTime();
  private long next = FIRST;
  private int width;

  /**
   * Begins.
   *
   * @param terminal is written to
   * @param shown whether anything is
   */
  public Progress(Writer terminal, boolean shown) {
    this.terminal = terminal;
    this.shown = shown;
  }

  void show(long lines, LineSource source) throws IOException {
    long now = System.nanoTime() - start;
    if (!shown || now < next) {
      return;
    }
    next = now + EVERY;
    int done = source.progress();
    String text =
        (done < 0 ? "" : done / 10 + " %  ")
            + String.format(
                Locale.ROOT, "%,d lines  %,d lines/s", lines, lines * 1_000_000_000L / now);
    write('\r' + text + " ".repeat(Math.max(0, width - text.length())));
    width = text.length();
  }

  void clear() throws IOException {
    if (width > 0) {
      write('\r' + " ".repeat(width) + '\r');
      width = 0;
    }
  }

  private void write(String text) throws IOException {
    terminal.write(text);
    terminal.flush();
  }
}
