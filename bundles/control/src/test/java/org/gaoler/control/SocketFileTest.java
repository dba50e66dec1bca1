package org.gaoler.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.time.Duration;
import org.gaoler.api.Fault;
import org.gaoler.commands.Commands;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class SocketFileTest {

  private static final Duration PATIENCE = Duration.ofMinutes(1);

  @TempDir Path base;

  @Test
  void onlyTheOwnerMayEnterTheFolderAndUseTheSocket() throws IOException, Fault {
    Files.createDirectory(base.resolve("run"));
    Files.setPosixFilePermissions(
        base.resolve("run"), PosixFilePermissions.fromString("rwxrwxrwx"));
    try (Rig rig = new Rig(base, PATIENCE)) {
      assertThat(mode(base.resolve("run"))).isEqualTo("rwx------");
      assertThat(mode(rig.path)).isEqualTo("rw-------");
    }
  }

  @Test
  void socketThatADeadDaemonLeftIsReplaced() throws IOException, Fault {
    Path path = Files.createDirectory(base.resolve("run")).resolve("gaoler.sock");
    try (ServerSocketChannel dead = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      dead.bind(UnixDomainSocketAddress.of(path));
    }
    assertThat(path).exists();
    try (Rig rig = new Rig(base, PATIENCE);
        Client client = rig.client().ask("version")) {
      assertThat(client.status()).isEqualTo(Commands.OK);
    }
  }

  @Test
  void socketOfALivingDaemonIsLeftAlone() throws IOException, Fault {
    try (Rig first = new Rig(base, PATIENCE)) {
      assertThatThrownBy(() -> new Rig(base, PATIENCE))
          .isInstanceOf(Fault.class)
          .hasMessageContaining("another daemon answers at " + first.path);
      try (Client client = first.client().ask("version")) {
        assertThat(client.status()).isEqualTo(Commands.OK);
      }
    }
  }

  @Test
  void fileInTheWayIsNamedAndKept() throws IOException {
    Path path = Files.createDirectory(base.resolve("run")).resolve("gaoler.sock");
    Files.writeString(path, "precious");

    assertThatThrownBy(() -> new Rig(base, PATIENCE))
        .isInstanceOf(Fault.class)
        .hasMessageContaining(path + " is in the way and is no socket");
    assertThat(path).hasContent("precious");
  }

  @Test
  void fileWhereTheFolderShouldBeIsNamed() throws IOException {
    Files.writeString(base.resolve("run"), "");

    assertThatThrownBy(() -> new Rig(base, PATIENCE))
        .isInstanceOf(Fault.class)
        .hasMessageContaining(base.resolve("run").toString());
  }

  @Test
  void pathBeyondTheKernelsLimitIsNamedWithTheLimit() {
    assertThatThrownBy(() -> new Rig(base.resolve("x".repeat(120)), PATIENCE))
        .isInstanceOf(Fault.class)
        .hasMessageContaining("at most 107");
  }

  @Test
  void socketOfASuccessorOutlivesThePredecessor() throws IOException, Fault {
    Rig first = new Rig(base, PATIENCE);
    Files.delete(first.path);
    try (Rig second = new Rig(base, PATIENCE)) {
      first.close();
      try (Client client = second.client().ask("version")) {
        assertThat(client.status()).isEqualTo(Commands.OK);
      }
    }
  }

  @Test
  void strangersMayNotCommandWhateverTheFolderSays() throws IOException, Fault {
    try (Rig rig = new Rig(base, PATIENCE);
        SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(rig.path))) {
      UserPrincipal other =
          base.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("65533");
      assertThat(Peer.of(rig.path).objection(channel)).isEmpty();
      assertThat(new Peer(other, other).objection(channel).orElseThrow())
          .contains("may not command this daemon");
    }
  }

  private static String mode(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
