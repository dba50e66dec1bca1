package org.gaoler.control;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.gaoler.control.wire.Request;
import org.gaoler.control.wire.Wire;

/** A client that can behave well or badly. */
final class Client implements AutoCloseable {

  private final SocketChannel channel;
  private final Wire wire;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  Client(Path socket) throws IOException {
    channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
    wire = new Wire(channel);
  }

  Client ask(String... words) throws IOException {
    return send(new Request(0, 0, false, false, "dumb", List.of(words)));
  }

  Client send(Request request) throws IOException {
    byte[] bytes = request.encode();
    wire.send(Wire.REQUEST, bytes, 0, bytes.length);
    return this;
  }

  void send(int type, byte... payload) throws IOException {
    wire.send(type, payload, 0, payload.length);
  }

  void raw(byte... bytes) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
  }

  /** Reads to the end; the exit status, or -1 if there was none. */
  int status() throws IOException {
    int type = next();
    while (type != Wire.EXIT && type != Wire.END) {
      type = next();
    }
    return type == Wire.EXIT ? wire.payload()[0] : -1;
  }

  /** Reads one frame. */
  int next() throws IOException {
    int type = wire.next();
    if (type == Wire.OUT) {
      out.writeBytes(wire.payload());
    } else if (type == Wire.ERR) {
      err.writeBytes(wire.payload());
    }
    return type;
  }

  String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  String err() {
    return err.toString(StandardCharsets.UTF_8);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
