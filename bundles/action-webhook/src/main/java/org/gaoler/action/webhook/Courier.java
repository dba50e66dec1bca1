package org.gaoler.action.webhook;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpRetryException;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLSocketFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries requests to a server and answers back, each within a time limit, on threads that end when
 * there is nothing to carry.
 */
final class Courier implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Courier.class);

  /** So many requests may hang in the system's hands, such as in its name lookups. */
  private static final int MOST = 4;

  private static final int KEPT = 300;
  private static final int READ = 64 * 1024;
  private static final Duration LONGEST_PAUSE = Duration.ofHours(1);

  private final Proxy proxy;
  private final Clock clock;
  private final ThreadPoolExecutor legs =
      new ThreadPoolExecutor(
          0, MOST, 2, TimeUnit.SECONDS, new SynchronousQueue<>(), Courier::thread);

  /**
   * A request.
   *
   * @param url where to
   * @param method POST or PUT
   * @param headers by name
   * @param body of it
   * @param trust who vouches for the server; empty for the JVM's authorities
   */
  record Request(
      URL url,
      String method,
      Map<String, String> headers,
      byte[] body,
      Optional<SSLSocketFactory> trust) {}

  Courier(Proxy proxy, Clock clock) {
    this.proxy = proxy;
    this.clock = clock;
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "gaoler-webhook");
    thread.setDaemon(true);
    return thread;
  }

  /**
   * Carries one and waits for the answer.
   *
   * @param limit how long at most
   */
  Reply carry(Request request, Duration limit) throws IOException, InterruptedException {
    HttpURLConnection connection = (HttpURLConnection) request.url().openConnection(proxy);
    Future<Reply> coming;
    try {
      coming = legs.submit(() -> exchanged(connection, request, limit));
    } catch (RejectedExecutionException busy) {
      throw new IOException("earlier requests still hang", busy);
    }
    try {
      return coming.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException late) {
      throw new IOException("no answer within " + limit.toSeconds() + " s", late);
    } catch (ExecutionException failed) {
      throw failed.getCause() instanceof IOException cause
          ? cause
          : new IOException(String.valueOf(failed.getCause()), failed);
    } finally {
      if (!coming.isDone()) {
        coming.cancel(true);
        connection.disconnect();
      }
    }
  }

  private Reply exchanged(HttpURLConnection connection, Request request, Duration limit)
      throws IOException {
    if (connection instanceof HttpsURLConnection secure) {
      request.trust().ifPresent(secure::setSSLSocketFactory);
    }
    int millis = (int) limit.toMillis();
    connection.setConnectTimeout(millis);
    connection.setReadTimeout(millis);
    connection.setInstanceFollowRedirects(false);
    connection.setUseCaches(false);
    connection.setRequestMethod(request.method());
    connection.setDoOutput(true);
    // Also keeps the JDK from sending it twice by itself.
    connection.setFixedLengthStreamingMode(request.body().length);
    request.headers().forEach(connection::setRequestProperty);
    try (OutputStream out = connection.getOutputStream()) {
      out.write(request.body());
    }
    try {
      int status = connection.getResponseCode();
      String text = text(connection, status);
      return new Reply(status, pause(connection), text);
    } catch (HttpRetryException login) {
      return new Reply(login.responseCode(), Optional.empty(), "");
    }
  }

  /** Read to its end, if that is not far, so that the connection can be used again. */
  private static String text(HttpURLConnection connection, int status) throws IOException {
    boolean error = status >= HttpURLConnection.HTTP_BAD_REQUEST;
    try (InputStream in = error ? connection.getErrorStream() : connection.getInputStream()) {
      if (in == null) {
        return "";
      }
      String text = new String(in.readNBytes(READ), StandardCharsets.UTF_8);
      String line = text.replaceAll("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\s]+", " ").strip();
      return line.substring(0, Math.min(KEPT, line.length()));
    }
  }

  private Optional<Duration> pause(HttpURLConnection connection) {
    String asked = Optional.ofNullable(connection.getHeaderField("Retry-After")).orElse("").strip();
    if (asked.matches("\\d{1,9}")) {
      return Optional.of(shorter(Duration.ofSeconds(Long.parseLong(asked))));
    }
    if (asked.isEmpty()) {
      return Optional.empty();
    }
    try {
      Instant then = ZonedDateTime.parse(asked, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      Duration pause = Duration.between(clock.instant(), then);
      return pause.isNegative() ? Optional.empty() : Optional.of(shorter(pause));
    } catch (DateTimeException nonsense) {
      LOG.debug("Retry-After: {} is no time", asked, nonsense);
      return Optional.empty();
    }
  }

  private static Duration shorter(Duration pause) {
    return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
  }

  @Override
  public void close() {
    legs.shutdownNow();
  }
}
