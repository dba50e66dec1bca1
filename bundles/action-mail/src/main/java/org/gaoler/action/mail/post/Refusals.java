package org.gaoler.action.mail.post;

import jakarta.mail.Address;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.internet.InternetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.eclipse.angus.mail.util.MailConnectException;
import org.gaoler.api.Fault;

/**
 * Says what an SMTP server refused, and what to do.
 *
 * @param relay the server
 * @param recipients whom the mail was for
 */
record Refusals(Relay relay, List<String> recipients) {

  private static final String FILE = "org.gaoler.action.mail.cfg";

  /** Who was refused while others were accepted; a fault if nobody was sent it. */
  Map<String, String> partly(MessagingException refused) throws Fault {
    Set<String> sent = new LinkedHashSet<>();
    if (refused instanceof SendFailedException failed && failed.getValidSentAddresses() != null) {
      for (Address each : failed.getValidSentAddresses()) {
        sent.add(text(each));
      }
    }
    Map<String, String> replies = replies(refused);
    if (sent.isEmpty()) {
      throw fault(refused);
    }
    Map<String, String> left = new LinkedHashMap<>();
    for (String recipient : recipients) {
      if (!sent.contains(recipient)) {
        left.put(recipient, relay + " " + replies.getOrDefault(recipient, "refused it"));
      }
    }
    return left;
  }

  private static Map<String, String> replies(MessagingException refused) {
    Map<String, String> replies = new LinkedHashMap<>();
    Throwable next = refused;
    while (next instanceof MessagingException each) {
      if (each instanceof SMTPAddressFailedException address) {
        replies.put(text(address.getAddress()), "answered: " + said(address));
      }
      next = each.getNextException();
    }
    return replies;
  }

  Fault fault(Throwable cause) {
    if (cause instanceof Fault fault) {
      return fault;
    }
    return fault(why(cause), cause);
  }

  Fault fault(String why, Throwable cause) {
    return new Fault(
        "mail to " + String.join(", ", recipients) + " by " + relay + ": " + why, cause);
  }

  private String why(Throwable cause) {
    if (cause instanceof MailConnectException unreachable) {
      return "cannot connect: "
          + said(deepest(unreachable))
          + "; see that the server runs, or correct smtphost and smtpport in "
          + FILE;
    }
    if (deepest(cause) instanceof UnknownHostException) {
      return "the name " + relay.host() + " is not known; correct smtphost in " + FILE;
    }
    if (cause instanceof AuthenticationFailedException login) {
      return "login refused: " + said(login) + "; correct user and passwordfile in " + FILE;
    }
    if (causes(cause).anyMatch(SSLException.class::isInstance)) {
      return "no private connection: "
          + said(deepest(cause))
          + "; correct tls, smtphost or cafile in "
          + FILE;
    }
    if (cause instanceof SMTPSenderFailedException sender) {
      return "sender refused: " + said(sender) + "; correct option sender";
    }
    return answered(cause);
  }

  private static String answered(Throwable cause) {
    Map<String, String> replies =
        cause instanceof MessagingException refused ? replies(refused) : Map.of();
    if (!replies.isEmpty()) {
      List<String> each = new ArrayList<>();
      replies.forEach((who, reply) -> each.add(who + " " + reply));
      return String.join(", ", each) + "; correct dest, or allow it at the server";
    }
    Throwable deepest = deepest(cause);
    String more = deepest == cause ? "" : " (" + said(deepest) + ")";
    return said(cause) + more + "; see the log of the mail server";
  }

  private static String text(Address address) {
    return address instanceof InternetAddress internet
        ? String.valueOf(internet.getAddress())
        : address.toString();
  }

  private static Stream<Throwable> causes(Throwable cause) {
    return Stream.iterate(cause, Objects::nonNull, Throwable::getCause);
  }

  private static Throwable deepest(Throwable cause) {
    return causes(cause).reduce(cause, (outer, inner) -> inner);
  }

  private static String said(Throwable cause) {
    String message = cause.getMessage();
    return message == null || message.isBlank()
        ? cause.getClass().getSimpleName()
        : message.strip();
  }
}
