package org.gaoler.action.mail.post;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.InternetHeaders;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.internet.MimeUtility;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;

/** Makes messages of mails; whatever they say, no header comes from it. */
final class Letter {

  /** Servers bound the headers of a message; the text names the event ids beyond. */
  private static final int EVENTS_NAMED = 50;

  private static final String UTF_8 = "UTF-8";
  private static final String PRINTABLE = "quoted-printable";

  private final Session session;
  private final Clock clock;

  Letter(Session session, Clock clock) {
    this.session = session;
    this.clock = clock;
  }

  MimeMessage of(Mail mail, Sender sender, List<String> recipients)
      throws MessagingException, IOException {
    MimeMessage message = new MimeMessage(session, new ByteArrayInputStream(content(mail)));
    message.setHeader("Message-ID", "<" + mail.id() + ".gaoler@" + sender.node() + ">");
    message.setHeader(
        "Date", DateTimeFormatter.RFC_1123_DATE_TIME.format(ZonedDateTime.now(clock)));
    message.setFrom(new InternetAddress(sender.address(), oneLine(sender.name()), UTF_8));
    for (String recipient : recipients) {
      message.addRecipient(MimeMessage.RecipientType.TO, new InternetAddress(recipient, false));
    }
    message.setSubject(oneLine(mail.subject()), UTF_8);
    List<String> events = mail.events();
    List<String> named = events.subList(0, Math.min(EVENTS_NAMED, events.size()));
    message.setHeader("X-Gaoler-Event", MimeUtility.fold(16, String.join(", ", named)));
    message.setHeader("Auto-Submitted", "auto-generated");
    message.setHeader("MIME-Version", "1.0");
    return message;
  }

  private static String oneLine(String text) {
    return text.replaceAll("[\\p{Cc}\\p{Zl}\\p{Zp}]+", " ").strip();
  }

  private static byte[] content(Mail mail) throws MessagingException, IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    if (mail.html().isEmpty()) {
      part("plain", mail.text()).writeTo(out);
      return out.toByteArray();
    }
    MimeMultipart both = new MimeMultipart("alternative");
    both.addBodyPart(part("plain", mail.text()));
    both.addBodyPart(part("html", mail.html().get()));
    String type = "Content-Type: " + both.getContentType() + "\r\n\r\n";
    out.write(type.getBytes(StandardCharsets.US_ASCII));
    both.writeTo(out);
    return out.toByteArray();
  }

  private static MimeBodyPart part(String kind, String text) throws MessagingException {
    InternetHeaders headers = new InternetHeaders();
    headers.setHeader("Content-Type", "text/" + kind + "; charset=" + UTF_8);
    headers.setHeader("Content-Transfer-Encoding", PRINTABLE);
    return new MimeBodyPart(headers, Printable.encode(text));
  }
}
