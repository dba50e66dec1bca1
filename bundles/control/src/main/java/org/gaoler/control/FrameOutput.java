package org.gaoler.control;

import java.io.IOException;
import java.io.OutputStream;
import org.gaoler.control.wire.Wire;

/** Sends what is written as frames of one type; put a buffer in front. */
final class FrameOutput extends OutputStream {

  private static final int PIECE = 16_384;

  private final Wire wire;
  private final int type;

  FrameOutput(Wire wire, int type) {
    this.wire = wire;
    this.type = type;
  }

  @Override
  public void write(int single) throws IOException {
    wire.send(type, new byte[] {(byte) single}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    for (int sent = 0; sent < length; sent += PIECE) {
      wire.send(type, bytes, offset + sent, Math.min(PIECE, length - sent));
    }
  }
}
