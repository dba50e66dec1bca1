package org.gaoler.action.webhook;

import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.net.ssl.SSLSocketFactory;
import org.gaoler.api.Fault;

/**
 * What is told in one request.
 *
 * @param hook where and how
 * @param stories of which it tells; not empty
 * @param digest whether it may tell of several
 */
record Letter(Hook hook, List<Story> stories, boolean digest) {

  private static final String CHAT = "{\"text\": \"<text>\"}";
  private static final int SHOWN = 50;
  private static final int ID_BYTES = 16;

  /** The same for the same events, never that of others. */
  String id() {
    if (stories.size() == 1) {
      return stories.get(0).notice().id();
    }
    String ids = stories.stream().map(each -> each.notice().id()).collect(Collectors.joining("\n"));
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(ids.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, ID_BYTES);
    } catch (NoSuchAlgorithmException none) {
      throw new IllegalStateException("every JVM has SHA-256", none);
    }
  }

  Courier.Request request(Instant now, Optional<SSLSocketFactory> trust) throws Fault {
    Map<String, String> tags = tags();
    byte[] body = body(tags).getBytes(StandardCharsets.UTF_8);
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    headers.put("Content-Type", hook.contentType());
    headers.put("Accept", "*/*");
    headers.put("User-Agent", "Gaoler");
    headers.put("Idempotency-Key", id());
    headers.put("X-Gaoler-Event", id());
    for (Map.Entry<String, String> each : hook.headers().entrySet()) {
      headers.put(each.getKey(), Hook.revealed(each.getKey(), each.getValue()));
    }
    Optional<Path> secret = hook.secretFile();
    if (secret.isPresent()) {
      String stamp = Long.toString(now.getEpochSecond());
      String key = Secrets.line("secretfile", secret.get());
      headers.put("X-Gaoler-Timestamp", stamp);
      headers.put("X-Gaoler-Signature", Secrets.signature(key, stamp, body));
    }
    URL url = hook.url(tags);
    return new Courier.Request(url, hook.method(), headers, body, trust);
  }

  /** Of several events the first has its say; text and count are those of all. */
  private Map<String, String> tags() {
    Map<String, String> tags = new HashMap<>(stories.get(0).tags());
    tags.put("event", id());
    tags.put("count", Integer.toString(stories.size()));
    String text = stories.stream().limit(SHOWN).map(Story::text).collect(Collectors.joining("\n"));
    int more = stories.size() - SHOWN;
    tags.put("text", more > 0 ? text + "\nand " + more + " more" : text);
    return tags;
  }

  private String body(Map<String, String> tags) throws Fault {
    Optional<Path> file = hook.template();
    if (file.isPresent()) {
      Template template = new Template(Secrets.text("template", file.get()));
      return template.filled(tags, Map.of("events", events()), hook.escape());
    }
    if (hook.chat()) {
      return new Template(CHAT).filled(tags, hook.escape());
    }
    return digest
        ? "{\"count\": " + stories.size() + ", \"events\": " + events() + "}"
        : stories.get(0).json();
  }

  private String events() {
    return stories.stream().map(Story::json).collect(Collectors.joining(",\n", "[", "]"));
  }
}
