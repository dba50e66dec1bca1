package org.gaoler.filter;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Works out which folders show every change that makes a path mean another text. */
final class WatchedFolders {

  private static final int MOST_LINKS = 40;
  private static final int ROOT = 0;

  private WatchedFolders() {}

  /**
   * The folders of files: the one that holds a file and the one above, the ones that hold a
   * symbolic link on the way, and the one that a missing folder would be made in.
   */
  static Set<Path> of(Collection<Path> files) {
    Set<Path> folders = new TreeSet<>();
    for (Path file : files) {
      walk(file.toAbsolutePath().normalize(), folders, 0);
    }
    return folders;
  }

  private static void walk(Path file, Set<Path> folders, int links) {
    Path at = file.getRoot();
    int names = file.getNameCount();
    for (int i = 0; i < names; i++) {
      Path next = at.resolve(file.getName(i));
      boolean link = Files.isSymbolicLink(next);
      boolean last = i >= names - 2;
      if (last || link || !Files.exists(next, LinkOption.NOFOLLOW_LINKS)) {
        folders.add(at);
      }
      if (link && links < MOST_LINKS) {
        Path rest = i + 1 < names ? file.subpath(i + 1, names) : Path.of("");
        follow(next, rest, folders, links + 1);
        return;
      }
      if (!Files.isDirectory(next)) {
        return;
      }
      at = next;
    }
  }

  private static void follow(Path link, Path rest, Set<Path> folders, int links) {
    try {
      Path target = link.resolveSibling(Files.readSymbolicLink(link)).resolve(rest).normalize();
      walk(target, folders, links);
    } catch (IOException gone) {
      // a link that goes while it is read shows as a change of the folder that held it
      folders.add(link.getParent());
    }
  }

  /** Why what happens in a folder cannot be trusted, if so. */
  static Optional<String> untrusted(Path folder) {
    try {
      PosixFileAttributes seen = Files.readAttributes(folder, PosixFileAttributes.class);
      if (seen.permissions().contains(PosixFilePermission.OTHERS_WRITE)
          || seen.permissions().contains(PosixFilePermission.GROUP_WRITE)) {
        return Optional.of("others than its owner may write to it; chmod go-w " + folder);
      }
      Object owner = Files.getAttribute(folder, "unix:uid");
      Object self = Files.getAttribute(Path.of("/proc/self"), "unix:uid");
      return owner.equals(ROOT) || owner.equals(self)
          ? Optional.empty()
          : Optional.of("it belongs to " + seen.owner() + "; chown root " + folder);
    } catch (IOException e) {
      return Optional.of("it cannot be looked at: " + e);
    }
  }
}
