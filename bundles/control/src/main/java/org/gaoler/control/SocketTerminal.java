package org.gaoler.control;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.function.Consumer;
import org.gaoler.commands.RemoteTerminal;
import org.gaoler.control.wire.Request;
import org.gaoler.control.wire.Wire;

/** The terminal of a client that asked for an interactive session. */
final class SocketTerminal extends InputStream implements RemoteTerminal {

  private static final Size USUAL = new Size(80, 24);

  private final Wire wire;
  private final Request request;
  private final OutputStream out;
  private final OutputStream err;
  private ByteBuffer typed = ByteBuffer.allocate(0);
  private boolean ended;
  private volatile Consumer<Size> listener = size -> {};

  SocketTerminal(Wire wire, Request request) {
    this.wire = wire;
    this.request = request;
    this.out = new BufferedOutputStream(new FrameOutput(wire, Wire.OUT));
    this.err = new BufferedOutputStream(new FrameOutput(wire, Wire.ERR));
  }

  @Override
  public int read() throws IOException {
    return await() ? typed.get() & 0xff : -1;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, bytes.length);
    if (!await()) {
      return -1;
    }
    int count = Math.min(length, typed.remaining());
    typed.get(bytes, offset, count);
    return count;
  }

  @Override
  public int available() {
    return typed.remaining();
  }

  /** Takes frames until something was typed; false at the end. */
  private boolean await() throws IOException {
    while (!typed.hasRemaining() && !ended) {
      switch (wire.next()) {
        case Wire.INPUT -> typed = ByteBuffer.wrap(wire.payload());
        case Wire.RESIZE -> resize(ByteBuffer.wrap(wire.payload()));
        case Wire.INPUT_END, Wire.END -> ended = true;
        default -> throw new IOException("the client sent what does not belong in a session");
      }
    }
    return typed.hasRemaining();
  }

  private void resize(ByteBuffer payload) throws IOException {
    if (payload.remaining() != 4) {
      throw new IOException("a window size of " + payload.remaining() + " bytes; expected are 4");
    }
    listener.accept(sane(payload.getShort() & 0xffff, payload.getShort() & 0xffff));
  }

  private static Size sane(int columns, int rows) {
    return columns > 0 && rows > 0 ? new Size(columns, rows) : USUAL;
  }

  @Override
  public InputStream in() {
    return this;
  }

  @Override
  public OutputStream out() {
    return out;
  }

  @Override
  public OutputStream err() {
    return err;
  }

  @Override
  public boolean interactive() {
    return request.keyboard();
  }

  @Override
  public String type() {
    return request.terminal().isEmpty() ? "dumb" : request.terminal();
  }

  @Override
  public Size size() {
    return sane(request.columns(), request.rows());
  }

  @Override
  public void onResize(Consumer<Size> listener) {
    this.listener = listener;
  }
}
