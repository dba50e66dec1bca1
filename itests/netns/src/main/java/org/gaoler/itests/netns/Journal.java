package org.gaoler.itests.netns;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * A systemd journal of its own, which only commands that run in its room see. Its entries are
 * written by the systemd tool for that, as if a program on this machine had said them.
 */
public final class Journal {

  private final Path folder;
  private final Path servers;
  private final String boot;

  /**
   * A journal that exists as long as a command runs in its room.
   *
   * @param folder an empty folder
   * @param servers where systemd-journal-remote was unpacked
   */
  public Journal(Path folder, Path servers) {
    this.folder = folder;
    this.servers = servers;
    folder.toFile().mkdirs();
    // followers of a journal see the present boot alone
    this.boot = Places.read(Path.of("/proc/sys/kernel/random/boot_id")).replace("-", "");
  }

  /** What stands in front of a command to run it in the journal's room. */
  public String[] room() {
    return new String[] {
      "unshare", "-m", Places.tool("journal-room").toString(), servers.toString(), folder.toString()
    };
  }

  /**
   * Adds an entry of sshd, now.
   *
   * @param message what sshd says
   */
  public void sshd(String message) {
    entry("ssh.service", "sshd", message);
  }

  /**
   * Adds an entry, now.
   *
   * @param unit of systemd
   * @param program that says it
   * @param message what it says
   */
  public void entry(String unit, String program, String message) {
    Instant now = Instant.now();
    long micros = ChronoUnit.MICROS.between(Instant.EPOCH, now);
    String entry =
        "__REALTIME_TIMESTAMP="
            + micros
            + "\n__MONOTONIC_TIMESTAMP="
            + System.nanoTime() / 1000
            + "\n_BOOT_ID="
            + boot
            + "\n_TRANSPORT=syslog\nPRIORITY=6\n_HOSTNAME=server\n_PID=4242\nSYSLOG_PID=4242"
            + "\nSYSLOG_IDENTIFIER="
            + program
            + "\n_COMM="
            + program
            + "\n_SYSTEMD_UNIT="
            + unit
            + "\nMESSAGE="
            + message
            + "\n\n";
    try {
      Files.writeString(folder.resolve("entries"), entry, StandardOpenOption.WRITE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
