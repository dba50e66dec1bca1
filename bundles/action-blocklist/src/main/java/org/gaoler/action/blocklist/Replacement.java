package org.gaoler.action.blocklist;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import org.gaoler.api.Fault;

/**
 * Replaces a file as a whole: readers see the old one or the new one, also after a crash. Owner,
 * group and mode stay as they are.
 */
final class Replacement {

  private final Path file;
  private final Path fresh;
  private final Set<PosixFilePermission> mode;

  /**
   * Prepares to replace a file.
   *
   * @param file its real path, with no link on the way
   * @param mode of a file that is not there yet
   */
  Replacement(Path file, Set<PosixFilePermission> mode) {
    this.file = file;
    this.fresh = file.resolveSibling("." + file.getFileName() + ".gaoler-new");
    this.mode = mode;
  }

  /**
   * Replaces it, unless somebody else has changed it meanwhile.
   *
   * @param bytes the new content
   * @param known the file as it was read, empty if there was none
   * @return the new file; empty if nothing was replaced
   */
  Optional<Stat> with(byte[] bytes, Optional<Stat> known) throws Fault {
    try {
      return written(bytes, known);
    } catch (NoSuchFileException gone) {
      if (known.isPresent() && Files.notExists(file)) {
        return Optional.empty();
      }
      throw new Fault("block list " + Refusal.of(file, "written", gone), gone);
    } catch (IOException failed) {
      throw new Fault("block list " + Refusal.of(file, "written", failed), failed);
    }
  }

  private Optional<Stat> written(byte[] bytes, Optional<Stat> known) throws IOException, Fault {
    Files.deleteIfExists(fresh);
    Files.createFile(
        fresh, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    try {
      try (FileOutputStream out = new FileOutputStream(fresh.toFile())) {
        out.write(bytes);
        out.getFD().sync();
      }
      dress(known.isPresent());
      if (!Stat.of(file).equals(known)) {
        return Optional.empty();
      }
      // Looked at before it has its name: whatever comes afterwards is somebody else's change.
      Optional<Stat> now = Stat.of(fresh);
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
      force(file.getParent());
      return now;
    } finally {
      Files.deleteIfExists(fresh);
    }
  }

  /**
   * A channel is closed under an interrupted thread: the interruption is for whoever waits next.
   */
  private static void force(Path folder) throws IOException {
    boolean interrupted = Thread.interrupted();
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void dress(boolean replaces) throws IOException, Fault {
    if (!replaces) {
      Files.setPosixFilePermissions(fresh, mode);
      return;
    }
    PosixFileAttributes old = Files.readAttributes(file, PosixFileAttributes.class);
    PosixFileAttributeView view = Files.getFileAttributeView(fresh, PosixFileAttributeView.class);
    PosixFileAttributes own = view.readAttributes();
    try {
      if (!own.group().equals(old.group())) {
        view.setGroup(old.group());
      }
      if (!own.owner().equals(old.owner())) {
        view.setOwner(old.owner());
      }
    } catch (IOException refused) {
      throw new Fault(
          "block list "
              + file
              + " cannot be replaced: it belongs to "
              + old.owner().getName()
              + ":"
              + old.group().getName()
              + ", and only root may give a file away; chown it to "
              + own.owner().getName(),
          refused);
    }
    view.setPermissions(old.permissions());
  }
}
