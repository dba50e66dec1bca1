package org.gaoler.action.mail;

import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Properties;

/**
 * A message as it arrived.
 *
 * @param to its recipients by envelope
 * @param raw its bytes, one character each
 */
record Received(List<String> to, String raw) {

  MimeMessage message() throws MessagingException {
    byte[] bytes = raw.getBytes(StandardCharsets.ISO_8859_1);
    return new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(bytes));
  }

  String subject() throws MessagingException {
    return message().getSubject();
  }

  String header(String name) throws MessagingException {
    return message().getHeader(name, ", ");
  }

  List<String> headers() throws MessagingException {
    return Collections.list(message().getAllHeaders()).stream()
        .map(each -> each.getName())
        .toList();
  }

  /** The plain text, line ends as in Unix. */
  String text() throws MessagingException, IOException {
    Object content = message().getContent();
    return (content instanceof MimeMultipart both ? part(both, 0) : (String) content)
        .replace("\r\n", "\n");
  }

  String html() throws MessagingException, IOException {
    return part((MimeMultipart) message().getContent(), 1).replace("\r\n", "\n");
  }

  private static String part(MimeMultipart both, int index) throws MessagingException, IOException {
    BodyPart part = both.getBodyPart(index);
    return (String) part.getContent();
  }
}
