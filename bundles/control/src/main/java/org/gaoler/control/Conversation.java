package org.gaoler.control;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.gaoler.commands.Commands;
import org.gaoler.commands.Console;
import org.gaoler.commands.InteractiveShell;
import org.gaoler.control.wire.Request;
import org.gaoler.control.wire.Wire;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Serves one client, from its request to its exit status. */
final class Conversation implements Runnable {

  private static final Logger LOG = LoggerFactory.getLogger(Conversation.class);

  private final SocketChannel channel;
  private final Wire wire;
  private final Peer peer;
  private final Commands commands;
  private final Supplier<Optional<InteractiveShell>> shell;
  private final long began = System.nanoTime();
  private volatile boolean asked;

  /**
   * Prepares to serve.
   *
   * @param channel connected; closed at the end
   * @param peer decides who may command
   * @param commands runs verbs
   * @param shell holds interactive sessions, if there is one at that moment
   */
  Conversation(
      SocketChannel channel,
      Peer peer,
      Commands commands,
      Supplier<Optional<InteractiveShell>> shell) {
    this.channel = channel;
    this.wire = new Wire(channel);
    this.peer = peer;
    this.commands = commands;
    this.shell = shell;
  }

  @Override
  public void run() {
    try {
      Optional<String> objection = peer.objection(channel);
      if (objection.isPresent()) {
        refuse(objection.get());
      } else {
        serve();
      }
    } catch (IOException e) {
      LOG.debug("a client of the control socket left early", e);
    } finally {
      close();
    }
  }

  private void serve() throws IOException {
    Request request;
    try {
      if (wire.next() != Wire.REQUEST) {
        throw new IOException("this is no request of the gaoler command");
      }
      request = Request.decode(wire.payload());
    } catch (IOException e) {
      refuse(String.valueOf(e.getMessage()));
      return;
    }
    asked = true;
    exit(request.words().equals(List.of("shell")) ? talk(request) : run(request));
  }

  private int run(Request request) {
    List<String> words = request.words();
    if (!words.isEmpty() && words.get(0).equals("watch")) {
      interruptOnHangUp(Thread.currentThread());
    }
    Console console =
        new Console(writer(Wire.OUT), writer(Wire.ERR), request.columns(), request.colour());
    return commands.run(words, console);
  }

  private Writer writer(int type) {
    return new OutputStreamWriter(
        new BufferedOutputStream(new FrameOutput(wire, type)), StandardCharsets.UTF_8);
  }

  /** A watcher may wait for hours for something to write; only reading tells that it has gone. */
  private void interruptOnHangUp(Thread writer) {
    Thread reader =
        new Thread(
            () -> {
              try {
                while (wire.next() != Wire.END) {
                  LOG.debug("a watching client sent something; it is left unread");
                }
              } catch (IOException e) {
                LOG.debug("a watching client has gone", e);
              }
              writer.interrupt();
            },
            Thread.currentThread().getName() + "-hangup");
    reader.setDaemon(true);
    reader.start();
  }

  private int talk(Request request) throws IOException {
    Optional<InteractiveShell> present = shell.get();
    if (present.isEmpty()) {
      complain("shell: bundle org.gaoler.shell is not running; \"gaoler help\" lists what works");
      return Commands.REFUSED;
    }
    SocketTerminal terminal = new SocketTerminal(wire, request);
    int status = present.get().talk(terminal);
    terminal.out().flush();
    terminal.err().flush();
    return status;
  }

  /** Sends a client away with one line. */
  void refuse(String why) throws IOException {
    complain(why);
    exit(Commands.REFUSED);
  }

  private void complain(String line) throws IOException {
    byte[] bytes = ("gaoler: " + line + "\n").getBytes(StandardCharsets.UTF_8);
    wire.send(Wire.ERR, bytes, 0, bytes.length);
  }

  private void exit(int status) throws IOException {
    wire.send(Wire.EXIT, new byte[] {(byte) status}, 0, 1);
  }

  /** Whether it has not sent its request within that time. */
  boolean dawdling(Duration patience) {
    return !asked && System.nanoTime() - began > patience.toNanos();
  }

  /** Whether it has not read its answer for that time. */
  boolean stuck(Duration patience) {
    return wire.stalled() > patience.toNanos();
  }

  /** Ends it from any thread; whatever blocks on the connection fails. */
  void close() {
    try {
      wire.close();
    } catch (IOException e) {
      LOG.debug("a client's connection could not be closed", e);
    }
  }
}
