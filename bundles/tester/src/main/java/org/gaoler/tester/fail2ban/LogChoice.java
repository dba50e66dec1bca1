package org.gaoler.tester.fail2ban;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.gaoler.api.Filter;
import org.gaoler.filter.trial.Triable;
import org.gaoler.tester.Place;
import org.gaoler.tester.source.GivenLines;
import org.gaoler.tester.source.JournalLines;
import org.gaoler.tester.source.LineSource;
import org.gaoler.tester.source.LogFile;
import org.gaoler.tester.subject.JournalTerms;
import org.gaoler.tester.words.Mistake;

/**
 * Finds out what LOG means as fail2ban-regex does, and says so.
 *
 * @param request what was asked for
 * @param layout says it
 * @param place where this runs
 * @param filter knows its journal match and how many lines it takes together
 */
record LogChoice(Request request, Layout layout, Place place, Filter filter) {

  private static final String JOURNAL = "systemd-journal";
  private static final int SHOWN = 5;

  boolean journal() {
    return request.log().startsWith(JOURNAL) && !isFile(request.log());
  }

  LineSource open() throws IOException, Mistake {
    String log = request.log();
    if (isFile(log)) {
      LineSource lines = LogFile.open(Path.of(log), charset());
      layout.use("log file", log);
      layout.use("encoding", encoding());
      return lines;
    }
    if (journal()) {
      layout.say("Use         systemd journal");
      layout.use("encoding", encoding());
      return entries();
    }
    return given(log);
  }

  private LineSource entries() throws IOException, Mistake {
    List<String> terms =
        JournalTerms.of(request.value(RegexChoices.JOURNALMATCH).orElse(filter.journalMatch()));
    if (!terms.isEmpty()) {
      layout.use("journal match", String.join(" ", terms));
    }
    return JournalLines.open(terms);
  }

  private LineSource given(String log) throws IOException {
    boolean alone = filter instanceof Triable && !several() && log.indexOf('\n') < 0;
    if (alone) {
      layout.use("single line", NamedFilter.shortened(log));
      return new GivenLines(List.of(log));
    }
    List<String> lines = Arrays.asList(log.split("\n", -1));
    layout.say("Use      multi line : " + lines.size() + " line(s)");
    for (int i = 0; i < Math.min(lines.size(), SHOWN + 1); i++) {
      layout.say(
          i == SHOWN
              ? "| ..."
              : String.format("| %2.2s: %s", i + 1, NamedFilter.shortened(lines.get(i))));
    }
    layout.say("`-");
    return new GivenLines(lines);
  }

  private boolean several() {
    String lines = ((Triable) filter).said().getOrDefault("maxlines", "1");
    return !lines.equals("1");
  }

  private String encoding() {
    return request.value(RegexChoices.ENCODING).orElse("UTF-8");
  }

  private Charset charset() throws Mistake {
    try {
      return request.has(RegexChoices.ENCODING)
          ? Charset.forName(encoding())
          : StandardCharsets.UTF_8;
    } catch (IllegalArgumentException e) {
      throw new Mistake("unknown encoding: " + encoding());
    }
  }

  private static boolean isFile(String text) {
    try {
      return Files.isRegularFile(Path.of(text));
    } catch (InvalidPathException e) {
      return false;
    }
  }
}
