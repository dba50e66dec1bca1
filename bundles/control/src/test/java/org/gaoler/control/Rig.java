package org.gaoler.control;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.gaoler.api.Fault;
import org.gaoler.api.operate.JailStatus;
import org.gaoler.commands.InteractiveShell;
import org.gaoler.commands.verbs.OperatorCommands;
import org.gaoler.testkit.FakeOperator;

/** A control socket with the real verbs on a fake system. */
final class Rig implements AutoCloseable {

  static final Duration SOON = Duration.ofSeconds(10);
  static final Clock CLOCK = Clock.fixed(Instant.parse("2026-03-01T10:00:00Z"), ZoneOffset.UTC);

  final FakeOperator operator = new FakeOperator(CLOCK);
  final Path path;
  final ControlSocket socket;
  volatile Optional<InteractiveShell> shell = Optional.empty();

  Rig(Path base, Duration patience) throws Fault {
    path = base.resolve("run/gaoler.sock");
    operator.with(
        new JailStatus(
            "sshd",
            JailStatus.State.WATCHING,
            List.of(),
            "sshd",
            "polling",
            List.of(),
            List.of(),
            List.of(),
            0,
            0,
            0,
            0));
    socket = new ControlSocket(path, patience, new OperatorCommands(operator, CLOCK), () -> shell);
  }

  Client client() throws java.io.IOException {
    return new Client(path);
  }

  @Override
  public void close() {
    socket.close();
  }
}
