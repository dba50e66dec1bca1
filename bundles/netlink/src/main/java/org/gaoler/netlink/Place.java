package org.gaoler.netlink;

import com.sun.jna.LastErrorException;
import java.nio.file.Path;
import java.util.Optional;
import org.gaoler.api.Fault;

/**
 * The network namespace whose kernel tables are meant.
 *
 * @param namespace a file such as {@code /run/netns/NAME}; empty for that of this process
 */
public record Place(Optional<Path> namespace) {

  /** The network namespace of this process. */
  public static final Place HERE = new Place(Optional.empty());

  private static final Path OWN = Path.of("/proc/thread-self/ns/net");
  private static final int CLOSE_ON_EXEC = 02000000;
  private static final int NETWORK = 0x40000000;

  /**
   * Another network namespace.
   *
   * @param namespace its file
   * @return to be opened as root
   */
  public static Place of(Path namespace) {
    return new Place(Optional.of(namespace));
  }

  /** Makes a socket there; the calling thread is back where it was on return. */
  int socket(int domain, int type, int protocol) throws Fault {
    if (namespace.isEmpty()) {
      return Libc.socket(domain, type, protocol);
    }
    int home = descriptor(OWN);
    try {
      int there = descriptor(namespace.get());
      try {
        Libc.setns(there, NETWORK);
      } finally {
        Libc.close(there);
      }
      try {
        return Libc.socket(domain, type, protocol);
      } finally {
        Libc.setns(home, NETWORK);
      }
    } finally {
      Libc.close(home);
    }
  }

  private static int descriptor(Path file) throws Fault {
    try {
      return Libc.open(file.toString(), CLOSE_ON_EXEC);
    } catch (LastErrorException e) {
      throw new Fault(
          "network namespace " + file + " cannot be opened: " + Errno.tell(e.getErrorCode()), e);
    }
  }
}
