package org.gaoler.backend.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.gaoler.testkit.Eventually;
import org.junit.jupiter.api.Assumptions;

/** Real journal files, written by Debian's {@code systemd-journal-remote} from export format. */
final class JournalFiles implements AutoCloseable {

  private static final long UNPACK_SECONDS = 120;
  private static final Duration STORED = Duration.ofSeconds(10);
  private static final Map<String, String> SSHD =
      Map.of("SYSLOG_IDENTIFIER", "sshd", "_PID", "77", "_SYSTEMD_UNIT", "ssh.service");
  private static final String FIRST_BOOT = "0123456789abcdef0123456789abcdef";

  private final Path directory;
  private Process writer;
  private OutputStream export;
  private String boot = FIRST_BOOT;
  private long micros = 1_700_000_000_000_000L;

  JournalFiles(Path directory) {
    this.directory = directory;
  }

  Path directory() {
    return directory;
  }

  /** Writes an entry of sshd, one second after the one before; returns when it is in the file. */
  long write(String message) throws IOException {
    return write(SSHD, message);
  }

  /** Writes an entry; returns when it is in the file. */
  long write(Map<String, String> fields, String message) throws IOException {
    send(fields, message);
    Eventually.await("the entry is stored", STORED, this::isStored);
    return micros;
  }

  private boolean isStored() throws IOException {
    Process look =
        new ProcessBuilder(
                "journalctl",
                "--directory=" + directory,
                "--quiet",
                "--no-pager",
                "_SOURCE_REALTIME_TIMESTAMP=" + micros)
            .redirectErrorStream(true)
            .start();
    return new String(look.getInputStream().readAllBytes(), StandardCharsets.UTF_8).contains("mx ");
  }

  /** Writes an entry of sshd without waiting. */
  void send(String message) throws IOException {
    send(SSHD, message);
  }

  private void send(Map<String, String> fields, String message) throws IOException {
    micros += 1_000_000;
    ByteArrayOutputStream entry = new ByteArrayOutputStream();
    text(entry, "__REALTIME_TIMESTAMP=" + (micros + 7));
    text(entry, "__MONOTONIC_TIMESTAMP=" + (micros - 1_600_000_000_000_000L));
    text(entry, "_BOOT_ID=" + boot);
    text(entry, "_SOURCE_REALTIME_TIMESTAMP=" + micros);
    text(entry, "_HOSTNAME=mx");
    for (Map.Entry<String, String> field : fields.entrySet()) {
      text(entry, field.getKey() + '=' + field.getValue());
    }
    binary(entry, "MESSAGE", message.getBytes(StandardCharsets.UTF_8));
    entry.write('\n');
    if (export == null) {
      start();
    }
    export.write(entry.toByteArray());
    export.flush();
  }

  private static void text(ByteArrayOutputStream out, String line) {
    out.writeBytes((line + '\n').getBytes(StandardCharsets.UTF_8));
  }

  private static void binary(ByteArrayOutputStream out, String name, byte[] value) {
    text(out, name);
    for (int shift = 0; shift < Long.SIZE; shift += Byte.SIZE) {
      out.write((int) ((long) value.length >>> shift));
    }
    out.writeBytes(value);
    out.write('\n');
  }

  /** What follows is of another boot. */
  void reboot() {
    boot = "f" + FIRST_BOOT.substring(1);
  }

  private void start() throws IOException {
    Path root = unpacked();
    ProcessBuilder builder =
        new ProcessBuilder(program(root), "--output=" + directory.resolve("test.journal"), "-");
    Path libraries = root.resolve("usr/lib/x86_64-linux-gnu");
    try (Stream<Path> found = Files.list(root.resolve("usr/lib"))) {
      libraries =
          found.filter(path -> path.toString().endsWith("-linux-gnu")).findAny().orElse(libraries);
    }
    builder.environment().put("LD_LIBRARY_PATH", libraries + ":" + libraries.resolve("systemd"));
    builder.redirectErrorStream(true).redirectOutput(root.resolve("../remote.out").toFile());
    writer = builder.start();
    export = writer.getOutputStream();
  }

  private static String program(Path root) {
    return Stream.of("usr/lib/systemd", "lib/systemd")
        .map(folder -> root.resolve(folder).resolve("systemd-journal-remote"))
        .filter(Files::isExecutable)
        .map(Path::toString)
        .findAny()
        .orElseThrow();
  }

  private static Path unpacked() throws IOException {
    Path home = Path.of("").toAbsolutePath();
    while (!Files.isExecutable(home.resolve("tools/unpack"))) {
      home = home.getParent();
      assertThat(home).as("a folder above with tools/unpack").isNotNull();
    }
    Path folder = home.resolve("target/servers/journal");
    Files.createDirectories(folder);
    Process unpack =
        new ProcessBuilder("tools/unpack", folder.toString(), "systemd-journal-remote", "systemd")
            .directory(home.toFile())
            .redirectErrorStream(true)
            .redirectOutput(Files.createTempFile("unpack", ".out").toFile())
            .start();
    try {
      Assumptions.assumeTrue(
          unpack.waitFor(UNPACK_SECONDS, TimeUnit.SECONDS) && unpack.exitValue() == 0,
          "systemd-journal-remote could not be downloaded");
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
    return folder.resolve("root");
  }

  @Override
  public void close() throws IOException, InterruptedException {
    if (export != null) {
      export.close();
      writer.waitFor();
    }
  }
}
