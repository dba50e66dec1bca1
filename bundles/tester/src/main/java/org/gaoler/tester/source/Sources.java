package org.gaoler.tester.source;

import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.gaoler.tester.words.Mistake;

/**
 * Finds out what SOURCE means: a file, {@code -}, {@code journal}, or lines.
 *
 * @param input standard input, if there is one
 * @param charset how text is encoded
 */
public record Sources(Optional<InputStream> input, Charset charset) {

  /** The word for the journal. */
  public static final String JOURNAL = "journal";

  private static final int LONGEST_NAME = 4096;

  /**
   * A source and what it is.
   *
   * @param title for people
   * @param lines its lines
   */
  public record Opened(String title, LineSource lines) {}

  /**
   * Opens it.
   *
   * @param text as typed
   * @param terms which journal entries
   * @return its lines
   * @throws Mistake if it cannot be read
   */
  public Opened open(String text, List<String> terms) throws Mistake {
    if (text.equals("-")) {
      InputStream in =
          input.orElseThrow(
              () -> new Mistake("cannot read -: there is no standard input here; name a file"));
      return new Opened("standard input", LogFile.piped(in, charset));
    }
    Optional<Path> file = file(text);
    if (file.isPresent()) {
      return new Opened("file " + file.get(), LogFile.open(file.get(), charset));
    }
    if (text.equals(JOURNAL)) {
      String which = terms.isEmpty() ? "all entries" : String.join(" ", terms);
      return new Opened("journal (" + which + ")", JournalLines.open(terms));
    }
    return typed(text);
  }

  /** Whether that means the journal. */
  public static boolean journal(String text) {
    return text.equals(JOURNAL) && file(text).isEmpty();
  }

  private static Opened typed(String text) throws Mistake {
    if (text.isBlank()) {
      throw new Mistake("SOURCE is empty; accepted are a log file, -, journal, or a log line");
    }
    if (text.matches("[~./][^\\s:]*|[\\w.-]+\\.(log|gz|txt)")) {
      throw new Mistake("cannot read " + text + ": there is no such file");
    }
    List<String> lines = Arrays.asList(text.split("\r?\n", -1));
    String title =
        lines.size() == 1
            ? "this line (there is no such file)"
            : "these " + lines.size() + " lines (there is no such file)";
    return new Opened(title, new GivenLines(lines));
  }

  private static Optional<Path> file(String text) {
    if (text.length() > LONGEST_NAME || text.indexOf('\n') >= 0) {
      return Optional.empty();
    }
    try {
      return Optional.of(Path.of(text)).filter(Files::exists);
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }
}
