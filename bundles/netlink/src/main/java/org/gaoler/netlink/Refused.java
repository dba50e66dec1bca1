package org.gaoler.netlink;

import org.gaoler.api.Fault;

/** The kernel refused a message. */
public final class Refused extends Fault {

  private static final long serialVersionUID = 1L;

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
}
