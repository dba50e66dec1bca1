package org.gaoler.control;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.util.Optional;
import jdk.net.ExtendedSocketOptions;

/**
 * Decides who may command the daemon: root, and the user it runs as. The kernel tells who is at the
 * other end.
 *
 * @param root user number 0
 * @param self the user this process runs as
 */
record Peer(UserPrincipal root, UserPrincipal self) {

  /**
   * Looks the two users up.
   *
   * @param own a file that this process created
   */
  static Peer of(Path own) throws IOException {
    // a number is looked up as such unless somebody is called 0
    UserPrincipal root =
        own.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("0");
    return new Peer(root, Files.getOwner(own));
  }

  /** Why the other end may not command, or empty if it may. */
  Optional<String> objection(SocketChannel channel) throws IOException {
    UserPrincipal user = channel.getOption(ExtendedSocketOptions.SO_PEERCRED).user();
    return user.equals(root) || user.equals(self)
        ? Optional.empty()
        : Optional.of(
            "user "
                + user.getName()
                + " may not command this daemon; only root and "
                + self.getName()
                + " may");
  }
}
