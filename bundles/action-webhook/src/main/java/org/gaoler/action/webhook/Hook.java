package org.gaoler.action.webhook;

import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URL;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.gaoler.api.Fault;
import org.gaoler.api.Notice;

/** Where and how a jail's events are told, checked as far as can be without looking outside. */
final class Hook {

  private static final Duration LONGEST_DIGEST = Duration.ofDays(31);
  private static final Duration LONGEST_TIMEOUT = Duration.ofSeconds(40);
  private static final int MOST_LINES = 100;
  private static final int HIGHEST_PORT = 65_535;
  private static final String AT_END = "@/";
  private static final Pattern HEADER = Pattern.compile("[A-Za-z0-9-]{1,100}");
  private static final Pattern PRINTABLE = Pattern.compile("[ -~]{0,4000}");

  private final Options options;
  private final Set<Notice.Kind> kinds = EnumSet.noneOf(Notice.Kind.class);
  private final Target target;
  private final Duration digest;
  private final int lines;

  Hook(Options options) throws Fault {
    this.options = options;
    this.digest = options.time("digest", Duration.ZERO, LONGEST_DIGEST);
    this.lines = options.number("lines", MOST_LINES);
    this.target = new Target(options);
    if (!Set.of("POST", "PUT").contains(options.text("method"))) {
      throw options.wrong("method", "POST, PUT");
    }
    headers();
    template();
    contentType();
    markup();
    proxy();
    timeout();
    options.file("secretfile");
    options.file("cafile");
    for (String word : options.text("events").split("[,\\s]+")) {
      kinds.add(kind(word));
    }
  }

  private Notice.Kind kind(String word) throws Fault {
    for (Notice.Kind kind : Notice.Kind.values()) {
      if (kind.name().equals(word.toUpperCase(Locale.ROOT))) {
        return kind;
      }
    }
    throw options.wrong("events", "some of ban, unban, start, stop");
  }

  Set<Notice.Kind> kinds() {
    return EnumSet.copyOf(kinds);
  }

  Duration digest() {
    return digest;
  }

  Duration timeout() throws Fault {
    return options.time("timeout", Duration.ofSeconds(1), LONGEST_TIMEOUT);
  }

  int lines() {
    return lines;
  }

  String method() {
    return options.text("method");
  }

  Optional<Path> secretFile() throws Fault {
    return options.file("secretfile");
  }

  Optional<Path> caFile() throws Fault {
    return options.file("cafile");
  }

  Proxy proxy() throws Fault {
    Optional<String> given = options.given("proxy");
    if (given.isEmpty()) {
      return Proxy.NO_PROXY;
    }
    int colon = given.get().lastIndexOf(':');
    String port = given.get().substring(colon + 1);
    if (colon <= 0 || !port.matches("\\d{1,5}") || Integer.parseInt(port) > HIGHEST_PORT) {
      throw options.wrong("proxy", "host:port");
    }
    String host = given.get().substring(0, colon);
    return new Proxy(
        Proxy.Type.HTTP, InetSocketAddress.createUnresolved(host, Integer.parseInt(port)));
  }

  /** The file of a template; empty if it is one of ours. */
  Optional<Path> template() throws Fault {
    String text = options.text("template");
    return Set.of("event", "chat").contains(text)
        ? Optional.empty()
        : Optional.of(options.path("template", text));
  }

  boolean chat() {
    return options.text("template").equals("chat");
  }

  String contentType() throws Fault {
    return switch (options.text("type")) {
      case "json" -> "application/json; charset=utf-8";
      case "form" -> "application/x-www-form-urlencoded";
      case "text" -> "text/plain; charset=utf-8";
      default -> throw options.wrong("type", "json, form, text");
    };
  }

  /** How a value is written in the body. */
  UnaryOperator<String> escape() throws Fault {
    Escape shown = markup();
    Escape written =
        switch (options.text("type")) {
          case "form" -> Escape.FORM;
          case "text" -> Escape.NONE;
          default -> Escape.JSON;
        };
    return value -> written.of(shown.of(value));
  }

  private Escape markup() throws Fault {
    return switch (options.text("markup")) {
      case "none" -> Escape.NONE;
      case "html" -> Escape.HTML;
      case "markdown" -> Escape.MARKDOWN;
      default -> throw options.wrong("markup", "none, html, markdown");
    };
  }

  /** Where to, with its tags filled in. Its file is read each time, so that it may change. */
  URL url(Map<String, String> tags) throws Fault {
    return target.url(tags);
  }

  /** Where to, in messages. */
  String place() {
    return target.place();
  }

  /** The headers as configured; a file at the end of a value is read each time. */
  Map<String, String> headers() throws Fault {
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (String each : options.text("headers").split("[|\n]")) {
      if (!each.isBlank()) {
        int colon = each.indexOf(':');
        String name = each.substring(0, Math.max(0, colon)).strip();
        String value = each.substring(colon + 1).strip();
        if (!HEADER.matcher(name).matches() || !PRINTABLE.matcher(value).matches()) {
          throw options.wrong("headers", "Name: value, several with bars between them");
        }
        headers.put(name, value);
      }
    }
    return headers;
  }

  /** Reads what headers keep in files. */
  static String revealed(String name, String value) throws Fault {
    int at = value.indexOf(AT_END);
    if (at < 0 || at > 0 && value.charAt(at - 1) != ' ') {
      return value;
    }
    String secret = Secrets.line("header " + name, Path.of(value.substring(at + 1)));
    if (!PRINTABLE.matcher(secret).matches()) {
      throw new Fault("header " + name + ": its file holds what no header may hold");
    }
    return value.substring(0, at) + secret;
  }
}
