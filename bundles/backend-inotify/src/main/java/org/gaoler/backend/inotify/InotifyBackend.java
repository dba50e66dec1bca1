package org.gaoler.backend.inotify;

import java.util.Optional;
import org.gaoler.api.Fault;
import org.gaoler.api.LineSink;
import org.gaoler.api.LogBackend;
import org.gaoler.api.LogSpec;
import org.gaoler.tail.FileFollow;
import org.gaoler.tail.Inotify;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;

/**
 * Reads files when the kernel says that they changed, on one thread for all; the sinks run on it.
 * The thread waits in the kernel without a time limit and begins with the first follow.
 *
 * <p>Closing a follow waits for its running sink call: the closing thread must hold no lock that
 * the sink may want.
 */
@Component(service = LogBackend.class, property = LogBackend.BACKEND + "=inotify")
public final class InotifyBackend implements LogBackend {

  private Optional<ReadingThread> thread = Optional.empty();

  /** Begins without a thread. */
  @Activate
  public InotifyBackend() {}

  @Override
  public Optional<String> unusable() {
    return Inotify.unusable();
  }

  @Override
  public Follow follow(LogSpec spec, LineSink sink) throws Fault {
    ReadingThread reading = thread();
    FileFollow files = new FileFollow(spec, sink, reading.buffer());
    WatchedFiles watched = reading.begin(files);
    return () -> {
      files.close();
      reading.end(watched);
    };
  }

  private synchronized ReadingThread thread() throws Fault {
    if (thread.isEmpty() || !thread.get().isRunning()) {
      thread = Optional.of(ReadingThread.start());
    }
    return thread.get();
  }

  @Deactivate
  synchronized void stop() {
    thread.ifPresent(ReadingThread::stop);
    thread = Optional.empty();
  }
}
