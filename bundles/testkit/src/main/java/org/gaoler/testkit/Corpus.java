package org.gaoler.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A file of log lines annotated with what a filter shall make of them.
 *
 * <pre>
 * # a comment
 * [sshd mode=ddos] what this part is about
 * > 198.51.100.9 root
 * 4711 Failed password for root from 198.51.100.9 port 40000 ssh2
 * 4711 Accepted password for root from 198.51.100.9 port 40000 ssh2
 * </pre>
 *
 * <p>A line in square brackets begins a scene: the filter, its parameters and a title; each scene
 * starts with a filter that remembers nothing. {@code >} announces that the next line is a failure
 * of that address, and of that user if one is named ({@code ""} is the empty name). Every other
 * line must not be a failure. With the parameter {@code daemon=sshd} the lines are process id and
 * message, without it they are whole lines.
 *
 * @param filter plain name
 * @param parameters for the filter
 * @param daemon who writes the lines, or empty if they are whole
 * @param title what it is about
 * @param lines what happens, in order
 */
record Corpus(
    String filter,
    Map<String, String> parameters,
    String daemon,
    String title,
    List<Annotated> lines) {

  /**
   * One line.
   *
   * @param text the line, or process id and message
   * @param address who fails by it, or empty
   * @param user the user named, if it is to be compared
   * @param number its place in the file
   */
  record Annotated(String text, Optional<String> address, Optional<String> user, int number) {}

  static List<Corpus> read(Path file) {
    List<Corpus> scenes = new ArrayList<>();
    String expected = "";
    int number = 0;
    for (String line : lines(file)) {
      number++;
      if (line.startsWith("[") && line.contains("]")) {
        scenes.add(scene(line));
      } else if (line.startsWith("> ")) {
        expected = line.substring(2).strip();
      } else if (!line.isBlank() && !line.startsWith("#")) {
        scenes.get(scenes.size() - 1).lines().add(annotated(line, expected, number));
        expected = "";
      }
    }
    return scenes;
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException("cannot read the corpus " + file, e);
    }
  }

  private static Corpus scene(String header) {
    int end = header.indexOf(']');
    String[] words = header.substring(1, end).strip().split("\\s+");
    Map<String, String> parameters = new TreeMap<>();
    for (int i = 1; i < words.length; i++) {
      int equals = words[i].indexOf('=');
      parameters.put(words[i].substring(0, equals), words[i].substring(equals + 1));
    }
    String daemon = Optional.ofNullable(parameters.remove("daemon")).orElse("");
    String title = header.substring(end + 1).strip();
    return new Corpus(words[0], parameters, daemon, title, new ArrayList<>());
  }

  private static Annotated annotated(String line, String expected, int number) {
    if (expected.isEmpty()) {
      return new Annotated(line, Optional.empty(), Optional.empty(), number);
    }
    int blank = expected.indexOf(' ');
    if (blank < 0) {
      return new Annotated(line, Optional.of(expected), Optional.empty(), number);
    }
    String user = expected.substring(blank + 1);
    return new Annotated(
        line,
        Optional.of(expected.substring(0, blank)),
        Optional.of(user.equals("\"\"") ? "" : user),
        number);
  }
}
