package org.gaoler.action.mail.post;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * The SMTP server that takes our mails.
 *
 * @param host its name or address
 * @param port its port
 * @param tls how the connection is made private
 * @param login the account there, if it wants one
 * @param authority the file with the certificate (PEM) of the authority that vouches for the
 *     server; empty: those the JVM knows
 * @param patience how long to wait for a connection and for each answer
 */
public record Relay(
    String host,
    int port,
    Tls tls,
    Optional<Login> login,
    Optional<Path> authority,
    Duration patience) {

  /** How a connection is made private. */
  public enum Tls {
    /** Not at all. */
    NONE,
    /** After a greeting in the clear; refused if the server cannot. */
    STARTTLS,
    /** From the first byte. */
    TLS
  }

  /**
   * An account.
   *
   * @param user its name
   * @param passwordFile the file whose first line is the password
   */
  public record Login(String user, Path passwordFile) {}

  /** Where it is, for messages. */
  @Override
  public String toString() {
    return (host.contains(":") ? "[" + host + "]" : host)
        + ":"
        + port
        + switch (tls) {
          case NONE -> "";
          case STARTTLS -> " (STARTTLS)";
          case TLS -> " (TLS)";
        };
  }
}
