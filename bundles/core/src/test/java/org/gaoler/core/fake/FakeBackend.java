package org.gaoler.core.fake;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.gaoler.api.Fault;
import org.gaoler.api.LineBlock;
import org.gaoler.api.LineSink;
import org.gaoler.api.LogBackend;
import org.gaoler.api.LogSpec;
import org.gaoler.api.Position;
import org.gaoler.api.SourceChange;

/** Logs in memory that the test writes; read on one thread, from the position that core names. */
public final class FakeBackend implements LogBackend, AutoCloseable {

  private final ExecutorService reading =
      Executors.newSingleThreadExecutor(task -> new Thread(task, "fake-backend"));
  private final Map<String, ByteArrayOutputStream> logs = new ConcurrentHashMap<>();
  private final List<Feed> feeds = new CopyOnWriteArrayList<>();
  private volatile boolean reluctant;
  private volatile Optional<String> refusal = Optional.empty();

  /** One log being followed. */
  public final class Feed implements Follow {

    private final LogSpec spec;
    private final LineSink sink;
    private boolean begun;
    private boolean live;
    private long at;

    private Feed(LogSpec spec, LineSink sink) {
      this.spec = spec;
      this.sink = sink;
    }

    /** What is followed. */
    public LogSpec spec() {
      return spec;
    }

    private void begin() {
      if (!logs.containsKey(spec.path())) {
        change(SourceChange.Kind.ABSENT);
        return;
      }
      begun = true;
      change(SourceChange.Kind.APPEARED);
      int end = logs.get(spec.path()).size();
      at = sink.resumeAt(spec.path()).map(Position::offset).orElse(spec.fromEnd() ? end : 0L);
      if (!reluctant) {
        catchUp();
      }
    }

    private void catchUp() {
      deliver();
      live = true;
      change(SourceChange.Kind.CAUGHT_UP);
    }

    private void deliver() {
      byte[] bytes = logs.get(spec.path()).toByteArray();
      if (at < bytes.length) {
        int start = Math.toIntExact(at);
        at = bytes.length;
        sink.lines(block(bytes, start, OptionalLong.empty()));
      }
    }

    private LineBlock block(byte[] bytes, int start, OptionalLong micros) {
      Position after = new Position("fake", at);
      return new LineBlock(spec.path(), bytes, start, bytes.length, after, micros);
    }

    private void change(SourceChange.Kind kind) {
      sink.changed(new SourceChange(spec.path(), kind, ""));
    }

    private void grown() {
      if (!begun) {
        begin();
      } else if (live) {
        deliver();
      }
    }

    @Override
    public void close() {
      feeds.remove(this);
      if (!reading.isShutdown()) {
        onReader(() -> 0);
      }
    }
  }

  @Override
  public Optional<Position> place(Path file, long offset) throws IOException {
    return Files.size(file) < offset ? Optional.empty() : Optional.of(new Position("fake", offset));
  }

  @Override
  public Feed follow(LogSpec spec, LineSink sink) throws Fault {
    if (refusal.isPresent()) {
      throw new Fault(refusal.get());
    }
    Feed feed = new Feed(spec, sink);
    feeds.add(feed);
    reading.execute(feed::begin);
    return feed;
  }

  /** Refuses to follow anything. */
  public void refuse(String message) {
    refusal = Optional.of(message);
  }

  /** Delivers nothing of what logs hold already until {@link #catchUp}. */
  public void reluctant() {
    reluctant = true;
  }

  /** Delivers everything. */
  public void catchUp() {
    reluctant = false;
    onReader(
        () -> {
          feeds.stream().filter(feed -> feed.begun && !feed.live).forEach(Feed::catchUp);
          return 0;
        });
  }

  /** Appends lines to a log as one block; returns once they have been dealt with. */
  public void write(String log, String... lines) {
    raw(log, String.join("\n", lines) + "\n");
  }

  /** Appends text to a log as one block; returns once it has been dealt with. */
  public void raw(String log, String text) {
    onReader(
        () -> {
          logs.computeIfAbsent(log, unseen -> new ByteArrayOutputStream())
              .writeBytes(text.getBytes(StandardCharsets.UTF_8));
          feeds.stream().filter(feed -> feed.spec.path().equals(log)).forEach(Feed::grown);
          return 0;
        });
  }

  /** Tells of a change of a log. */
  public void change(SourceChange change) {
    onReader(
        () -> {
          feeds.stream()
              .filter(feed -> feed.spec.path().equals(change.source()))
              .forEach(feed -> feed.sink.changed(change));
          return 0;
        });
  }

  /** Returns once everything that was begun has been dealt with. */
  public void idle() {
    onReader(() -> 0);
  }

  /** Every log being followed now. */
  public List<Feed> feeds() {
    idle();
    return List.copyOf(feeds);
  }

  private void onReader(Callable<Integer> task) {
    try {
      reading.submit(task).get(10, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException failed) {
      throw new AssertionError("the reader failed", failed);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", interrupted);
    }
  }

  @Override
  public void close() {
    reading.shutdown();
  }
}
