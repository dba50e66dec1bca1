package org.gaoler.backend.inotify;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.gaoler.api.Fault;
import org.gaoler.api.LineSink;
import org.gaoler.api.LogBackend;
import org.gaoler.api.LogSpec;
import org.gaoler.api.Position;
import org.gaoler.tail.FileFollow;
import org.gaoler.tail.Inotify;
import org.gaoler.tail.LogPlaces;
import org.gaoler.tail.SilentFilesystem;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;

/**
 * Reads files when the kernel says that they changed, on one thread for all; the sinks run on it.
 * The thread waits in the kernel and begins with the first follow. There is no time limit to its
 * waiting, but where a file system does not tell of changes: there it looks every second.
 *
 * <p>Closing a follow waits for its running sink call: the closing thread must hold no lock that
 * the sink may want.
 */
@Component(service = LogBackend.class, property = LogBackend.BACKEND + "=inotify")
public final class InotifyBackend implements LogBackend {

  private final Function<Path, Optional<String>> silence;
  private final Duration interval;
  private Optional<ReadingThread> thread = Optional.empty();

  /** Begins without a thread. */
  @Activate
  public InotifyBackend() {
    this(SilentFilesystem::at, ReadingThread.USUAL_INTERVAL);
  }

  /** Begins with another idea of where changes are not told, and how often to look there. */
  InotifyBackend(Function<Path, Optional<String>> silence, Duration interval) {
    this.silence = silence;
    this.interval = interval;
  }

  @Override
  public Optional<String> unusable() {
    return Inotify.unusable();
  }

  @Override
  public Optional<Position> place(Path file, long offset) throws IOException {
    return LogPlaces.behind(file, offset);
  }

  @Override
  public Follow follow(LogSpec spec, LineSink sink) throws Fault {
    ReadingThread reading = thread();
    FileFollow files = new FileFollow(spec, sink, reading.buffer(), silence);
    WatchedFiles watched = reading.begin(files);
    return () -> {
      files.close();
      reading.end(watched);
    };
  }

  private synchronized ReadingThread thread() throws Fault {
    if (thread.isEmpty() || !thread.get().isRunning()) {
      thread = Optional.of(ReadingThread.start(interval));
    }
    return thread.get();
  }

  @Deactivate
  synchronized void stop() {
    thread.ifPresent(ReadingThread::stop);
    thread = Optional.empty();
  }
}
