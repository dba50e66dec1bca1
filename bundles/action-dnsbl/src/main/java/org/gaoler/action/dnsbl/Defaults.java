package org.gaoler.action.dnsbl;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** What jails get that do not say otherwise. */
@ObjectClassDefinition(
    name = "dnsbl actions",
    description = "Defaults of dnsbl and dnsbl-zonefile.")
public @interface Defaults {

  /**
   * Default of option {@code zone}.
   *
   * @return a domain name; empty if each jail names its own
   */
  @AttributeDefinition(description = "The zone, such as bl.example.org.")
  String zone() default "";

  /**
   * Default of option {@code server}.
   *
   * @return name or address, with a port behind it if that is not 53
   */
  @AttributeDefinition(description = "The primary name server: NAME, ADDRESS or either with :PORT.")
  String server() default "127.0.0.1";

  /**
   * Default of option {@code keyfile}.
   *
   * @return absolute path; empty if the server asks for no key
   */
  @AttributeDefinition(description = "The file with the TSIG key, as tsig-keygen writes it.")
  String keyfile() default "";

  /**
   * Default of option {@code owner}.
   *
   * @return 1 to 32 letters, digits, dots, hyphens and underscores; empty for one made of the
   *     machine's id
   */
  @AttributeDefinition(description = "Tells this machine's records from those of others.")
  String owner() default "";

  /**
   * Default of option {@code answer}.
   *
   * @return an address of 127.0.0.0/8
   */
  @AttributeDefinition(description = "The address in the A records: 127.0.0.2 to 127.255.255.255.")
  String answer() default "127.0.0.2";

  /**
   * Default of option {@code txt}.
   *
   * @return text with tags
   */
  @AttributeDefinition(description = "What TXT records say to people.")
  String txt() default "<ip> is banned for attacks (<jail>) until <until>";

  /**
   * Default of option {@code ttl}.
   *
   * @return a time span
   */
  @AttributeDefinition(description = "How long others may remember an answer: 1s to 1w.")
  String ttl() default "5m";

  /**
   * Default of option {@code format}.
   *
   * @return {@code bind} or {@code rbldnsd}
   */
  @AttributeDefinition(description = "Of zone files: bind or rbldnsd.")
  String format() default "bind";

  /**
   * Default of option {@code reload}.
   *
   * @return words divided by blanks; empty for none
   */
  @AttributeDefinition(description = "The command that has a name server read a changed zone file.")
  String reload() default "";

  /**
   * The program that reads the zone when Gaoler is gone.
   *
   * @return a name or path, after the words of a command that shall run it, if any
   */
  @AttributeDefinition(description = "The program: dig or a path to it.")
  String dig() default "dig";

  /**
   * The program that removes the records when Gaoler is gone.
   *
   * @return a name or path, after the words of a command that shall run it, if any
   */
  @AttributeDefinition(description = "The program: nsupdate or a path to it.")
  String nsupdate() default "nsupdate";
}
