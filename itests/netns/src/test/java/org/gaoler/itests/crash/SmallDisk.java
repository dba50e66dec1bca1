package org.gaoler.itests.crash;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.gaoler.itests.netns.Command;

/** A disk of a few megabytes below a daemon's data: may be filled, and be read-only for it. */
final class SmallDisk implements AutoCloseable {

  private static final int BLOCK = 4096;

  private final Path folder;
  private final Path filler;

  SmallDisk(Path folder) throws IOException {
    this.folder = folder;
    this.filler = folder.resolve("filler");
    Files.createDirectories(folder);
    Command.of("mount", "-t", "tmpfs", "-o", "size=6m,mode=700", "tmpfs", folder.toString()).must();
  }

  /** Leaves not a byte. */
  void fill() throws IOException {
    try (OutputStream out = Files.newOutputStream(filler)) {
      for (int size = BLOCK; size > 0; size /= 2) {
        fill(out, new byte[size]);
      }
    }
  }

  private static void fill(OutputStream out, byte[] block) throws IOException {
    try {
      while (true) {
        out.write(block);
      }
    } catch (IOException full) {
      // what is left then is smaller than the block
      if (!String.valueOf(full.getMessage()).contains("No space left")) {
        throw full;
      }
    }
  }

  void free() throws IOException {
    Files.delete(filler);
  }

  /** Makes one file in it read-only for everybody who opens it from now on. */
  void protect(String name) {
    String file = folder.resolve(name).toString();
    Command.of("mount", "--bind", file, file).must();
    Command.of("mount", "-o", "remount,bind,ro", file).must();
  }

  /** Ends {@link #protect}, also for a daemon that was started meanwhile. */
  void open(String name, Process daemon) {
    String file = folder.resolve(name).toString();
    in(daemon, "umount", "--lazy", file);
    Command.of("umount", "--lazy", file).must();
  }

  /** Makes all of it read-only for everybody, as the kernel does after a fault of the disk. */
  void protect() {
    Command.of("mount", "-o", "remount,ro", folder.toString()).must();
  }

  /** Ends {@link #protect()}, also for a daemon that was started meanwhile. */
  void open(Process daemon) {
    Command.of("mount", "-o", "remount,rw", folder.toString()).must();
    in(daemon, "mount", "-o", "remount,rw", folder.toString());
  }

  /** Makes it read-only for whatever the daemon opens from now on. */
  void refuse(Process daemon) {
    in(daemon, "mount", "--bind", folder.toString(), folder.toString());
    in(daemon, "mount", "-o", "remount,bind,ro", folder.toString());
  }

  void allow(Process daemon) {
    in(daemon, "umount", folder.toString());
  }

  private static void in(Process daemon, String... words) {
    Command.of("nsenter", "-m", "-t", Long.toString(daemon.pid())).with(words).must();
  }

  @Override
  public void close() {
    Command.of("umount", folder.toString()).must();
  }
}
