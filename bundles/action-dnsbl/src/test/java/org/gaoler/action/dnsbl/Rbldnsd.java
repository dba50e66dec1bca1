package org.gaoler.action.dnsbl;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.gaoler.testkit.Eventually;

/** A real rbldnsd on a port of its own of the loopback interface. */
final class Rbldnsd implements AutoCloseable {

  private final Process process;
  private final int port;

  /** Starts it and waits until it has read its file. */
  Rbldnsd(Path file) throws IOException {
    // It refuses to run as root, and whom it becomes must be able to read the file.
    Files.setPosixFilePermissions(file.getParent(), PosixFilePermissions.fromString("rwxr-xr-x"));
    Unpacked programs = Unpacked.packages("rbldnsd", "rbldnsd");
    this.port = Bind.freePort();
    List<String> command = new ArrayList<>(programs.command("rbldnsd"));
    if ("root".equals(System.getProperty("user.name"))) {
      command.addAll(List.of("-u", "nobody:nogroup"));
    }
    command.addAll(List.of("-n", "-c", "0", "-b", "127.0.0.1/" + port));
    command.add("bl.example.org:combined:" + file);
    Path log = file.resolveSibling("rbldnsd.log");
    this.process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    Eventually.await(
        () -> "rbldnsd runs, see " + log,
        Duration.ofSeconds(20),
        () -> Files.readString(log).contains(" started "));
  }

  int port() {
    return port;
  }

  long pid() {
    return process.pid();
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().join();
  }
}
