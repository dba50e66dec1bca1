package org.gaoler.action.webhook;

import java.io.IOException;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocketFactory;
import org.gaoler.api.Fault;
import org.gaoler.api.Notice;
import org.gaoler.api.Notifier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells of notices by requests to a server: each by its own, or several in a digest. */
final class WebhookNotifier implements Notifier {

  private static final Logger LOG = LoggerFactory.getLogger("gaoler.actions");

  /** By then the last request has ended, before core gives us up. */
  private static final Duration ENOUGH = LIMIT.minusSeconds(5);

  /** With less time left no request is begun. */
  private static final Duration LITTLE = Duration.ofSeconds(1);

  /** A pause that a server asks for is waited for if it is no longer. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /** A server that never took anything refuses so often before the notice is at fault. */
  private static final int HOPE = 10;

  private final Hook hook;
  private final String host;
  private final String name;
  private final Courier courier;
  private final Clock clock;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Set<String> told = new HashSet<>();
  private long end;
  private long pauseEnds = System.nanoTime();
  private boolean taken;
  private int refusals;

  WebhookNotifier(Hook hook, String host, String name, Courier courier, Clock clock) {
    this.hook = hook;
    this.host = host;
    this.name = name;
    this.courier = courier;
    this.clock = clock;
  }

  @Override
  public Set<Notice.Kind> kinds() {
    return hook.kinds();
  }

  @Override
  public Duration gather() {
    return hook.digest();
  }

  @Override
  public void tell(List<Notice> notices) throws Fault, InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException("webhook: given up");
    }
    end = System.nanoTime() + ENOUGH.toNanos();
    Optional<SSLSocketFactory> trust = trust();
    boolean digest = !gather().isZero();
    List<Story> stories = notices.stream().map(this::story).toList();
    int done = 0;
    for (List<Story> each : digest ? List.of(stories) : stories.stream().map(List::of).toList()) {
      if (left().compareTo(LITTLE) < 0) {
        throw new Fault(
            place() + done + " of " + notices.size() + " events are told; the rest follows");
      }
      Letter letter = new Letter(hook, each, digest);
      if (!told.contains(letter.id())) {
        send(letter, trust);
        told.add(letter.id());
      }
      done++;
    }
    told.clear();
  }

  private Duration left() {
    return Duration.ofNanos(end - System.nanoTime());
  }

  private Optional<SSLSocketFactory> trust() throws Fault {
    return hook.caFile().isPresent()
        ? Optional.of(Secrets.trust(hook.caFile().get()))
        : Optional.empty();
  }

  private Story story(Notice notice) {
    return new Story(notice, host, name, hook.lines());
  }

  private void send(Letter letter, Optional<SSLSocketFactory> trust)
      throws Fault, InterruptedException {
    Reply reply = carried(letter, trust);
    if (reply.verdict() == Reply.Verdict.LATER && shortPause(reply)) {
      reply = carried(letter, trust);
    }
    switch (reply.verdict()) {
      case TOLD -> {
        taken = true;
        refusals = 0;
      }
      case LATER -> {
        reply.pause().ifPresent(pause -> pauseEnds = System.nanoTime() + pause.toNanos());
        throw new Fault(answered(letter, reply) + "; " + reply.remedy());
      }
      default -> refused(letter, reply);
    }
  }

  private boolean shortPause(Reply reply) throws InterruptedException {
    Optional<Duration> pause =
        reply
            .pause()
            .filter(each -> each.compareTo(PATIENCE) <= 0)
            .filter(each -> each.plus(LITTLE).compareTo(left()) < 0);
    return pause.isPresent() && !closed.await(pause.get().toMillis(), TimeUnit.MILLISECONDS);
  }

  private Reply carried(Letter letter, Optional<SSLSocketFactory> trust)
      throws Fault, InterruptedException {
    long left = pauseEnds - System.nanoTime();
    if (left > 0) {
      long seconds = TimeUnit.NANOSECONDS.toSeconds(left) + 1;
      throw new Fault(place() + "it wants to be left alone for another " + seconds + " s");
    }
    try {
      Duration limit = hook.timeout().compareTo(left()) < 0 ? hook.timeout() : left();
      return courier.carry(letter.request(clock.instant(), trust), limit);
    } catch (SSLException distrusted) {
      throw new Fault(
          failed(letter, distrusted)
              + "; if the server is the right one, name who vouches for it with cafile",
          distrusted);
    } catch (IOException unreachable) {
      throw new Fault(failed(letter, unreachable) + "; it is told again", unreachable);
    } catch (IllegalArgumentException wrong) {
      throw new Fault(place() + "a header is refused: correct headers", wrong);
    }
  }

  /** One that is refused for good would keep all others from being told. */
  private void refused(Letter letter, Reply reply) throws Fault {
    refusals++;
    if (!taken && refusals < HOPE) {
      throw new Fault(answered(letter, reply) + "; " + reply.remedy());
    }
    LOG.error(
        "{}; it is not told again: {}", answered(letter, reply), letter.stories().get(0).text());
    refusals = 0;
  }

  private String place() {
    return "webhook " + hook.place() + ": ";
  }

  private String failed(Letter letter, IOException failure) {
    String what = Optional.ofNullable(failure.getMessage()).orElseGet(failure::toString);
    String known = failure instanceof UnknownHostException ? "no address is known of " : "";
    return place() + event(letter) + ": " + known + what;
  }

  private String answered(Letter letter, Reply reply) {
    String said = reply.text().isEmpty() ? "" : " \"" + reply.text() + "\"";
    return place() + event(letter) + ": the server answered " + reply.status() + said;
  }

  private static String event(Letter letter) {
    Notice first = letter.stories().get(0).notice();
    String kind = first.kind().name().toLowerCase(Locale.ROOT);
    return letter.stories().size() == 1
        ? "event " + letter.id() + " (" + kind + " in jail " + first.jail() + ")"
        : letter.stories().size() + " events";
  }

  @Override
  public void close() {
    closed.countDown();
    courier.close();
  }
}
