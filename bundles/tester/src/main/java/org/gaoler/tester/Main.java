package org.gaoler.tester;

import java.io.BufferedWriter;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.gaoler.api.Fault;
import org.gaoler.commands.Console;
import org.gaoler.filter.trial.Filters;
import org.gaoler.tester.fail2ban.RegexCommand;

/**
 * {@code gaoler test} and {@code gaoler fail2ban-regex} in a process of their own: they need no
 * daemon.
 */
public final class Main {

  /** Expressions of the old kind recurse. */
  private static final long STACK = 16L << 20;

  private static final long LAST_WORDS = 2_000;

  private final Surroundings surroundings;

  private Main(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  /**
   * Runs one command and ends the process with its exit status.
   *
   * @param arguments the verb and what follows it
   */
  public static void main(String[] arguments) {
    Main main = new Main(Surroundings.ofProcess());
    AtomicInteger status = new AtomicInteger(TestCommand.MISTAKE);
    Runnable run = () -> status.set(main.run(Arrays.asList(arguments)));
    Thread worker = new Thread(null, run, "gaoler-test", STACK);
    Thread onSignal = new Thread(() -> end(worker), "gaoler-end");
    Runtime.getRuntime().addShutdownHook(onSignal);
    worker.start();
    try {
      worker.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Runtime.getRuntime().exit(status.get());
  }

  /** Ctrl-C: what was found so far is told. */
  private static void end(Thread worker) {
    worker.interrupt();
    try {
      worker.join(LAST_WORDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private int run(List<String> words) {
    Console console = surroundings.console(writer(FileDescriptor.out), writer(FileDescriptor.err));
    try {
      int status = answer(words.get(0), words.subList(1, words.size()), console);
      console.out().flush();
      console.err().flush();
      return status;
    } catch (IOException e) {
      return 0; // whoever read the answer has seen enough
    }
  }

  private int answer(String verb, List<String> words, Console console) throws IOException {
    Place place =
        surroundings.place(Optional.of(new FileInputStream(FileDescriptor.in)), Main::open);
    return verb.equals("test")
        ? new TestCommand(place, console).run(words)
        : new RegexCommand(place, console).run(words);
  }

  /** Nothing is flushed line by line: a long answer would take ten times as long. */
  private static Writer writer(FileDescriptor where) {
    return new BufferedWriter(
        new OutputStreamWriter(new FileOutputStream(where), StandardCharsets.UTF_8), 1 << 15);
  }

  private static Filters open(Path etc) throws Fault {
    List<Path> jars = new ArrayList<>();
    for (String folder : System.getProperty("gaoler.packs", "").split(":")) {
      if (!folder.isEmpty() && Files.isDirectory(Path.of(folder))) {
        jars.addAll(jars(Path.of(folder)));
      }
    }
    return Filters.at(etc, jars);
  }

  private static List<Path> jars(Path folder) throws Fault {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
    } catch (IOException e) {
      throw new Fault("cannot look for filter packs in " + folder + ": " + e, e);
    }
  }
}
