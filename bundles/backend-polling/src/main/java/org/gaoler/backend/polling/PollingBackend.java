package org.gaoler.backend.polling;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.gaoler.api.Fault;
import org.gaoler.api.LineSink;
import org.gaoler.api.LogBackend;
import org.gaoler.api.LogSpec;
import org.gaoler.api.Position;
import org.gaoler.api.TimeSpan;
import org.gaoler.tail.FileFollow;
import org.gaoler.tail.LogPlaces;
import org.gaoler.tail.LogTail;
import org.gaoler.tail.ReadBuffer;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at all followed files at a fixed interval, on one thread; the sinks run on it. No thread
 * wakes up while nothing is followed.
 *
 * <p>Closing a follow waits for its running sink call: the closing thread must hold no lock that
 * the sink may want.
 */
@Component(
    service = LogBackend.class,
    configurationPid = "org.gaoler.backend.polling",
    property = LogBackend.BACKEND + "=polling")
@Designate(ocd = Settings.class)
public final class PollingBackend implements LogBackend {

  private static final Logger LOG = LoggerFactory.getLogger(PollingBackend.class);
  private static final Duration USUAL = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofHours(1);

  /** Expressions may recurse deeply on this thread; only what is used takes memory. */
  private static final long STACK = 16 << 20;

  private final Duration interval;
  private final ScheduledExecutorService thread;
  private final ReadBuffer buffer = new ReadBuffer();
  private final List<FileFollow> follows = new CopyOnWriteArrayList<>();
  private ScheduledFuture<?> schedule;

  /**
   * Begins with the configured interval.
   *
   * @param settings the configuration
   */
  @Activate
  public PollingBackend(Settings settings) {
    this(interval(settings.interval()));
  }

  PollingBackend(Duration interval) {
    this.interval = interval;
    this.thread =
        Executors.newSingleThreadScheduledExecutor(
            work -> new Thread(null, work, "gaoler-polling", STACK));
  }

  private static Duration interval(String text) {
    return TimeSpan.parse(text)
        .map(span -> Duration.ofSeconds(span.seconds()))
        .filter(span -> span.compareTo(USUAL) >= 0 && span.compareTo(LONGEST) <= 0)
        .orElseGet(
            () -> {
              LOG.error(
                  "etc/org.gaoler.backend.polling.cfg: interval = {} is refused; accepted are 1s to"
                      + " 1h; using 1s",
                  text);
              return USUAL;
            });
  }

  @Override
  public Optional<Position> place(Path file, long offset) throws IOException {
    return LogPlaces.behind(file, offset);
  }

  @Override
  public Follow follow(LogSpec spec, LineSink sink) throws Fault {
    FileFollow follow = new FileFollow(spec, sink, buffer);
    begin(follow);
    return () -> {
      follow.close();
      end(follow);
    };
  }

  private synchronized void begin(FileFollow follow) {
    follows.add(follow);
    if (schedule == null) {
      schedule =
          thread.scheduleWithFixedDelay(this::poll, 0, interval.toNanos(), TimeUnit.NANOSECONDS);
    } else {
      thread.execute(this::poll);
    }
  }

  private synchronized void end(FileFollow follow) {
    follows.remove(follow);
    if (follows.isEmpty() && schedule != null) {
      schedule.cancel(false);
      schedule = null;
    }
  }

  private void poll() {
    Map<LogTail, FileFollow> ready = new LinkedHashMap<>();
    long looked = look(ready);
    while (!ready.isEmpty()) {
      LogTail tail = ready.keySet().iterator().next();
      FileFollow follow = ready.remove(tail);
      guarded(follow, () -> follow.turn(tail).forEach(more -> ready.put(more, follow)));
      if (System.nanoTime() - looked > interval.toNanos()) {
        // one log may take very long to be read to its end
        looked = look(ready);
      }
    }
  }

  private long look(Map<LogTail, FileFollow> ready) {
    for (FileFollow follow : follows) {
      guarded(follow, () -> follow.look().forEach(tail -> ready.put(tail, follow)));
    }
    return System.nanoTime();
  }

  /** A fault in one follow must not end the others, nor the schedule. */
  private static void guarded(FileFollow follow, Runnable work) {
    try {
      work.run();
    } catch (RuntimeException e) {
      LOG.error("following {} failed; trying again at the next look", follow, e);
    }
  }

  @Deactivate
  void stop() {
    thread.shutdownNow();
    follows.forEach(FileFollow::close);
  }
}
