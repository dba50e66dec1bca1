package org.gaoler.itests.filters;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import org.gaoler.commands.Console;
import org.gaoler.filter.trial.Filters;
import org.gaoler.tester.Place;
import org.gaoler.tester.fail2ban.RegexCommand;

/**
 * One call of fail2ban-regex: what is asked, and where both sides write what they say.
 *
 * @param title what it is about
 * @param folder holds the log and the outputs
 * @param name the files' name without extension
 * @param words the command line behind the configuration folder
 */
record RegexRun(String title, Path folder, String name, List<String> words) {

  private static final Clock CLOCK = Present.CLOCK.withZone(ZoneId.systemDefault());
  private static final List<String> WHOLE =
      List.of("-v", "--print-all-matched", "--print-all-missed", "--print-all-ignored");
  private static final List<String> ROWS = List.of("-o", "row");

  /**
   * The calls for some lines: all that is told of them, and the failures alone.
   *
   * @param folder where files may be written
   * @param number of the first call
   * @param play the filter and the lines
   * @param hosts how host names are treated, in fail2ban-regex's words
   */
  static List<RegexRun> of(Path folder, int number, Play play, List<String> hosts) {
    List<RegexRun> runs = new ArrayList<>();
    for (List<String> form : List.of(WHOLE, ROWS)) {
      String name = "%04d-%s-%s".formatted(number, play.filter(), form.equals(ROWS) ? "row" : "v");
      List<String> words = new ArrayList<>(List.of("-e", "UTF-8"));
      words.addAll(hosts);
      words.addAll(form);
      words.add(folder.resolve(name + ".log").toString());
      words.add(play.filter() + ".conf" + parameters(play.parameters()));
      runs.add(new RegexRun(play.title() + " " + form, folder, name, words));
      write(folder.resolve(name + ".log"), play);
    }
    return runs;
  }

  private static void write(Path log, Play play) {
    try {
      Files.write(log, play.samples().stream().map(Sample::text).toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String parameters(Map<String, String> parameters) {
    StringJoiner text = new StringJoiner(",", "[", "]").setEmptyValue("");
    parameters.forEach((name, value) -> text.add(name + "=\"" + value + "\""));
    return text.toString();
  }

  Path theirs() {
    return folder.resolve(name + ".fail2ban");
  }

  /** The call as a JSON array, for fail2ban's side. */
  String json(Path config) {
    List<String> all = new ArrayList<>(List.of(theirs().toString(), "-c", config.toString()));
    all.addAll(words);
    StringJoiner json = new StringJoiner(",", "[", "]");
    all.forEach(word -> json.add('"' + word.replace("\\", "\\\\").replace("\"", "\\\"") + '"'));
    return json.toString();
  }

  /** What Gaoler says. */
  String ours(Path config) throws IOException {
    StringWriter said = new StringWriter();
    Place place =
        new Place(config, etc -> Filters.at(etc, List.of()), Optional.empty(), false, CLOCK);
    List<String> all = new ArrayList<>(List.of("-c", config.toString()));
    all.addAll(words);
    int status = new RegexCommand(place, new Console(said, said, 0, false)).run(all);
    String text = status == 0 ? said.toString() : said + "exit " + status + "\n";
    Files.writeString(folder.resolve(name + ".gaoler"), text);
    return text;
  }
}
