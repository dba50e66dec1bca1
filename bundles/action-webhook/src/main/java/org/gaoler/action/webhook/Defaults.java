package org.gaoler.action.webhook;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** What jails get that do not say otherwise. */
@ObjectClassDefinition(name = "webhook action", description = "Defaults of webhook.")
public @interface Defaults {

  /**
   * Default of option {@code url}.
   *
   * @return an https URL, or {@code @} and a file; empty: each jail names its own
   */
  @AttributeDefinition(description = "Where to; @FILE: its first line, since a URL may be secret.")
  String url() default "";

  /**
   * Default of option {@code method}.
   *
   * @return POST or PUT
   */
  @AttributeDefinition(description = "POST or PUT.")
  String method() default "POST";

  /**
   * Default of option {@code headers}.
   *
   * @return {@code Name: value}, several with bars between them
   */
  @AttributeDefinition(description = "Headers, Name: value|Name: value; @FILE in a value is read.")
  String headers() default "";

  /**
   * Default of option {@code template}.
   *
   * @return {@code event}, {@code chat} or a file
   */
  @AttributeDefinition(description = "The body: event, chat, or an absolute path of a file.")
  String template() default "event";

  /**
   * Default of option {@code type}.
   *
   * @return {@code json}, {@code form} or {@code text}
   */
  @AttributeDefinition(description = "What the template is: json, form or text.")
  String type() default "json";

  /**
   * Default of option {@code markup}.
   *
   * @return {@code none}, {@code html} or {@code markdown}
   */
  @AttributeDefinition(description = "How the reader shows values: none, html or markdown.")
  String markup() default "none";

  /**
   * Default of option {@code events}.
   *
   * @return some of ban, unban, start, stop
   */
  @AttributeDefinition(description = "What is told: some of ban, unban, start, stop.")
  String events() default "ban";

  /**
   * Default of option {@code digest}.
   *
   * @return a time; 0 to tell each at once
   */
  @AttributeDefinition(description = "How long events are gathered for one request; 0: not.")
  String digest() default "0";

  /**
   * Default of option {@code lines}.
   *
   * @return 0 to 100
   */
  @AttributeDefinition(description = "How many log lines of a ban may leave the machine.")
  String lines() default "0";

  /**
   * Default of option {@code timeout}.
   *
   * @return a time from 1s to 40s
   */
  @AttributeDefinition(description = "How long a request may take, 1s to 40s.")
  String timeout() default "10s";

  /**
   * Default of option {@code secretfile}.
   *
   * @return a file; empty: nothing is signed
   */
  @AttributeDefinition(description = "A file whose first line signs each request.")
  String secretfile() default "";

  /**
   * Default of option {@code cafile}.
   *
   * @return a PEM file; empty: the JVM's authorities
   */
  @AttributeDefinition(description = "Who vouches for the server, in PEM.")
  String cafile() default "";

  /**
   * Default of option {@code proxy}.
   *
   * @return host and port; empty: none
   */
  @AttributeDefinition(description = "A proxy, host:port.")
  String proxy() default "";

  /**
   * What this machine is called.
   *
   * @return a name; empty: as the kernel says
   */
  @AttributeDefinition(description = "What this machine is called.")
  String hostname() default "";
}
