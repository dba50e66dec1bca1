package org.gaoler.action.mail.whois;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/** A whois server on loopback that answers as it is told. */
public final class WhoisDouble implements AutoCloseable {

  /** What was asked, in order. */
  public final List<String> questions = new CopyOnWriteArrayList<>();

  private final ServerSocket server;
  private final Manner manner;
  private final List<Socket> open = new CopyOnWriteArrayList<>();
  private final CountDownLatch closing = new CountDownLatch(1);

  /** How it answers. */
  @FunctionalInterface
  public interface Manner {
    /** Writes an answer; the connection ends with it. */
    void answer(OutputStream out, CountDownLatch closing) throws Exception;
  }

  public WhoisDouble(Manner manner) {
    this.manner = manner;
    try {
      server = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
    } catch (IOException taken) {
      throw new UncheckedIOException(taken);
    }
    daemon(this::accept);
  }

  /** One that says always the same. */
  public static WhoisDouble saying(String text) {
    return saying(text.getBytes(StandardCharsets.UTF_8));
  }

  static WhoisDouble saying(byte[] text) {
    return new WhoisDouble((out, closing) -> out.write(text));
  }

  static WhoisDouble hanging() {
    return new WhoisDouble((out, closing) -> closing.await());
  }

  /** One that never stops to talk. */
  static WhoisDouble flooding() {
    byte[] line = "spam: and more of it\n".getBytes(StandardCharsets.US_ASCII);
    return new WhoisDouble(
        (out, closing) -> {
          while (closing.getCount() > 0) {
            out.write(line);
          }
        });
  }

  public String address() {
    return "127.0.0.1:" + server.getLocalPort();
  }

  private static void daemon(Runnable work) {
    Thread thread = new Thread(work, "whois-double");
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        open.add(socket);
        daemon(() -> serve(socket));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      BufferedReader in =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
      questions.add(in.readLine());
      manner.answer(socket.getOutputStream(), closing);
    } catch (Exception gone) {
      questions.add("(gone)");
    }
  }

  @Override
  public void close() {
    closing.countDown();
    try {
      server.close();
      for (Socket each : open) {
        each.close();
      }
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }
}
