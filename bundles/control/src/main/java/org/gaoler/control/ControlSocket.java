package org.gaoler.control;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.gaoler.api.Fault;
import org.gaoler.commands.Commands;
import org.gaoler.commands.InteractiveShell;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Listens on the socket: one thread waits for clients, each client gets a thread of its own. */
final class ControlSocket {

  private static final Logger LOG = LoggerFactory.getLogger(ControlSocket.class);
  private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);

  private final Path path;
  private final ServerSocketChannel server;
  private final Object identity;
  private final Peer peer;
  private final Clients clients;
  private final Commands commands;
  private final Supplier<Optional<InteractiveShell>> shell;
  private final AtomicLong served = new AtomicLong();

  /**
   * Opens the socket and begins to serve.
   *
   * @param path where the socket shall be
   * @param patience how long a client may hold a place without doing its part
   * @param commands runs verbs
   * @param shell holds interactive sessions, if there is one at that moment
   * @throws Fault if the socket cannot be opened
   */
  ControlSocket(
      Path path, Duration patience, Commands commands, Supplier<Optional<InteractiveShell>> shell)
      throws Fault {
    this.path = path;
    this.commands = commands;
    this.shell = shell;
    this.clients = new Clients(patience);
    SocketFile file = new SocketFile(path);
    this.server = file.open();
    try {
      this.identity = file.identity();
      this.peer = Peer.of(path);
    } catch (IOException e) {
      throw new Fault("control: the owner of " + path + " cannot be found: " + e, e);
    }
    start(this::accept, "gaoler-control");
  }

  private static void start(Runnable work, String name) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() {
    while (server.isOpen()) {
      try {
        take(server.accept());
      } catch (ClosedChannelException e) {
        LOG.debug("the control socket was closed", e);
      } catch (IOException e) {
        LOG.error(
            "control: no client can be taken at {}: {}; if files are short, raise LimitNOFILE",
            path,
            e.toString());
        LockSupport.parkNanos(AFTER_FAILURE.toNanos());
      }
    }
  }

  private void take(SocketChannel channel) {
    Conversation conversation = new Conversation(channel, peer, commands, shell);
    if (clients.admit(conversation)) {
      start(() -> converse(conversation), "gaoler-control-" + served.incrementAndGet());
    } else {
      turnAway(conversation);
    }
  }

  private void converse(Conversation conversation) {
    try {
      conversation.run();
    } finally {
      clients.left(conversation);
    }
  }

  /** The few bytes fit into the socket's buffer, so this does not block. */
  private static void turnAway(Conversation conversation) {
    try {
      conversation.refuse(Clients.AT_MOST + " clients are connected already; close one of them");
    } catch (IOException e) {
      LOG.debug("a client left before it was turned away", e);
    }
    conversation.close();
  }

  /** How many clients are connected. */
  int clients() {
    return clients.count();
  }

  /** Sends everybody away and removes the socket, unless a successor has put its own there. */
  void close() {
    clients.close();
    try {
      server.close();
      if (Files.exists(path) && new SocketFile(path).identity().equals(identity)) {
        Files.delete(path);
      }
    } catch (IOException e) {
      LOG.warn("control: {} could not be removed: {}; the next start does", path, e.toString());
    }
  }
}
