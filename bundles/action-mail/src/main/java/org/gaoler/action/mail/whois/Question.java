package org.gaoler.action.mail.whois;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.apache.commons.net.whois.WhoisClient;
import org.gaoler.action.mail.limit.Sockets;
import org.gaoler.action.mail.text.Clean;
import org.gaoler.api.IpBlock;

/** Asks about one address, from server to server as they refer, and cleans what comes back. */
final class Question implements Callable<String> {

  private static final int MOST_SERVERS = 4;
  private static final int MOST_BYTES = 65_536;
  private static final int LONGEST_LINE = 300;
  private static final int MOST_TEXT = 16_000;

  private final IpBlock about;
  private final Server first;
  private final Guard guard;
  private final Sockets sockets = new Sockets();
  private final Set<Server> asked = new LinkedHashSet<>();

  Question(IpBlock about, Server first, Guard guard) {
    this.about = about;
    this.first = first;
    this.guard = guard;
  }

  /** Ends it from another thread, wherever it is: its connections know no time limit. */
  void abandon() {
    sockets.close();
  }

  /**
   * Asks.
   *
   * @return what the last server that answered said, as plain lines
   * @throws IOException if the first one did not answer
   */
  @Override
  public String call() throws IOException {
    Server server = first;
    String answer = ask(server);
    Optional<Server> next = Referral.of(answer);
    String trouble = "";
    asked.add(first);
    while (next.isPresent() && asked.size() < MOST_SERVERS && asked.add(next.get())) {
      try {
        answer = ask(next.get());
        server = next.get();
        next = Referral.of(answer);
      } catch (IOException silent) {
        trouble = "whois: no answer from " + next.get() + ": " + Whois.said(silent);
        next = Optional.empty();
      }
    }
    return text(server, answer, trouble);
  }

  private static String text(Server server, String answer, String trouble) {
    List<String> lines = answer.strip().lines().toList();
    String more = trouble.isEmpty() ? "" : Clean.line(trouble, LONGEST_LINE) + "\n";
    return Clean.block(List.of("(" + server + ")"), LONGEST_LINE, MOST_TEXT)
        + Clean.block(lines, LONGEST_LINE, MOST_TEXT)
        + more;
  }

  private String ask(Server server) throws IOException {
    InetAddress address = InetAddress.getByName(server.host());
    if (!server.equals(first) && !guard.allows(address, server.port())) {
      throw new IOException("not asked, it is no public whois server");
    }
    WhoisClient client = new WhoisClient();
    client.setSocketFactory(sockets);
    client.connect(address, server.port());
    try (InputStream in = client.getInputStream(about.address())) {
      return decoded(in.readNBytes(MOST_BYTES));
    } finally {
      client.disconnect();
    }
  }

  /** Registries write UTF-8 or Latin-1 and do not say which. */
  private static String decoded(byte[] answer) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(answer)).toString();
    } catch (CharacterCodingException latin) {
      return new String(answer, StandardCharsets.ISO_8859_1);
    }
  }
}
