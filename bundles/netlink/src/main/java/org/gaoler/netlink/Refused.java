package org.gaoler.netlink;

import java.nio.ByteBuffer;
import org.gaoler.api.Fault;

/** The kernel refused a message. */
public final class Refused extends Fault {

  private static final long serialVersionUID = 1L;

  private static final int HEADER = 16;
  private static final int ATTRIBUTES_FOLLOW = 0x200;
  private static final int ERROR_TEXT = 1;

  private final int errno;
  private final int index;

  Refused(int errno, int index, String reason) {
    super("the kernel refused: " + Errno.tell(errno) + (reason.isEmpty() ? "" : ": " + reason));
    this.errno = errno;
    this.index = index;
  }

  /**
   * The kernel's error number.
   *
   * @return positive; see {@link Errno}
   */
  public int errno() {
    return errno;
  }

  /**
   * Which message of the request it was.
   *
   * @return counted from 0
   */
  public int index() {
    return index;
  }

  /** Reads an answer that tells of an error. */
  static Refused read(ByteBuffer bytes, int start, int end, int first) {
    int errno = -bytes.getInt(start + HEADER);
    int index = bytes.getInt(start + 8) - first;
    String text = "";
    int behind = start + HEADER + Integer.BYTES + HEADER;
    if ((bytes.getShort(start + 6) & ATTRIBUTES_FOLLOW) != 0 && behind < end) {
      Attributes attributes = new Attributes(bytes, behind, end);
      while (attributes.next()) {
        text = attributes.type() == ERROR_TEXT ? attributes.text() : text;
      }
    }
    return new Refused(errno, index, text);
  }
}
