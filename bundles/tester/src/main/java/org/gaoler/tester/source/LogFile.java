package org.gaoler.tester.source;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.gaoler.tester.words.Mistake;

/** Opens logs, compressed by gzip or not, in any encoding. */
public final class LogFile {

  private static final int BUFFER = 1 << 16;

  private LogFile() {}

  /**
   * Opens a file.
   *
   * @param file its path
   * @param charset how its text is encoded, unless it begins with a mark that says otherwise
   * @return its lines
   * @throws Mistake if it cannot be read: path, what came back, what to do
   */
  public static LineSource open(Path file, Charset charset) throws Mistake {
    if (Files.isDirectory(file)) {
      throw new Mistake("cannot read " + file + ": it is a folder; name a log file in it");
    }
    try {
      return of(Files.newInputStream(file), size(file), charset);
    } catch (NoSuchFileException e) {
      throw new Mistake("cannot read " + file + ": there is no such file");
    } catch (AccessDeniedException e) {
      throw new Mistake(
          "cannot read " + file + ": permission denied for user " + user() + "; use sudo");
    } catch (IOException e) {
      throw new Mistake("cannot read " + file + ": " + reason(e));
    }
  }

  /**
   * Reads what is piped in.
   *
   * @param in the pipe
   * @param charset how its text is encoded
   * @return its lines
   * @throws Mistake if it cannot be read: what came back
   */
  public static LineSource piped(InputStream in, Charset charset) throws Mistake {
    try {
      return of(in, 0, charset);
    } catch (IOException e) {
      throw new Mistake("cannot read standard input: " + reason(e));
    }
  }

  /** What came back, in words. */
  public static String reason(IOException e) {
    String message = e.getMessage();
    return message == null || message.isBlank() ? e.getClass().getSimpleName() : message;
  }

  private static String user() {
    return System.getProperty("user.name");
  }

  private static long size(Path file) throws IOException {
    return Files.isRegularFile(file) ? Files.size(file) : 0;
  }

  private static LineSource of(InputStream in, long size, Charset charset) throws IOException {
    Counted raw = new Counted(in);
    InputStream plain = unzipped(new BufferedInputStream(raw, BUFFER));
    Charset marked = marked(plain, charset);
    return byteWise(marked)
        ? new StreamLines(plain, raw, size, marked)
        : new StreamLines(new Transcoded(plain, marked), raw, size, StandardCharsets.UTF_8);
  }

  private static InputStream unzipped(BufferedInputStream in) throws IOException {
    in.mark(2);
    boolean zipped = in.read() == 0x1f && in.read() == 0x8b;
    in.reset();
    return zipped ? new BufferedInputStream(new GZIPInputStream(in, BUFFER), BUFFER) : in;
  }

  /** A byte-order mark is passed over and decides. */
  private static Charset marked(InputStream in, Charset charset) throws IOException {
    in.mark(3);
    byte[] head = in.readNBytes(3);
    in.reset();
    int skip = 0;
    Charset found = charset;
    if (begins(head, 0xef, 0xbb, 0xbf)) {
      skip = 3;
      found = StandardCharsets.UTF_8;
    } else if (begins(head, 0xff, 0xfe)) {
      skip = 2;
      found = StandardCharsets.UTF_16LE;
    } else if (begins(head, 0xfe, 0xff)) {
      skip = 2;
      found = StandardCharsets.UTF_16BE;
    }
    in.skipNBytes(skip);
    return found;
  }

  private static boolean begins(byte[] head, int... mark) {
    for (int i = 0; i < mark.length; i++) {
      if (i >= head.length || (head[i] & 0xff) != mark[i]) {
        return false;
      }
    }
    return true;
  }

  /** Whether a line feed is the byte 10 and nothing else is. */
  private static boolean byteWise(Charset charset) {
    return charset.canEncode() && "\n".getBytes(charset).length == 1;
  }
}
