package org.gaoler.tester.fail2ban;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gaoler.api.Fault;
import org.gaoler.api.Filter;
import org.gaoler.commands.Console;
import org.gaoler.filter.trial.Filters;
import org.gaoler.filter.trial.Triable;
import org.gaoler.filter.trial.Trial;
import org.gaoler.tester.Place;
import org.gaoler.tester.source.LineSource;
import org.gaoler.tester.words.Mistake;
import org.gaoler.tester.words.Typed;

/** {@code gaoler fail2ban-regex}: the options and the layout that existing scripts know. */
public final class RegexCommand {

  /** The release whose behaviour it has. */
  static final String RELEASE = "1.1.1";

  private static final Path FAIL2BAN = Path.of("/etc/fail2ban");
  private static final int WRONG = 255;
  private static final int NOT_UNDERSTOOD = 2;

  private final Place place;
  private final Console console;

  /**
   * Prepares.
   *
   * @param place where it runs
   * @param console where the answer goes
   */
  public RegexCommand(Place place, Console console) {
    this.place = place;
    this.console = console;
  }

  /**
   * Runs on the calling thread until the log ends or the thread is interrupted.
   *
   * @param words what follows the verb
   * @return the exit status: 0, or 255 if something was wrong, or 2 for an unknown option
   * @throws IOException if the console cannot be written to
   */
  public int run(List<String> words) throws IOException {
    try {
      return answer(new Request(Typed.sort(RegexChoices.THEM, words)));
    } catch (Mistake e) {
      console.out().flush();
      console
          .err()
          .write(
              "Usage: fail2ban-regex [OPTIONS] <LOG> <REGEX> [IGNOREREGEX]\n\n"
                  + "fail2ban-regex: error: "
                  + e.getMessage()
                  + "\n");
      return NOT_UNDERSTOOD;
    }
  }

  private int answer(Request request) throws IOException, Mistake {
    request.maxLines();
    if (request.has(RegexChoices.HELP)) {
      return say(RegexChoices.help());
    }
    if (request.has(RegexChoices.VERSION)) {
      return say("fail2ban-regex " + RELEASE + "\n");
    }
    if (request.has(RegexChoices.SHORT_VERSION)) {
      return say(RELEASE + "\n");
    }
    String errors = errors(request);
    if (!errors.isEmpty()) {
      say(RegexChoices.help());
      console.out().flush();
      console.err().write("\n" + errors);
      return WRONG;
    }
    Layout layout = new Layout(console.out(), request.token().isEmpty(), console.width() > 0);
    layout.title("Running tests");
    layout.say("");
    try {
      return tested(request, layout);
    } catch (Mistake e) {
      layout.print("ERROR: " + e.getMessage());
      return WRONG;
    }
  }

  private int say(String text) throws IOException {
    console.out().write(text);
    return 0;
  }

  private static String errors(Request request) {
    StringBuilder errors = new StringBuilder();
    if (request.has(RegexChoices.NO_MISSED) && request.has(RegexChoices.ALL_MISSED)) {
      errors.append(exclusive("missed"));
    }
    if (request.has(RegexChoices.NO_IGNORED) && request.has(RegexChoices.ALL_IGNORED)) {
      errors.append(exclusive("ignored"));
    }
    int given = request.typed().arguments().size();
    if (given != 2 && given != 3) {
      errors.append("ERROR: provide both <LOG> and <REGEX>.\n");
    }
    return errors.toString();
  }

  private static String exclusive(String kind) {
    return "ERROR: --print-no-" + kind + " and --print-all-" + kind + " are mutually exclusive.\n";
  }

  private int tested(Request request, Layout layout) throws IOException, Mistake {
    Path config =
        request
            .value(RegexChoices.CONFIG)
            .map(Path::of)
            .orElse(Files.isDirectory(FAIL2BAN) ? FAIL2BAN : place.etc());
    Filters filters = open(config);
    if (request.maxLines() > 0) {
      layout.use("maxlines", Integer.toString(request.maxLines()));
    }
    Optional<String> pattern = request.value(RegexChoices.DATEPATTERN);
    if (pattern.isPresent()) {
      layout.use("datepattern", pattern.get() + " : " + patternName(filters, pattern.get()));
    }
    NamedFilter named = new NamedFilter(config, filters, layout, request.verbose());
    Filter filter = named.find(request.regex(), request.overrides());
    said(request, layout, filter);
    if (request.ignoreRegex().isPresent()) {
      layout.use("ignoreregex line", NamedFilter.shortened(request.ignoreRegex().get()));
    }
    LogChoice log = new LogChoice(request, layout, place, filter);
    try (LineSource lines = log.open()) {
      layout.say("");
      new RegexRun(request, layout, place.clock()).run(filter, lines, log.journal());
    }
    return 0;
  }

  private Filters open(Path config) throws Mistake {
    try {
      return place.shelf().open(config);
    } catch (Fault fault) {
      throw new Mistake(fault.getMessage());
    }
  }

  private String patternName(Filters filters, String pattern) throws Mistake {
    try {
      Filter filter = filters.expression(Map.of("failregex", "<HOST>", "datepattern", pattern));
      Trial trial =
          Trial.of(filter, Trial.Rules.ALL, place.clock(), new LineWitness(false, true, false));
      return Layout.patternName(trial.dateHits());
    } catch (Fault fault) {
      throw new Mistake(fault.getMessage());
    }
  }

  /** What the filter says itself, unless something else was asked for. */
  private void said(Request request, Layout layout, Filter filter) throws IOException, Mistake {
    Map<String, String> said = filter instanceof Triable triable ? triable.said() : Map.of();
    if (request.maxLines() == 0 && said.containsKey("maxlines")) {
      layout.use("maxlines", said.get("maxlines"));
    }
    if (request.value(RegexChoices.DATEPATTERN).isEmpty() && said.containsKey("datepattern")) {
      Trial trial =
          Trial.of(filter, Trial.Rules.ALL, place.clock(), new LineWitness(false, true, false));
      layout.use(
          "datepattern", said.get("datepattern") + " : " + Layout.patternName(trial.dateHits()));
    }
  }
}
