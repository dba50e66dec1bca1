package org.gaoler.action.mail;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.gaoler.action.mail.post.Carrier;
import org.gaoler.action.mail.post.ProgramCarrier;
import org.gaoler.action.mail.post.Relay;
import org.gaoler.action.mail.post.Relay.Login;
import org.gaoler.action.mail.post.Relay.Tls;
import org.gaoler.action.mail.post.SmtpCarrier;
import org.gaoler.api.Fault;
import org.gaoler.api.IpBlock;

/** Reads by what way mails leave this machine. */
final class Post {

  private static final List<String> HERE = List.of("localhost", "127.0.0.1", "::1");
  private static final int LAST_PORT = 65_535;

  private Post() {}

  static Carrier carrier(Options options, Clock clock) throws Fault {
    String mta = options.text("mta");
    if (mta.startsWith("/")) {
      return new ProgramCarrier(List.of(mta.split("\\s+")), clock);
    }
    if (mta.equals("smtp")) {
      return new SmtpCarrier(relay(options), clock);
    }
    throw options.wrong("mta", "smtp and the path of a program such as /usr/sbin/sendmail");
  }

  private static Relay relay(Options options) throws Fault {
    String host = options.text("smtphost");
    if (!host.matches("[A-Za-z0-9._-]{1,253}") && IpBlock.parse(host).isEmpty()) {
      throw options.wrong("smtphost", "a name or an address; the port is option smtpport");
    }
    boolean here = HERE.contains(host);
    Tls tls = tls(options, here);
    Optional<Login> login = login(options);
    if (login.isPresent() && tls == Tls.NONE && !here) {
      throw options.wrong(
          "tls", "starttls and tls where a password is sent to another machine (" + host + ")");
    }
    return new Relay(
        host,
        port(options, tls),
        tls,
        login,
        options.given("cafile").map(Path::of),
        options.time("timeout", Duration.ofSeconds(1), Duration.ofSeconds(40)));
  }

  private static Tls tls(Options options, boolean here) throws Fault {
    return switch (options.text("tls")) {
      case "none" -> Tls.NONE;
      case "starttls" -> Tls.STARTTLS;
      case "tls" -> Tls.TLS;
      case "auto" -> here ? Tls.NONE : Tls.STARTTLS;
      default -> throw options.wrong("tls", "none, starttls, tls and auto");
    };
  }

  private static int port(Options options, Tls tls) throws Fault {
    if (!options.text("smtpport").equals("auto")) {
      return options.number("smtpport", 1, LAST_PORT);
    }
    return switch (tls) {
      case NONE -> 25;
      case STARTTLS -> 587;
      case TLS -> 465;
    };
  }

  private static Optional<Login> login(Options options) throws Fault {
    Optional<String> user = options.given("user");
    if (user.isEmpty()) {
      return Optional.empty();
    }
    String file =
        options
            .given("passwordfile")
            .orElseThrow(() -> options.wrong("passwordfile", "a file, since there is a user"));
    return Optional.of(new Login(user.get(), Path.of(file)));
  }
}
