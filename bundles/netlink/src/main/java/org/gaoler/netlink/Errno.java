package org.gaoler.netlink;

import java.util.Map;

/** What the kernel's error numbers mean, as far as netlink gives them. */
public final class Errno {

  /** Operation not permitted. */
  public static final int EPERM = 1;

  /** No such table, set, element or route. */
  public static final int ENOENT = 2;

  /** No such route. */
  public static final int ESRCH = 3;

  /** Interrupted. */
  public static final int EINTR = 4;

  /** Nothing there yet. */
  public static final int EAGAIN = 11;

  /** Out of memory. */
  public static final int ENOMEM = 12;

  /** In use. */
  public static final int EBUSY = 16;

  /** There already. */
  public static final int EEXIST = 17;

  /** Not accepted. */
  public static final int EINVAL = 22;

  /** Full. */
  public static final int ENFILE = 23;

  /** Not known to this kernel. */
  public static final int EOPNOTSUPP = 95;

  /** The socket's buffer ran over. */
  public static final int ENOBUFS = 105;

  private static final Map<Integer, String> NAMES =
      Map.ofEntries(
          Map.entry(EPERM, "EPERM: not permitted; run as root or with CAP_NET_ADMIN"),
          Map.entry(ENOENT, "ENOENT: there is no such thing"),
          Map.entry(ESRCH, "ESRCH: there is no such thing"),
          Map.entry(EINTR, "EINTR: interrupted"),
          Map.entry(EAGAIN, "EAGAIN: try again"),
          Map.entry(ENOMEM, "ENOMEM: the kernel is out of memory for it"),
          Map.entry(EBUSY, "EBUSY: in use"),
          Map.entry(EEXIST, "EEXIST: there already"),
          Map.entry(EINVAL, "EINVAL: not accepted by this kernel"),
          Map.entry(ENFILE, "ENFILE: full"),
          Map.entry(19, "ENODEV: there is no such device"),
          Map.entry(34, "ERANGE: out of range"),
          Map.entry(75, "EOVERFLOW: too large"),
          Map.entry(90, "EMSGSIZE: too large"),
          Map.entry(93, "EPROTONOSUPPORT: the kernel's module for it is not loaded"),
          Map.entry(EOPNOTSUPP, "EOPNOTSUPP: not known to this kernel"),
          Map.entry(97, "EAFNOSUPPORT: the kernel does not know this address family"),
          Map.entry(ENOBUFS, "ENOBUFS: the socket's buffer ran over"));

  private Errno() {}

  /**
   * Tells of an error.
   *
   * @param number positive
   * @return its name and meaning
   */
  public static String tell(int number) {
    return NAMES.getOrDefault(number, "error " + number);
  }
}
