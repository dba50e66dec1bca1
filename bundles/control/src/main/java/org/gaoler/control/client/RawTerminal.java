package org.gaoler.control.client;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.gaoler.control.wire.Wire;

/**
 * The terminal in raw mode: every key goes to the daemon, which edits the line. {@code stty} does
 * the work; the former mode comes back however this process ends, except by SIGKILL.
 */
final class RawTerminal {

  private static final long LOOK_AGAIN_NANOS = 1_000_000_000;

  private final String former;
  private boolean restored;
  private int columns;
  private int rows;
  private long looked;

  private RawTerminal(String former) {
    this.former = former;
  }

  static RawTerminal enter() throws IOException {
    RawTerminal terminal = new RawTerminal(stty("-g"));
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread("restore") {
              @Override
              public void run() {
                terminal.restore();
              }
            });
    stty("raw", "-echo");
    return terminal;
  }

  /** Columns and rows at present. */
  int[] size() throws IOException {
    String size = stty("size");
    int blank = size.indexOf(' ');
    return blank < 0
        ? new int[] {80, 24}
        : new int[] {
          Terminal.number(size.substring(blank + 1), 80),
          Terminal.number(size.substring(0, blank), 24)
        };
  }

  /**
   * Tells the daemon if the window has another size than before. Looked at when a key comes, at
   * most once a second: the JDK tells nobody of SIGWINCH without its internal classes, and nothing
   * is drawn before the next key anyway.
   */
  void report(Wire wire) throws IOException {
    long now = System.nanoTime();
    if (now - looked < LOOK_AGAIN_NANOS) {
      return;
    }
    looked = now;
    int[] size = size();
    if (size[0] != columns || size[1] != rows) {
      columns = size[0];
      rows = size[1];
      byte[] bytes = new byte[4];
      ByteBuffer.wrap(bytes).putShort((short) columns).putShort((short) rows);
      wire.send(Wire.RESIZE, bytes, 0, bytes.length);
    }
  }

  /** Brings the former mode back; safe to be called twice and from any thread. */
  synchronized void restore() {
    if (restored) {
      return;
    }
    restored = true;
    try {
      stty(former);
    } catch (IOException e) {
      return; // the terminal has gone: there is nothing to restore
    }
  }

  private static String stty(String... arguments) throws IOException {
    String[] command = new String[arguments.length + 1];
    command[0] = "stty";
    System.arraycopy(arguments, 0, command, 1, arguments.length);
    Process process =
        new ProcessBuilder(command)
            .redirectInput(ProcessBuilder.Redirect.INHERIT)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    byte[] answer = process.getInputStream().readAllBytes();
    try {
      if (process.waitFor() != 0) {
        throw new IOException("stty " + arguments[0] + " failed");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return new String(answer, StandardCharsets.US_ASCII).strip();
  }
}
