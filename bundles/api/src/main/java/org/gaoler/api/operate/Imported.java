package org.gaoler.api.operate;

import java.util.List;
import org.gaoler.api.Sentence;

/**
 * What was taken over from another program.
 *
 * @param bans sentences that were not in force before
 * @param present bans that were in force already
 * @param ended bans that had ended
 * @param logs how far logs were read that nobody has read here yet
 * @param omissions what was not taken over
 */
public record Imported(
    List<Sentence> bans, int present, int ended, List<Log> logs, List<Omission> omissions) {

  /**
   * Keeps copies of the lists.
   *
   * @param bans sentences that were not in force before
   * @param present bans that were in force already
   * @param ended bans that had ended
   * @param logs how far logs were read that nobody has read here yet
   * @param omissions what was not taken over
   */
  public Imported {
    bans = List.copyOf(bans);
    logs = List.copyOf(logs);
    omissions = List.copyOf(omissions);
  }

  /**
   * A log to be read on from a place.
   *
   * @param jail the jail that reads it
   * @param path the file
   * @param offset bytes that were read
   */
  public record Log(String jail, String path, long offset) {}

  /**
   * Something that was not taken over.
   *
   * @param what jail and address or log; hostile
   * @param why in one line, with what to do about it if anything can be done
   */
  public record Omission(String what, String why) {}
}
