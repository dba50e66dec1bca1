package org.gaoler.tail;

import java.util.OptionalLong;

/**
 * Tells the operator what became of a file that another program emptied.
 *
 * @param read bytes read before
 * @param seen size in bytes that it was seen to have, at least
 * @param copied size in bytes of the copy made before, if there is one
 */
record Emptied(long read, long seen, OptionalLong copied) {

  @Override
  public String toString() {
    return "emptied by another program after " + read + " bytes read; " + rest();
  }

  private String rest() {
    long kept = Math.max(read, copied.orElse(0));
    String lost = Math.max(0, seen - kept) + " or more bytes ";
    if (copied.isPresent()) {
      return "reading the rest of its copy"
          + (seen > kept ? "; " + lost + "written after the copy are lost" : "");
    }
    return seen > kept ? lost + "were not read and are lost" : "lines written since then are lost";
  }
}
