package org.gaoler.tail;

import java.util.Optional;
import java.util.Set;

/** Tells from a file's name how it is compressed. */
final class Packing {

  private static final String GZIP = "gz";
  private static final Set<String> UNREAD =
      Set.of("xz", "zst", "bz2", "lz4", "lz", "lzma", "lzo", "br", "Z", "zip", "7z");

  private Packing() {}

  /** Whether it is compressed so that it can be read. */
  static boolean isGzip(String name) {
    return GZIP.equals(ending(name));
  }

  /** Whether it is compressed so that it cannot be read. */
  static boolean isUnread(String name) {
    return UNREAD.contains(ending(name));
  }

  /** The name that it had before it was compressed. */
  static String unpacked(String name) {
    boolean packed = isGzip(name) || isUnread(name);
    return packed ? name.substring(0, name.length() - ending(name).length() - 1) : name;
  }

  private static String ending(String name) {
    return Optional.of(name.lastIndexOf('.'))
        .filter(dot -> dot > 0)
        .map(dot -> name.substring(dot + 1))
        .orElse("");
  }
}
