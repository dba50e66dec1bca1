package org.gaoler.control;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import org.gaoler.api.Fault;

/**
 * The socket as a file: in a folder of its own that only its owner may enter.
 *
 * @param path where it is
 */
record SocketFile(Path path) {

  /** The kernel's limit for the path of a socket, in bytes, without the closing zero. */
  private static final int LONGEST_PATH = 107;

  /**
   * Opens the socket for listening; one that a dead daemon left behind is replaced.
   *
   * @throws Fault if another daemon answers there, or the folder cannot be made safe
   */
  ServerSocketChannel open() throws Fault {
    int length = path.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8).length;
    if (length > LONGEST_PATH) {
      throw new Fault(
          "control: the path of the socket "
              + path
              + " is "
              + length
              + " bytes long; the kernel"
              + " takes at most "
              + LONGEST_PATH
              + ", choose a shorter --base or gaoler.run");
    }
    try {
      secureFolder();
      clear();
      return bind();
    } catch (IOException e) {
      throw new Fault(
          "control: the socket "
              + path
              + " cannot be opened: "
              + e
              + "; give gaoler.run a folder that this user owns, or remove what is in the way",
          e);
    }
  }

  private void secureFolder() throws IOException {
    Path folder = path.getParent();
    Files.createDirectories(folder.getParent());
    if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      Files.createDirectory(
          folder,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
  }

  private void clear() throws IOException, Fault {
    if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    if (!Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
        .isOther()) {
      throw new Fault("control: " + path + " is in the way and is no socket; remove it");
    }
    if (answered()) {
      throw new Fault(
          "control: another daemon answers at "
              + path
              + "; stop it, or give this one another"
              + " --base");
    }
    Files.delete(path);
  }

  private boolean answered() {
    try (SocketChannel probe = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
      return probe.isConnected();
    } catch (IOException nobody) {
      return false;
    }
  }

  private ServerSocketChannel bind() throws IOException {
    ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      server.bind(UnixDomainSocketAddress.of(path));
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
      return server;
    } catch (IOException e) {
      server.close();
      throw e;
    }
  }

  /** Which file is there at present; tells our own socket from a successor's. */
  Object identity() throws IOException {
    return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
        .fileKey();
  }
}
