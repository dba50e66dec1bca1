package org.gaoler.action.webhook;

import java.net.MalformedURLException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.gaoler.api.Fault;

/** Where events are told, which may be a secret. */
final class Target {

  private static final Set<String> LOOPBACK = Set.of("localhost", "[::1]");

  private final String text;
  private final Optional<Path> file;

  Target(Options options) throws Fault {
    this.text = options.text("url");
    this.file =
        text.startsWith("@/")
            ? Optional.of(options.path("url", text.substring(1)))
            : Optional.empty();
    if (file.isEmpty()) {
      url(text.replaceAll("<[^<>]*>", "x"));
    }
  }

  /** The URL with its tags filled in; a file is read each time, so that it may change. */
  URL url(Map<String, String> tags) throws Fault {
    String whole = file.isPresent() ? Secrets.line("url", file.get()) : text;
    return url(new Template(whole).filled(tags, Escape.FORM::of));
  }

  private URL url(String whole) throws Fault {
    try {
      URI uri = new URI(whole);
      String host = Optional.ofNullable(uri.getHost()).orElse("");
      boolean near = LOOPBACK.contains(host) || host.matches("127(\\.\\d{1,3}){3}");
      boolean known =
          "https".equalsIgnoreCase(uri.getScheme())
              || "http".equalsIgnoreCase(uri.getScheme()) && near;
      if (known && !host.isEmpty() && uri.getUserInfo() == null && uri.getFragment() == null) {
        return uri.toURL();
      }
    } catch (URISyntaxException | MalformedURLException | IllegalArgumentException wrong) {
      // What is wrong with it would tell what it is.
      throw new Fault(accepted() + " (" + wrong.getClass().getSimpleName() + ")");
    }
    throw new Fault(accepted());
  }

  /** For messages: no more of it than everybody may see. */
  String place() {
    return text.replaceFirst("^(\\w+:/*[^/?#@]{0,60}).*$", "$1/...");
  }

  private String accepted() {
    return "option url = "
        + place()
        + ": accepted are https URLs without user, http ones for this machine alone, and @ and a"
        + " file whose first line is one";
  }
}
