package org.gaoler.action.dnsbl;

import java.util.List;
import org.gaoler.api.IpBlock;
import org.gaoler.api.Offender;

/** How a name server wants its file to be written. */
sealed interface Layout permits BindLayout, RbldnsdLayout {

  /**
   * A stretch of the file that is one jail's.
   *
   * @param title tells it from all others; letters, digits, dots, hyphens, underscores and blanks
   * @param head lines before the entries
   * @param begin the line that begins it
   * @param end the line that ends it
   */
  record Part(String title, List<String> head, String begin, String end) {

    static Part of(String comment, String title, List<String> head) {
      String line = comment + " gaoler " + title;
      return new Part(title, head, line + " begin", line + " end");
    }
  }

  /** What begins a comment. */
  String comment();

  boolean takes(Offender offender);

  /** In the order of the file. */
  List<Part> parts();

  /** In which of the parts it stands. */
  Part part(IpBlock block);

  /** The lines of a new file. */
  List<String> header();

  /** The lines that list somebody; the first of them begins with {@link #witness}. */
  List<String> entry(IpBlock block, String reason);

  /** What a line must begin with for somebody to be listed. */
  String witness(IpBlock block);

  /** What a line becomes when a changed file is written; called for each line outside, in order. */
  interface Renewal {
    String line(String line);
  }

  /** Renews what must be newer in a changed file, such as a serial. */
  Renewal renewal();
}
