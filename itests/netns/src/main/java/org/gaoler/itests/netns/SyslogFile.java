package org.gaoler.itests.netns;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/**
 * A syslog daemon in small: takes what programs say on a socket and appends it to a file, in the
 * form that syslog daemons write.
 *
 * <p>The C library falls back to a stream socket where {@code /dev/log} is none for datagrams.
 */
public final class SyslogFile implements AutoCloseable {

  private static final int TIME_STAMP_LENGTH = 15;

  private final ServerSocketChannel socket;
  private final FileChannel file;
  private final List<Line> lines = new CopyOnWriteArrayList<>();

  /**
   * Begins to listen.
   *
   * @param listen path of the socket to make
   * @param log appended to
   */
  public SyslogFile(Path listen, Path log) throws IOException {
    file = FileChannel.open(log, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    socket.bind(UnixDomainSocketAddress.of(listen));
    listen.toFile().setWritable(true, false);
    daemon("syslog", this::accept);
  }

  /**
   * Appends a line as if a program had said it.
   *
   * @param line whole, with its time stamp, without its end
   */
  public synchronized void append(String line) throws IOException {
    file.write(ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8)));
    lines.add(new Line(System.nanoTime(), line));
  }

  /**
   * The last line of some kind.
   *
   * @param wanted which kind
   * @return the line, if any came yet
   */
  public Optional<Line> last(Predicate<String> wanted) {
    return lines.stream().filter(line -> wanted.test(line.text())).reduce((a, b) -> b);
  }

  /**
   * How many lines of some kind came.
   *
   * @param wanted which kind
   * @return their number
   */
  public long count(Predicate<String> wanted) {
    return lines.stream().filter(line -> wanted.test(line.text())).count();
  }

  private void accept() throws IOException {
    while (true) {
      SocketChannel client = socket.accept();
      daemon("syslog client", () -> read(client));
    }
  }

  private void read(SocketChannel client) throws IOException {
    try (client;
        InputStream in = Channels.newInputStream(client)) {
      ByteArrayOutputStream message = new ByteArrayOutputStream();
      for (int b = in.read(); b >= 0; b = in.read()) {
        if (b != 0) {
          message.write(b);
          continue;
        }
        append(withHost(message.toString(StandardCharsets.UTF_8)));
        message.reset();
      }
    }
  }

  private static String withHost(String message) {
    String text = message.substring(message.indexOf('>') + 1).stripTrailing();
    return text.substring(0, TIME_STAMP_LENGTH) + " server" + text.substring(TIME_STAMP_LENGTH);
  }

  private static void daemon(String name, Work work) {
    Thread thread =
        new Thread(
            () -> {
              try {
                work.run();
              } catch (ClosedChannelException e) {
                // the rig is being taken down
                return;
              } catch (IOException e) {
                throw new RigException(name, e);
              }
            },
            name);
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    socket.close();
    file.close();
  }

  /**
   * A line of the log.
   *
   * @param nanos {@link System#nanoTime()} right after it was written
   * @param text the line
   */
  public record Line(long nanos, String text) {}

  private interface Work {
    void run() throws IOException;
  }
}
