package org.gaoler.shell;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import org.gaoler.commands.RemoteTerminal;
import org.gaoler.testkit.Eventually;

/** An operator's end of a session, played by a test. */
final class Keyboard extends InputStream implements RemoteTerminal {

  private static final int GONE = -1;

  private final boolean interactive;
  private final BlockingQueue<Integer> keys = new LinkedBlockingQueue<>();
  private final ByteArrayOutputStream screen = new ByteArrayOutputStream();
  private final ByteArrayOutputStream errors = new ByteArrayOutputStream();
  private volatile Consumer<Size> listener = size -> {};
  private int seen;

  Keyboard(boolean interactive) {
    this.interactive = interactive;
  }

  void type(String text) {
    for (byte key : text.getBytes(StandardCharsets.UTF_8)) {
      keys.add(key & 0xff);
    }
  }

  void leave() {
    keys.add(GONE);
  }

  void resize(int columns, int rows) {
    listener.accept(new Size(columns, rows));
  }

  /** Waits until a text appears behind the one awaited before; styles are left out of account. */
  void await(String text) {
    Eventually.await(
        () -> "\"" + text + "\" in: " + screen(), KarafShellTest.SOON, () -> find(text));
  }

  private boolean find(String text) {
    String shown = screen();
    int at = shown.indexOf(text, Math.min(seen, shown.length()));
    if (at >= 0) {
      seen = at + text.length();
    }
    return at >= 0;
  }

  /** What was shown, without escape sequences. */
  String screen() {
    return screen
        .toString(StandardCharsets.UTF_8)
        .replaceAll("\u001b\\[[0-9;?]*[A-Za-z]|\u001b[=>]", "");
  }

  String errors() {
    return errors.toString(StandardCharsets.UTF_8);
  }

  @Override
  public int read() throws IOException {
    try {
      int key = keys.take();
      if (key == GONE) {
        keys.add(GONE);
      }
      return key;
    } catch (InterruptedException e) {
      throw new IOException("interrupted while waiting for a key", e);
    }
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    int key = read();
    if (key == GONE) {
      return -1;
    }
    bytes[offset] = (byte) key;
    return 1;
  }

  @Override
  public InputStream in() {
    return this;
  }

  @Override
  public OutputStream out() {
    return screen;
  }

  @Override
  public OutputStream err() {
    return errors;
  }

  @Override
  public boolean interactive() {
    return interactive;
  }

  @Override
  public String type() {
    return "xterm-256color";
  }

  @Override
  public Size size() {
    return new Size(100, 30);
  }

  @Override
  public void onResize(Consumer<Size> listener) {
    this.listener = listener;
  }
}
