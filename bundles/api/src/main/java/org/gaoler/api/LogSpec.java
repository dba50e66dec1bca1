package org.gaoler.api;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

/**
 * What a backend shall follow.
 *
 * @param path one path or glob pattern as configured; empty for backends that read no files
 * @param journalMatch fields to match in the journal, in fail2ban's notation ({@code A=1 B=2 +
 *     C=3}); empty for all entries
 * @param since lines older than this need not be delivered when no position is known
 * @param fromEnd whether to begin at the end when no position is known
 * @param except paths and patterns that another follow of the same jail takes care of: what they
 *     name is left out, though {@code path} names it too
 * @param encoding what the files are written in. Lines are delivered as they are if ASCII
 *     characters are single bytes in it, else (UTF-16, UTF-32) as UTF-8
 */
public record LogSpec(
    String path,
    String journalMatch,
    Instant since,
    boolean fromEnd,
    List<String> except,
    Charset encoding) {

  /**
   * Keeps a copy of the list.
   *
   * @param path one path or glob pattern as configured; empty for backends that read no files
   * @param journalMatch fields to match in the journal, in fail2ban's notation ({@code A=1 B=2 +
   *     C=3}); empty for all entries
   * @param since lines older than this need not be delivered when no position is known
   * @param fromEnd whether to begin at the end when no position is known
   * @param except paths and patterns that another follow of the same jail takes care of: what they
   *     name is left out, though {@code path} names it too
   * @param encoding what the files are written in. Lines are delivered as they are if ASCII
   *     characters are single bytes in it, else (UTF-16, UTF-32) as UTF-8
   */
  public LogSpec {
    except = List.copyOf(except);
  }

  /**
   * A log of which nothing is left out, and whose lines are delivered as they are.
   *
   * @param path one path or glob pattern; empty for backends that read no files
   * @param journalMatch fields to match in the journal; empty for all entries
   * @param since lines older than this need not be delivered when no position is known
   * @param fromEnd whether to begin at the end when no position is known
   */
  public LogSpec(String path, String journalMatch, Instant since, boolean fromEnd) {
    this(path, journalMatch, since, fromEnd, List.of(), StandardCharsets.UTF_8);
  }
}
