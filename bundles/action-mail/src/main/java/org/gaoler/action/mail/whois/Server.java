package org.gaoler.action.mail.whois;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a whois server is.
 *
 * @param host its name or IPv4 address, or its IPv6 address without brackets
 * @param port its port
 */
public record Server(String host, int port) {

  /** Where whois servers listen. */
  static final int PORT = 43;

  private static final int LAST_PORT = 65_535;
  private static final Pattern FORM =
      Pattern.compile("([A-Za-z0-9][A-Za-z0-9.-]{0,252}|\\[[0-9A-Fa-f:.]+])(?::(\\d{1,5}))?");

  /**
   * Reads a server.
   *
   * @param text {@code host} or {@code host:port}, an IPv6 address in square brackets
   * @return the server; empty if the text is none
   */
  public static Optional<Server> parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      return Optional.empty();
    }
    int port = form.group(2) == null ? PORT : Integer.parseInt(form.group(2));
    String host = form.group(1).replaceAll("[\\[\\]]", "");
    return port < 1 || port > LAST_PORT ? Optional.empty() : Optional.of(new Server(host, port));
  }

  @Override
  public String toString() {
    String name = host.contains(":") ? "[" + host + "]" : host;
    return port == PORT ? name : name + ":" + port;
  }
}
