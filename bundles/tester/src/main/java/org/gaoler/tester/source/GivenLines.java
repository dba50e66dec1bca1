package org.gaoler.tester.source;

import java.util.Iterator;
import java.util.List;

/** Lines that were typed. */
public final class GivenLines implements LineSource {

  private final Iterator<String> lines;
  private String line = "";

  /**
   * Takes the lines.
   *
   * @param lines in order
   */
  public GivenLines(List<String> lines) {
    this.lines = lines.iterator();
  }

  @Override
  public boolean next() {
    boolean more = lines.hasNext();
    line = more ? lines.next() : "";
    return more;
  }

  @Override
  public String line() {
    return line;
  }
}
