package org.gaoler.commands;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** Runs what an operator typed; the same verbs and words wherever they were typed. */
@ProviderType
public interface Commands {

  /** Done as asked. */
  int OK = 0;

  /** Understood, but refused or found wrong; one line on the error stream says why. */
  int REFUSED = 1;

  /** Not understood; one line on the error stream says what is accepted. */
  int WRONG_USAGE = 2;

  /**
   * Runs one command on the calling thread. Answers within 5 s, except {@code watch}, which goes on
   * until the thread is interrupted or the console refuses to be written to. Safe from any thread.
   *
   * @param words the verb and what follows it, as typed; may be hostile
   * @param console where the answer goes; flushed on return, never closed
   * @return {@link #OK}, {@link #REFUSED} or {@link #WRONG_USAGE}; nothing is thrown
   */
  int run(List<String> words, Console console);

  /**
   * What could stand at one place of a command.
   *
   * @param words the words typed so far, the verb first
   * @param at index of the word to complete; the number of words for a new one at the end
   * @return whole words that begin as the one typed, sorted; empty if anything or nothing fits
   */
  List<String> complete(List<String> words, int at);

  /**
   * The verbs there are.
   *
   * @return in the order in which help lists them
   */
  List<Summary> verbs();

  /**
   * A verb in one line.
   *
   * @param verb its name
   * @param purpose what it does
   */
  record Summary(String verb, String purpose) {}
}
