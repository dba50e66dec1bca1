package org.gaoler.control.client;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.util.List;
import org.gaoler.control.wire.Request;
import org.gaoler.control.wire.Wire;

/** Joins the terminal, or a pipe, to an interactive session in the daemon. */
final class Session {

  private static final int PIECE = 8192;

  private Session() {}

  /** Holds the session until either side ends it; returns its exit status. */
  static int hold(Wire wire) throws IOException {
    if (!Terminal.isTerminal(0) || !Terminal.isTerminal(1)) {
      byte[] request = new Request(0, 0, false, false, Terminal.type(), List.of("shell")).encode();
      if (Main.send(wire, request)) {
        forwardInput(wire, null);
      }
      return Main.show(wire);
    }
    RawTerminal terminal = RawTerminal.enter();
    try {
      int[] size = terminal.size();
      byte[] request =
          new Request(size[0], size[1], true, true, Terminal.type(), List.of("shell")).encode();
      if (Main.send(wire, request)) {
        forwardInput(wire, terminal);
      }
      return Main.show(wire);
    } finally {
      terminal.restore();
    }
  }

  /** The terminal is null for a pipe. */
  private static void forwardInput(Wire wire, RawTerminal terminal) {
    Thread thread =
        new Thread("input") {
          @Override
          public void run() {
            forward(wire, terminal);
          }
        };
    thread.setDaemon(true);
    thread.start();
  }

  private static void forward(Wire wire, RawTerminal terminal) {
    FileInputStream in = new FileInputStream(FileDescriptor.in);
    byte[] typed = new byte[PIECE];
    try {
      int count = in.read(typed);
      while (count >= 0) {
        if (terminal != null) {
          terminal.report(wire);
        }
        wire.send(Wire.INPUT, typed, 0, count);
        count = in.read(typed);
      }
      wire.send(Wire.INPUT_END, typed, 0, 0);
    } catch (IOException e) {
      return; // the daemon has closed the connection, which the main thread sees and tells
    }
  }
}
