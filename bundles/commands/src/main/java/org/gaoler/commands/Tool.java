package org.gaoler.commands;

import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A verb with words of its own, from another bundle; a whiteboard service. It needs no jails, so it
 * also answers while the core is not there.
 */
@ConsumerType
public interface Tool {

  /**
   * Its name and what it does.
   *
   * @return always the same
   */
  Commands.Summary summary();

  /**
   * Runs it on the calling thread, from any number of threads at once. It ends early, and quietly,
   * if the thread is interrupted or the console refuses to be written to.
   *
   * @param words what follows the verb, as typed; may be hostile
   * @param console where the answer goes; never closed
   * @return the exit status, 0 to 255; nothing is thrown
   */
  int run(List<String> words, Console console);

  /**
   * Words that may follow the verb.
   *
   * @param words those typed so far after the verb
   * @param at index of the word to complete
   * @return sorted; empty if anything or nothing fits
   */
  List<String> complete(List<String> words, int at);
}
