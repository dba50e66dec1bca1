package org.gaoler.action.blocklist;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.gaoler.api.Fault;

/**
 * A small file beside a list with all {@link Claims} to it. Every change is appended before the
 * list itself is replaced, and what was torn by a crash is passed over. Guarded by the list's lock.
 */
final class Memory {

  /** So many times more records than needed are worth a new file. */
  private static final int WASTE = 4;

  private static final int FEW = 1000;

  private final Path file;
  private final Claims claims;
  private final Replacement replacement;
  private Optional<Stat> known = Optional.empty();
  private int records;
  private boolean torn;

  Memory(Path file, Claims claims) {
    this.file = file;
    this.claims = claims;
    this.replacement = new Replacement(file, PosixFilePermissions.fromString("rw-------"));
  }

  Path file() {
    return file;
  }

  /**
   * Reads the file anew if somebody else has changed it, or if what was noted did not reach it.
   *
   * @return whether it was read
   */
  boolean refresh() throws Fault {
    Optional<Stat> now = Stat.of(file);
    boolean other = !claims.noted().isEmpty() || !now.equals(known);
    if (other) {
      claims.forgetAll();
      records = 0;
      torn = false;
      if (now.isPresent()) {
        read();
      }
      known = now;
    }
    return other;
  }

  private void read() throws Fault {
    try {
      String text = Files.readString(file, StandardCharsets.ISO_8859_1);
      int whole = text.lastIndexOf('\n') + 1;
      List<String> lines = text.substring(0, whole).lines().toList();
      lines.forEach(claims::play);
      records = lines.size();
      torn = whole < text.length();
    } catch (IOException failed) {
      throw new Fault("memory of a block list: " + Refusal.of(file, "read", failed), failed);
    }
  }

  /**
   * Brings all that was noted into the file.
   *
   * @param force whether it must outlive a power failure
   */
  void commit(boolean force) throws Fault {
    if (claims.noted().isEmpty()) {
      return;
    }
    int most = WASTE * (claims.all().size() + FEW);
    if (known.isEmpty() || torn || records > most) {
      rewrite();
    } else {
      append(force);
    }
    claims.noted().clear();
  }

  private void rewrite() throws Fault {
    List<String> lines = claims.whole();
    Optional<Stat> now = replacement.with(bytes(lines), known);
    if (now.isEmpty()) {
      throw new Fault(file + " was changed while it was written; it is read and written again");
    }
    known = now;
    torn = false;
    records = lines.size();
  }

  private void append(boolean force) throws Fault {
    try (FileOutputStream out = new FileOutputStream(file.toFile(), true)) {
      out.write(bytes(claims.noted()));
      if (force) {
        out.getFD().sync();
      }
    } catch (IOException failed) {
      throw new Fault("memory of a block list: " + Refusal.of(file, "written", failed), failed);
    }
    records += claims.noted().size();
    known = Stat.of(file);
  }

  private static byte[] bytes(List<String> lines) {
    return (String.join("\n", lines) + "\n").getBytes(StandardCharsets.ISO_8859_1);
  }
}
