package org.gaoler.action.mail;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** By what way mails leave this machine, and what jails get that do not say otherwise. */
@ObjectClassDefinition(name = "mail actions", description = "Mail to people, with whois.")
public @interface Defaults {

  /**
   * What subjects begin with.
   *
   * @return text with tags
   */
  @AttributeDefinition(description = "What subjects begin with; <host>, <ip>, <jail> are replaced.")
  String emailheader() default "[Fail2Ban]";

  /**
   * Whom mails are for.
   *
   * @return addresses
   */
  @AttributeDefinition(description = "Addresses that mails go to, divided by commas or blanks.")
  String dest() default "root";

  /**
   * Who sends.
   *
   * @return an address
   */
  @AttributeDefinition(description = "The address that sends; <host> is replaced.")
  String sender() default "root@<host>";

  /**
   * The sender's name.
   *
   * @return as people see it
   */
  @AttributeDefinition(description = "The sender's name.")
  String sendername() default "Gaoler";

  /**
   * Whether starts and stops are told.
   *
   * @return yes or no
   */
  @AttributeDefinition(description = "Whether mails tell that jails start and stop: yes or no.")
  String startstop() default "yes";

  /**
   * Whether ends of bans are told.
   *
   * @return yes or no
   */
  @AttributeDefinition(description = "Whether mails tell that bans end: yes or no.")
  String unban() default "no";

  /**
   * How long notices are gathered.
   *
   * @return a time
   */
  @AttributeDefinition(description = "At most one mail of a jail in this time; 0 tells at once.")
  String digest() default "0";

  /**
   * How many mails a jail sends.
   *
   * @return mails an hour
   */
  @AttributeDefinition(description = "At most so many mails an hour from a jail; 0 for no limit.")
  String limit() default "0";

  /**
   * Whether mails are HTML too.
   *
   * @return yes or no
   */
  @AttributeDefinition(description = "Whether mails are HTML beside plain text: yes or no.")
  String html() default "no";

  /**
   * Where templates are.
   *
   * @return a folder
   */
  @AttributeDefinition(description = "Folder with templates that replace the shipped ones.")
  String templates() default "";

  /**
   * How many matched lines are shown.
   *
   * @return lines of a ban
   */
  @AttributeDefinition(description = "How many matched lines of a ban are shown, 0 to 10000.")
  String lines() default "1000";

  /**
   * Whether actions with whois in their name ask.
   *
   * @return yes or no
   */
  @AttributeDefinition(description = "Whether actions with whois in their name ask: yes or no.")
  String whois() default "yes";

  /**
   * The whois server that is asked first.
   *
   * @return host or host:port
   */
  @AttributeDefinition(description = "The whois server that is asked first.")
  String whoisserver() default "whois.iana.org";

  /**
   * How long whois may take.
   *
   * @return a time
   */
  @AttributeDefinition(description = "How long whois may take for one mail, 1 s to 20 s.")
  String whoistimeout() default "5s";

  /**
   * How long answers are remembered.
   *
   * @return a time
   */
  @AttributeDefinition(description = "How long answers of whois are remembered.")
  String whoiscachetime() default "1d";

  /**
   * How many answers are remembered.
   *
   * @return addresses
   */
  @AttributeDefinition(description = "How many answers of whois are remembered, 0 to 100000.")
  String whoiscachesize() default "1000";

  /**
   * By what way mails leave.
   *
   * @return smtp or a program
   */
  @AttributeDefinition(description = "smtp, or the path of a sendmail-compatible program.")
  String mta() default "smtp";

  /**
   * The mail server.
   *
   * @return a name or address
   */
  @AttributeDefinition(description = "The mail server.")
  String smtphost() default "localhost";

  /**
   * Its port.
   *
   * @return a number or auto
   */
  @AttributeDefinition(
      description = "Its port; auto: 25 without tls, 587 with starttls, 465 with tls.")
  String smtpport() default "auto";

  /**
   * How the connection is made private.
   *
   * @return none, starttls, tls or auto
   */
  @AttributeDefinition(
      description = "none, starttls, tls, or auto: none for this machine, starttls for others.")
  String tls() default "auto";

  /**
   * The account at the mail server.
   *
   * @return a name; empty for none
   */
  @AttributeDefinition(description = "The account at the mail server; empty for none.")
  String user() default "";

  /**
   * Where its password is.
   *
   * @return a file
   */
  @AttributeDefinition(description = "The file whose first line is its password.")
  String passwordfile() default "";

  /**
   * Who vouches for the mail server.
   *
   * @return a file
   */
  @AttributeDefinition(description = "Certificate file (PEM) of the server's own authority.")
  String cafile() default "";

  /**
   * How long the mail server may take for an answer.
   *
   * @return a time
   */
  @AttributeDefinition(description = "How long a connection and each answer may take, 1 s to 40 s.")
  String timeout() default "15s";

  /**
   * This machine's name.
   *
   * @return a name; empty for what the machine says itself
   */
  @AttributeDefinition(description = "This machine's name in mails; empty: what it says itself.")
  String hostname() default "";
}
