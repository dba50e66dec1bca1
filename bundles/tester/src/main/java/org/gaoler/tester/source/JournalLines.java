package org.gaoler.tester.source;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.gaoler.tester.words.Mistake;

/**
 * Reads the systemd journal through {@code journalctl}. A line is {@code HOST IDENT[PID]: MESSAGE}
 * as the journal backend makes it.
 */
public final class JournalLines implements LineSource {

  private static final int LONGEST = 1 << 20;
  private static final String FIELDS =
      "MESSAGE,_HOSTNAME,SYSLOG_IDENTIFIER,_COMM,SYSLOG_PID,_PID,_SOURCE_REALTIME_TIMESTAMP";

  private final Process process;
  private final InputStream in;
  private Map<String, String> entry = Map.of();

  private JournalLines(Process process) {
    this.process = process;
    this.in = new BufferedInputStream(process.getInputStream(), 1 << 16);
  }

  /**
   * Starts reading.
   *
   * @param terms {@code FIELD=value} and {@code +}, as {@code journalctl} takes them; empty for all
   * @return its entries, oldest first
   * @throws Mistake if {@code journalctl} cannot be started
   */
  public static LineSource open(List<String> terms) throws Mistake {
    List<String> command =
        new ArrayList<>(
            List.of(
                "journalctl", "--output=export", "--no-pager", "-q", "--output-fields=" + FIELDS));
    command.addAll(terms);
    try {
      Process process =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
      process.getOutputStream().close();
      return new JournalLines(process);
    } catch (IOException e) {
      throw new Mistake(
          "cannot read the journal: journalctl does not start ("
              + LogFile.reason(e)
              + "); apt-get install systemd");
    }
  }

  @Override
  public boolean next() throws IOException {
    Map<String, String> fields = new HashMap<>();
    try {
      while (true) {
        byte[] text = text();
        if (text.length > 0) {
          field(fields, text);
        } else if (!fields.isEmpty()) {
          entry = fields;
          return true;
        }
      }
    } catch (EOFException e) {
      finish();
      return false;
    }
  }

  private void finish() throws IOException {
    try {
      int status = process.waitFor();
      if (status != 0) {
        throw new IOException("journalctl ended with status " + status);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void field(Map<String, String> fields, byte[] text) throws IOException {
    int equals = 0;
    while (equals < text.length && text[equals] != '=') {
      equals++;
    }
    String name = new String(text, 0, equals, StandardCharsets.UTF_8);
    byte[] value =
        equals < text.length
            ? java.util.Arrays.copyOfRange(text, equals + 1, text.length)
            : binary();
    fields.merge(name, new String(value, StandardCharsets.UTF_8), (a, b) -> a + " " + b);
  }

  private byte[] binary() throws IOException {
    long length = 0;
    for (int shift = 0; shift < Long.SIZE; shift += Byte.SIZE) {
      length |= (long) read() << shift;
    }
    ByteArrayOutputStream value = new ByteArrayOutputStream();
    for (long i = 0; Long.compareUnsigned(i, length) < 0; i++) {
      keep(value, read());
    }
    read();
    return value.toByteArray();
  }

  private byte[] text() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int b = read(); b != '\n'; b = read()) {
      keep(line, b);
    }
    return line.toByteArray();
  }

  private static void keep(ByteArrayOutputStream bytes, int b) {
    if (bytes.size() < LONGEST) {
      bytes.write(b);
    }
  }

  private int read() throws IOException {
    int b = in.read();
    if (b < 0) {
      throw new EOFException();
    }
    return b;
  }

  @Override
  public String line() {
    StringBuilder line = new StringBuilder();
    text("_HOSTNAME").ifPresent(host -> line.append(host).append(' '));
    text("SYSLOG_IDENTIFIER")
        .or(() -> text("_COMM"))
        .ifPresent(name -> line.append(name).append(process()).append(": "));
    return line.append(text("MESSAGE").orElse("")).toString().replace("\n", "\\n");
  }

  private String process() {
    return text("SYSLOG_PID").or(() -> text("_PID")).map(pid -> "[" + pid + "]").orElse("");
  }

  @Override
  public OptionalLong micros() {
    Optional<String> time =
        text("_SOURCE_REALTIME_TIMESTAMP")
            .or(() -> text("__REALTIME_TIMESTAMP"))
            .filter(digits -> digits.matches("[0-9]{1,18}"));
    return time.isPresent() ? OptionalLong.of(Long.parseLong(time.get())) : OptionalLong.empty();
  }

  private Optional<String> text(String name) {
    return Optional.ofNullable(entry.get(name));
  }

  @Override
  public void close() throws IOException {
    process.destroy();
    in.close();
  }
}
