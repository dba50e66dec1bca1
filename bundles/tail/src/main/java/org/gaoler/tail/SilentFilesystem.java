package org.gaoler.tail;

import com.sun.jna.LastErrorException;
import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Platform;
import com.sun.jna.Pointer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Knows the file systems on which files change without the kernel's notification: those that other
 * machines, or programs behind a mount, write to.
 */
public final class SilentFilesystem {

  /** More than any kernel's {@code struct statfs}. */
  private static final int STATFS_BYTES = 512;

  private static final long UNSIGNED = 0xffffffffL;

  /** The first field of what {@code statfs} tells, to the name in {@code /proc/self/mounts}. */
  private static final Map<Long, String> NAMES =
      Map.ofEntries(
          Map.entry(0x6969L, "nfs"),
          Map.entry(0xff534d42L, "cifs"),
          Map.entry(0xfe534d42L, "smb3"),
          Map.entry(0x517bL, "smbfs"),
          Map.entry(0x65735546L, "fuse"),
          Map.entry(0x01021997L, "9p"),
          Map.entry(0x00c36400L, "ceph"),
          Map.entry(0x0bd00bd0L, "lustre"),
          Map.entry(0x47504653L, "gpfs"),
          Map.entry(0x01161970L, "gfs2"),
          Map.entry(0x7461636fL, "ocfs2"),
          Map.entry(0x5346414fL, "afs"),
          Map.entry(0x6b414653L, "afs"),
          Map.entry(0x73757245L, "coda"),
          Map.entry(0x564cL, "ncpfs"),
          Map.entry(0x19830326L, "beegfs"),
          Map.entry(0xaad7aaeaL, "panfs"),
          Map.entry(0x786f4256L, "vboxsf"),
          Map.entry(0xbacbacbcL, "vmhgfs"));

  private SilentFilesystem() {}

  /**
   * Whether changes at a path may come without notification. Asks the kernel; blocks as long as a
   * network file system takes to answer.
   *
   * @param path a file or directory
   * @return the file system's name; empty if changes are told, or if nothing is there
   */
  public static Optional<String> at(Path path) {
    if (!Platform.isLinux()) {
      return Optional.empty();
    }
    byte[] name = (path + "\0").getBytes(StandardCharsets.UTF_8);
    try (Memory text = new Memory(name.length);
        Memory told = new Memory(STATFS_BYTES)) {
      text.write(0, name, 0, name.length);
      Libc.statfs(text, told);
      return named(told.getNativeLong(0).longValue());
    } catch (LastErrorException e) {
      // whatever keeps the kernel from looking there keeps the reader too, which tells why
      return Optional.empty();
    }
  }

  /** The name of a file system that is silent. */
  static Optional<String> named(long type) {
    return Optional.ofNullable(NAMES.get(type & UNSIGNED));
  }

  /** The C library's function, bound when first used. */
  private static final class Libc {

    static {
      Native.register(Libc.class, Platform.C_LIBRARY_NAME);
    }

    private Libc() {}

    static native int statfs(Pointer path, Pointer told) throws LastErrorException;
  }
}
