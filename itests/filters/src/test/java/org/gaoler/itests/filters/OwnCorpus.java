package org.gaoler.itests.filters;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.gaoler.itests.netns.Places;

/** Log lines of this project's own making. */
final class OwnCorpus {

  /** Stands where a hostile name belongs. */
  static final String NAME = "NAME";

  private static final Path CORPUS = Path.of("src/test/corpus");

  private OwnCorpus() {}

  /** The lines that the pack of sshd filters is tested with, as syslog writes them. */
  static List<Sample> sshd() {
    Path corpus = Places.home().resolve("bundles/filters-ssh/src/test/corpus");
    List<Sample> samples = new ArrayList<>();
    for (String file : List.of("sshd.txt", "sshd-whole.txt")) {
      String daemon = "";
      for (String line : lines(corpus.resolve(file))) {
        if (line.startsWith("[")) {
          daemon = line.contains("daemon=") ? line.replaceFirst(".*daemon=([\\w-]+).*", "$1") : "";
        } else if (!line.startsWith("> ")) {
          samples.add(sample(daemon.isEmpty() ? line : written(daemon, line)));
        }
      }
    }
    return samples;
  }

  private static String written(String daemon, String line) {
    String[] words = line.split(" ", 2);
    return "Aug 14 11:44:00 host1 " + daemon + "[" + words[0] + "]: " + words[1];
  }

  /** Lines with a place for a hostile name, by filter. */
  static List<Play> injections() {
    return plays("injection.txt");
  }

  /** The same with all names put in, and lines by which a filter of fail2ban is fooled. */
  static List<Play> traps() {
    List<String> names = names("hostile-names.txt", "sshd-names.txt");
    List<Play> traps = new ArrayList<>(plays("fooled.txt"));
    for (Play play : injections()) {
      List<Sample> sprung = new ArrayList<>();
      for (Sample trap : play.samples()) {
        for (String name : names) {
          // connections of their own, not one that says this and that
          String text = trap.text().replaceFirst("\\[8\\d\\d]", "[" + (1000 + sprung.size()) + "]");
          sprung.add(sample(text.replace(NAME, name)));
        }
      }
      traps.add(new Play(play.filter(), false, play.parameters(), sprung));
    }
    return traps;
  }

  /** What an attacker gives as a name, with addresses of both families. */
  static List<String> names(String... files) {
    return Stream.of(files)
        .flatMap(file -> lines(CORPUS.resolve(file)).stream())
        .flatMap(name -> Stream.of(name, name.replace("198.51.100.9", "2001:db8::bad")))
        .toList();
  }

  private static List<Play> plays(String file) {
    List<Play> plays = new ArrayList<>();
    for (String line : lines(CORPUS.resolve(file))) {
      if (line.matches("\\[[\\w-]+( \\w+=\\w+)*]")) {
        plays.add(play(line.substring(1, line.length() - 1).split(" ")));
      } else {
        plays.get(plays.size() - 1).samples().add(sample(line));
      }
    }
    return plays;
  }

  private static Play play(String[] words) {
    Map<String, String> parameters = new TreeMap<>();
    for (String word : List.of(words).subList(1, words.length)) {
      parameters.put(word.split("=")[0], word.split("=")[1]);
    }
    return new Play(words[0], false, parameters, new ArrayList<>());
  }

  private static Sample sample(String line) {
    return new Sample("", 0, line, false, Map.of());
  }

  private static List<String> lines(Path file) {
    return FailTree.text(file)
        .lines()
        .filter(line -> !line.isBlank() && !line.startsWith("#"))
        .toList();
  }
}
