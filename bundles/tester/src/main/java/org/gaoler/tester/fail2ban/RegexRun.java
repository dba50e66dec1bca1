package org.gaoler.tester.fail2ban;

import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.gaoler.api.Filter;
import org.gaoler.filter.trial.Trial;
import org.gaoler.tester.source.LineSource;
import org.gaoler.tester.source.LogFile;
import org.gaoler.tester.words.Mistake;

/**
 * Takes the lines of a log through a filter and prints what fail2ban-regex would. A last line that
 * is still being written counts as little as it does there.
 *
 * @param request what was asked for
 * @param layout prints it
 * @param clock the present
 */
record RegexRun(Request request, Layout layout, Clock clock) {

  void run(Filter filter, LineSource lines, boolean journal) throws IOException, Mistake {
    boolean all = !request.has(RegexChoices.NO_CHECK_ALL) && request.token().isEmpty();
    LineWitness witness =
        new LineWitness(!request.has(RegexChoices.RAW), all, request.has(RegexChoices.TIMEZONE));
    Trial trial = Trial.of(filter, all ? Trial.Rules.ALL : Trial.Rules.FIRST, clock, witness);
    Stats stats = new Stats(request, trial, clock);
    Optional<Tokens> tokens =
        request.token().map(token -> new Tokens(token, layout, clock.instant()));
    long start = System.nanoTime();
    while (!Thread.interrupted() && next(lines)) {
      String line = lines.line();
      if (journal || lines.whole() && !line.isEmpty() && !line.startsWith("#")) {
        witness.nextLine();
        trial.take(line, lines.micros(), failure -> {});
        if (tokens.isPresent()) {
          print(tokens.get(), line, witness);
        } else {
          stats.count(line, witness);
        }
      }
    }
    if (tokens.isEmpty()) {
      long nanos = System.nanoTime() - start;
      stats.print(layout, request, trial.dateHits(), !journal, nanos);
    }
  }

  private static boolean next(LineSource lines) throws Mistake {
    try {
      return lines.next();
    } catch (IOException e) {
      throw new Mistake(LogFile.reason(e));
    }
  }

  private void print(Tokens tokens, String line, LineWitness witness) throws IOException {
    List<Hit> told = Tokens.told(witness.hits());
    if (!request.has(RegexChoices.INVERT)) {
      for (Hit hit : told) {
        tokens.print(hit);
      }
    } else if (told.isEmpty()) {
      Optional<Instant> date = witness.lastDate();
      tokens.printMissed(line, date);
    }
  }
}
