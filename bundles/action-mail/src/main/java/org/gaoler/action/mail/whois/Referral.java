package org.gaoler.action.mail.whois;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds in an answer the server that knows more. */
final class Referral {

  private static final Pattern LINE =
      Pattern.compile(
          "^[ \\t]*(?:refer|whois|ReferralServer)[ \\t]*:[ \\t]*(?:whois://)?([^\\s/]{1,300})/?[ \\t]*$",
          Pattern.CASE_INSENSITIVE | Pattern.MULTILINE);

  private Referral() {}

  static Optional<Server> of(String answer) {
    Matcher line = LINE.matcher(answer);
    while (line.find()) {
      Optional<Server> server = Server.parse(line.group(1));
      if (server.isPresent()) {
        return server;
      }
    }
    return Optional.empty();
  }
}
