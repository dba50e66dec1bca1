package org.gaoler.action.mail;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/** An SMTP server on loopback that remembers what it got and behaves as badly as it is told. */
final class SmtpDouble implements AutoCloseable {

  final List<Received> received = new CopyOnWriteArrayList<>();
  final List<String> commands = new CopyOnWriteArrayList<>();

  /** Replies to commands, by how these begin, instead of acceptance. */
  final Map<String, String> refusals = new ConcurrentHashMap<>();

  private final ServerSocket server;
  private final Optional<SSLSocketFactory> tls;
  private final List<Socket> open = new CopyOnWriteArrayList<>();
  private final CountDownLatch closing = new CountDownLatch(1);
  private volatile Optional<String> hangsAt = Optional.empty();

  SmtpDouble() {
    this(0, Optional.empty());
  }

  SmtpDouble(int port, Optional<SSLSocketFactory> tls) {
    this.tls = tls;
    try {
      server = new ServerSocket(port, 50, InetAddress.getByName("127.0.0.1"));
    } catch (IOException taken) {
      throw new UncheckedIOException(taken);
    }
    daemon("smtp-double", this::accept);
  }

  private static void daemon(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
  }

  int port() {
    return server.getLocalPort();
  }

  void hangAt(String command) {
    hangsAt = Optional.of(command);
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        open.add(socket);
        daemon("smtp-double-client", () -> serve(socket));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      new Dialogue(socket).run();
    } catch (IOException | InterruptedException gone) {
      commands.add("(gone)");
    }
  }

  private final class Dialogue {

    private Socket socket;
    private BufferedReader in;
    private OutputStream out;
    private final List<String> to = new ArrayList<>();

    Dialogue(Socket socket) throws IOException {
      use(socket);
    }

    private void use(Socket next) throws IOException {
      socket = next;
      in =
          new BufferedReader(
              new InputStreamReader(next.getInputStream(), StandardCharsets.ISO_8859_1));
      out = next.getOutputStream();
    }

    private void say(String line) throws IOException {
      out.write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
      out.flush();
    }

    void run() throws IOException, InterruptedException {
      say("220 double ready");
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        commands.add(line);
        String command = line;
        if (hangsAt.filter(command::startsWith).isPresent()) {
          closing.await();
          return;
        }
        Optional<String> refusal =
            refusals.keySet().stream().filter(command::startsWith).findFirst();
        if (refusal.isPresent()) {
          say(refusals.get(refusal.get()));
        } else {
          answer(command);
        }
        if (command.startsWith("QUIT")) {
          return;
        }
      }
    }

    private void answer(String command) throws IOException {
      switch (command.split("[ :]")[0]) {
        case "EHLO" -> {
          say("250-double");
          if (tls.isPresent() && !(socket instanceof SSLSocket)) {
            say("250-STARTTLS");
          }
          say("250 AUTH PLAIN");
        }
        case "STARTTLS" -> {
          say("220 go on");
          SSLSocket secret = (SSLSocket) tls.orElseThrow().createSocket(socket, "client", 0, true);
          secret.setUseClientMode(false);
          use(secret);
        }
        case "AUTH" -> {
          String word = command.substring("AUTH PLAIN ".length());
          commands.add(
              new String(Base64.getDecoder().decode(word), StandardCharsets.UTF_8)
                  .replace('\0', '/'));
          say("235 welcome");
        }
        case "RCPT" -> {
          to.add(command.replaceAll(".*<(.*)>.*", "$1"));
          say("250 fine");
        }
        case "DATA" -> data();
        case "QUIT" -> say("221 bye");
        default -> say("250 fine");
      }
    }

    private void data() throws IOException {
      say("354 go on");
      StringBuilder raw = new StringBuilder();
      for (String line = in.readLine(); !".".equals(line); line = in.readLine()) {
        raw.append(line.startsWith(".") ? line.substring(1) : line).append("\r\n");
      }
      received.add(new Received(List.copyOf(to), raw.toString()));
      to.clear();
      say("250 taken");
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
