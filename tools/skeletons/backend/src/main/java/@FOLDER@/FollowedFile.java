package @PACKAGE@;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.gaoler.api.LineBlock;
import org.gaoler.api.LineSink;
import org.gaoler.api.LogBackend;
import org.gaoler.api.Position;
import org.gaoler.api.SourceChange;
import org.gaoler.api.SourceChange.Kind;

/** Delivers what is appended to one file, on a thread of its own. */
final class FollowedFile implements LogBackend.Follow {

  private final Path path;
  private final boolean fromEnd;
  private final LineSink sink;
  private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
  private final byte[] buffer = new byte[1 << 18];
  private RandomAccessFile log;
  private String identity = "";
  private Kind told = Kind.ROTATED;

  FollowedFile(Path path, boolean fromEnd, LineSink sink, Duration pause) {
    this.path = path;
    this.fromEnd = fromEnd;
    this.sink = sink;
    thread.scheduleWithFixedDelay(this::look, 0, pause.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void look() {
    try {
      if (log == null) {
        open();
      }
      deliver();
      tell(Kind.CAUGHT_UP, "");
      if (!identity().equals(identity) || log.length() < log.getFilePointer()) {
        deliver();
        release();
        tell(Kind.ROTATED, "");
      }
    } catch (IOException e) {
      release();
      tell(Files.exists(path) ? Kind.UNREADABLE : Kind.ABSENT, e.toString());
    }
  }

  /** Device and inode: the same after a rename, another after a rotation. */
  private String identity() throws IOException {
    return String.valueOf(Files.readAttributes(path, BasicFileAttributes.class).fileKey());
  }

  private void open() throws IOException {
    log = new RandomAccessFile(path.toFile(), "r");
    long size = log.length();
    long begin = fromEnd && identity.isEmpty() ? size : 0;
    identity = identity();
    log.seek(
        sink.resumeAt(path.toString())
            .filter(at -> at.identity().equals(identity) && at.offset() <= size)
            .map(Position::offset)
            .orElse(begin));
    tell(Kind.APPEARED, "");
  }

  private void deliver() throws IOException {
    long start = log.getFilePointer();
    for (int read = log.read(buffer); read > 0; read = log.read(buffer)) {
      int end = endOfLastLine(read);
      if (end > 0) {
        Position after = new Position(identity, start + end);
        sink.lines(
            new LineBlock(path.toString(), buffer, 0, end, after, OptionalLong.empty()));
      }
      start += end;
      log.seek(start);
      if (end == 0) {
        return;
      }
    }
  }

  /** A line that fills the whole buffer is not waited for. */
  private int endOfLastLine(int read) {
    int end = read;
    while (end > 0 && buffer[end - 1] != '\n') {
      end--;
    }
    return end == 0 && read == buffer.length ? read : end;
  }

  private void tell(Kind kind, String detail) {
    if (kind != told) {
      told = kind;
      sink.changed(new SourceChange(path.toString(), kind, detail));
    }
  }

  private void release() {
    try {
      if (log != null) {
        log.close();
      }
    } catch (IOException e) {
      tell(Kind.UNREADABLE, e.toString());
    }
    log = null;
  }

  /** Waits for the look that is under way. */
  @Override
  public void close() {
    thread.shutdown();
    boolean interrupted = false;
    while (!thread.isTerminated()) {
      try {
        thread.awaitTermination(1, TimeUnit.MINUTES);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    release();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
