package org.gaoler.api.operate;

import java.util.List;
import java.util.Optional;
import org.gaoler.api.BanStore.Mark;
import org.gaoler.api.Sentence;

/**
 * What one jail knows of one offender.
 *
 * @param jail the jail
 * @param sentences those in force that cover the offender, wider networks included
 * @param marks failures that count towards the next sentence
 * @param limit weight at which it would be sentenced
 * @param ignored why it would be ignored, if so
 * @param rules where each action of the jail holds it, as the firewall's tool prints it
 */
public record Account(
    String jail,
    List<Sentence> sentences,
    List<Mark> marks,
    int limit,
    Optional<String> ignored,
    List<String> rules) {

  /**
   * Keeps copies of the lists.
   *
   * @param jail the jail
   * @param sentences those in force that cover the offender, wider networks included
   * @param marks failures that count towards the next sentence
   * @param limit weight at which it would be sentenced
   * @param ignored why it would be ignored, if so
   * @param rules where each action of the jail holds it, as the tool of the firewall prints it
   */
  public Account {
    sentences = List.copyOf(sentences);
    marks = List.copyOf(marks);
    rules = List.copyOf(rules);
  }
}
