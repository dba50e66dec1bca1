package org.gaoler.action.mail.post;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.URLName;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.net.Socket;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLSocketFactory;
import org.eclipse.angus.mail.smtp.SMTPTransport;
import org.gaoler.action.mail.limit.Errand;
import org.gaoler.action.mail.limit.Sockets;
import org.gaoler.api.Fault;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands mails to an SMTP server, each in a connection of its own. */
public final class SmtpCarrier implements Carrier {

  private static final Logger LOG = LoggerFactory.getLogger(SmtpCarrier.class);
  private static final Duration LOOK = Duration.ofSeconds(3);
  private static final String PREFIX = "mail.smtp.";

  private final Relay relay;
  private final Clock clock;

  /**
   * Takes what it needs; connects nowhere.
   *
   * @param relay the server
   * @param clock dates the mails
   */
  public SmtpCarrier(Relay relay, Clock clock) {
    this.relay = relay;
    this.clock = clock;
  }

  @Override
  public Map<String, String> carry(
      Mail mail, Sender sender, List<String> recipients, Duration limit)
      throws Fault, InterruptedException {
    Properties settings = settings(sender);
    String password =
        relay.login().isPresent() ? Password.read(relay.login().get().passwordFile()) : "";
    Sockets sockets = new Sockets();
    settings.put(PREFIX + "socketFactory", sockets);
    Refusals refusals = new Refusals(relay, recipients);
    try {
      return new Errand("gaoler-smtp", sockets::close)
          .run(
              () -> {
                Session session = Session.getInstance(settings);
                MimeMessage message = new Letter(session, clock).of(mail, sender, recipients);
                return dialogue(session, message, password, refusals);
              },
              limit);
    } catch (TimeoutException late) {
      throw refusals.fault("no end of it within " + limit.plusMillis(500).toSeconds() + " s", late);
    } catch (ExecutionException failed) {
      throw refusals.fault(failed.getCause());
    }
  }

  private Map<String, String> dialogue(
      Session session, MimeMessage message, String password, Refusals refusals)
      throws MessagingException, Fault {
    URLName where = new URLName("smtp", relay.host(), relay.port(), null, null, null);
    SMTPTransport transport = new SMTPTransport(session, where);
    try {
      String user = relay.login().map(Relay.Login::user).orElse(null);
      transport.connect(relay.host(), relay.port(), user, user == null ? null : password);
      transport.sendMessage(message, message.getAllRecipients());
      return Map.of();
    } catch (MessagingException refused) {
      return refusals.partly(refused);
    } finally {
      leave(transport);
    }
  }

  /** The mail is sent or not by now: a bad farewell changes nothing. */
  private static void leave(SMTPTransport transport) {
    try {
      transport.close();
    } catch (MessagingException rude) {
      LOG.debug("the mail server's farewell: {}", rude.getMessage());
    }
  }

  private Properties settings(Sender sender) throws Fault {
    Properties settings = new Properties();
    String patience = Long.toString(relay.patience().toMillis());
    settings.setProperty(PREFIX + "connectiontimeout", patience);
    settings.setProperty(PREFIX + "timeout", patience);
    settings.setProperty(PREFIX + "localhost", sender.host());
    settings.setProperty(PREFIX + "from", sender.address());
    settings.setProperty(PREFIX + "sendpartial", "true");
    settings.setProperty(PREFIX + "quitwait", "false");
    settings.setProperty(PREFIX + "auth", Boolean.toString(relay.login().isPresent()));
    boolean starttls = relay.tls() == Relay.Tls.STARTTLS;
    settings.setProperty(PREFIX + "starttls.enable", Boolean.toString(starttls));
    settings.setProperty(PREFIX + "starttls.required", Boolean.toString(starttls));
    settings.setProperty(PREFIX + "ssl.enable", Boolean.toString(relay.tls() == Relay.Tls.TLS));
    settings.setProperty(PREFIX + "ssl.checkserveridentity", "true");
    settings.setProperty(PREFIX + "socketFactory.fallback", "false");
    if (relay.authority().isPresent()) {
      SSLSocketFactory trust = Trust.of(relay.authority().get());
      settings.put(PREFIX + "ssl.socketFactory", trust);
    }
    return settings;
  }

  @Override
  public void check() throws Fault {
    Sockets sockets = new Sockets();
    try {
      new Errand("gaoler-smtp", sockets::close).run(() -> connected(sockets), LOOK);
    } catch (TimeoutException | ExecutionException silent) {
      throw new Fault(
          "no mail server answers at "
              + relay
              + " ("
              + (silent instanceof ExecutionException ? silent.getCause() : "within 3 s")
              + "); install one with: apt-get install postfix, or name another by smtphost",
          silent);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new Fault("not looked whether a mail server answers at " + relay, stopped);
    }
  }

  private boolean connected(Sockets sockets) throws IOException {
    try (Socket socket = sockets.createSocket(relay.host(), relay.port())) {
      return socket.isConnected();
    }
  }
}
