package org.gaoler.itests.authors;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;
import org.gaoler.itests.netns.Await;
import org.gaoler.itests.netns.Places;

/** A shell into which commands are typed, in a home of its own. Closing ends what runs in it. */
final class Terminal implements AutoCloseable {

  private static final Duration LIMIT = Duration.ofMinutes(5);
  private static final String END = "=== typed ";

  /** Maven resets colours even where there are none. */
  private static final Pattern COLOUR = Pattern.compile("\u001b\\[[0-9;]*m");

  private final Path output;
  private final Process shell;
  private final Writer keyboard;
  private int typed;

  /**
   * Opens it in the clone.
   *
   * @param home where {@code ~} is
   */
  Terminal(Path home) throws IOException {
    output = home.resolve("terminal");
    ProcessBuilder builder = new ProcessBuilder(Author.shell());
    builder.directory(Places.home().toFile());
    builder.redirectErrorStream(true);
    builder.environment().put("HOME", home.toString());
    builder.redirectOutput(output.toFile());
    shell = builder.start();
    keyboard = shell.outputWriter(StandardCharsets.UTF_8);
  }

  /**
   * What came of commands.
   *
   * @param exit status of the last one
   * @param output of all of them
   */
  record Answer(int exit, String output) {}

  /** Types commands and waits for their end. */
  Answer type(String commands) {
    String begin = END + typed++ + " begins\n";
    // in a line of its own, whatever the commands have written
    String end = "\n" + END + typed + " ends with ";
    try {
      keyboard.write("echo '" + begin.strip() + "'\n{\n" + commands + "\n} </dev/null\n");
      keyboard.write("printf '" + end.replace("\n", "\\n") + "%s\\n' $?\n");
      keyboard.flush();
    } catch (IOException e) {
      throw new UncheckedIOException("the shell is gone: " + Places.read(output), e);
    }
    Await.until(
        "end of " + commands,
        LIMIT,
        () -> Places.read(output).contains(end) || !shell.isAlive(),
        () -> Places.read(output));
    String all = Places.read(output);
    int from = all.indexOf(begin) + begin.length();
    int to = all.indexOf(end, from - 1);
    String status = all.substring(to + end.length()).lines().findFirst().orElse("");
    return new Answer(
        Integer.parseInt(status),
        COLOUR.matcher(all.substring(Math.min(from, to), to)).replaceAll(""));
  }

  @Override
  public void close() {
    shell.descendants().forEach(ProcessHandle::destroy);
    Await.until(
        "all that was started has ended", LIMIT, () -> shell.descendants().findAny().isEmpty());
    shell.destroy();
  }
}
