package org.gaoler.action.webhook;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import org.gaoler.testkit.Shell;

/** An HTTP server on loopback that remembers what it was told and answers as the test wants. */
final class Receiver implements AutoCloseable {

  private static final char[] PASSWORD = "changeit".toCharArray();

  /** A request as it arrived. */
  record Request(String method, URI uri, Map<String, String> headers, String body) {}

  /** An answer. */
  record Answer(int status, String body, Map<String, String> headers) {}

  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private final List<Answer> script = new CopyOnWriteArrayList<>();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final ServerSocket server;
  private volatile Answer usual = new Answer(200, "ok", Map.of());
  private volatile String broken = "";

  private Receiver(ServerSocket server) throws IOException {
    this.server = server;
    server.bind(new InetSocketAddress(loopback(), 0));
    threads.execute(this::accept);
  }

  static Receiver plain() throws IOException {
    return new Receiver(new ServerSocket());
  }

  /** One that has keys. */
  static Receiver secure(Path keys) throws Exception {
    KeyStore store = KeyStore.getInstance(keys.toFile(), PASSWORD);
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(store, PASSWORD);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    return new Receiver(context.getServerSocketFactory().createServerSocket());
  }

  /** Makes a key and a certificate for names, and returns where they are. */
  static Path keys(Path folder, String names) {
    Path keys = folder.resolve("keys-" + names.hashCode() + ".p12");
    keytool(
        "-genkeypair",
        "-alias",
        "it",
        "-keyalg",
        "EC",
        "-dname",
        "CN=test",
        "-ext",
        "san=" + names,
        "-keystore",
        keys.toString(),
        "-storepass",
        "changeit",
        "-validity",
        "30");
    return keys;
  }

  /** Writes the certificate of keys as PEM. */
  static Path certificate(Path keys) {
    Path pem = keys.resolveSibling(keys.getFileName() + ".pem");
    keytool(
        "-exportcert",
        "-alias",
        "it",
        "-rfc",
        "-file",
        pem.toString(),
        "-keystore",
        keys.toString(),
        "-storepass",
        "changeit");
    return pem;
  }

  private static void keytool(String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of(arguments));
    Shell.run(command.toArray(String[]::new));
  }

  static InetAddress loopback() {
    return InetAddress.getLoopbackAddress();
  }

  String url() {
    String scheme = server instanceof SSLServerSocket ? "https" : "http";
    return scheme + "://127.0.0.1:" + server.getLocalPort() + "/";
  }

  void answer(int status, String body, Map<String, String> headers) {
    usual = new Answer(status, body, headers);
  }

  /** Answers so once, before the usual. */
  void once(int status, String body, Map<String, String> headers) {
    script.add(new Answer(status, body, headers));
  }

  List<Request> requests() {
    return requests;
  }

  Request last() {
    return requests.get(requests.size() - 1);
  }

  private void accept() {
    try {
      while (!server.isClosed()) {
        Socket socket = server.accept();
        open.add(socket);
        threads.execute(() -> serve(socket));
      }
    } catch (IOException closed) {
      broken = closed.toString();
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      InputStream in = new BufferedInputStream(socket.getInputStream());
      Optional<Request> request = read(in);
      while (request.isPresent()) {
        Answer answer = script.isEmpty() ? usual : script.remove(0);
        requests.add(request.get());
        socket.getOutputStream().write(text(answer).getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().flush();
        request = read(in);
      }
    } catch (IOException refused) {
      broken = refused.toString();
    }
  }

  private static Optional<Request> read(InputStream in) throws IOException {
    String[] first = line(in).split(" ");
    if (first.length < 3) {
      return Optional.empty();
    }
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      headers.put(line.substring(0, line.indexOf(':')), line.substring(line.indexOf(':') + 2));
    }
    byte[] body = in.readNBytes(Integer.parseInt(headers.get("Content-Length")));
    String text = new String(body, StandardCharsets.UTF_8);
    return Optional.of(new Request(first[0], URI.create(first[1]), headers, text));
  }

  private static String line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int each = in.read(); each >= 0 && each != '\n'; each = in.read()) {
      line.write(each);
    }
    return line.toString(StandardCharsets.UTF_8).strip();
  }

  private static String text(Answer answer) {
    StringBuilder text = new StringBuilder("HTTP/1.1 " + answer.status() + " Answer\r\n");
    answer.headers().forEach((name, value) -> text.append(name + ": " + value + "\r\n"));
    int length = answer.body().getBytes(StandardCharsets.UTF_8).length;
    boolean none = answer.status() == 204;
    return text + (none ? "" : "Content-Length: " + length + "\r\n") + "\r\n" + answer.body();
  }

  static Path file(Path folder, String name, String text) throws IOException {
    Path file = Files.writeString(folder.resolve(name), text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    return file;
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (Socket socket : open) {
      socket.close();
    }
    threads.shutdownNow();
  }

  /** What went wrong here last, for messages. */
  String broken() {
    return broken;
  }
}
